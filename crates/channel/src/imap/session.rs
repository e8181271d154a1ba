//! A mailbox that is open: looking for mail, fetching it, marking it.

use std::time::Duration;

use tokio::time::timeout;

use super::LONGEST_MAIL;
use super::account::ImapAccount;
use super::error::ImapError;
use super::response::{Completion, Response};
use super::wire::Wire;

/// Longest wait for the answer to one command.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(60);

/// So much may be said in answer to one command, in bytes: a mail, and what stands around it.
const LONGEST_ANSWER: usize = LONGEST_MAIL + 1024 * 1024;

/// Longest farewell.
const FAREWELL_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) struct Session {
    wire: Wire,
    commands: u32,
    /// Changes when the numbers of the mails do.
    pub(super) uid_validity: u32,
}

impl Session {
    /// Connects, signs in and opens the folder.
    pub(super) async fn open(account: &ImapAccount) -> Result<Self, ImapError> {
        let mut wire = Wire::connect(account).await?;
        let greeting =
            timeout(COMMAND_TIMEOUT, wire.receive(&mut room())).await.map_err(|_| no_answer("greet"))??;
        if greeting.untagged("OK").is_none() {
            return Err(ImapError::refused("the connection", &greeting.text));
        }
        let mut session = Self { wire, commands: 0, uid_validity: 0 };
        let login = format!("LOGIN {} {}", quoted(&account.user), quoted(account.password.reveal()));
        session.run("LOGIN", &login).await.map_err(|error| without_password(error, account))?;
        session.select(&account.folder).await?;
        Ok(session)
    }

    async fn select(&mut self, folder: &str) -> Result<(), ImapError> {
        let (responses, words) = self.run("SELECT", &format!("SELECT {}", quoted(folder))).await?;
        if words.to_ascii_uppercase().starts_with("[READ-ONLY]") {
            return Err(ImapError::refused(
                "SELECT",
                "the folder is read-only: mail could not be marked as seen",
            ));
        }
        self.uid_validity = responses.iter().find_map(Response::uid_validity).unwrap_or_default();
        Ok(())
    }

    /// The mails that nobody has seen, oldest first.
    pub(super) async fn unseen(&mut self) -> Result<Vec<u32>, ImapError> {
        let (responses, _) = self.run("SEARCH", "UID SEARCH UNSEEN UNDELETED").await?;
        let mut uids: Vec<u32> = responses.iter().filter_map(Response::found).flatten().collect();
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// The mail's beginning; none where it is gone. It stays unseen.
    pub(super) async fn fetch(&mut self, uid: u32) -> Result<Option<Vec<u8>>, ImapError> {
        let command = format!("UID FETCH {uid} (UID BODY.PEEK[]<0.{LONGEST_MAIL}>)");
        let (responses, _) = self.run("FETCH", &command).await?;
        Ok(responses.into_iter().find_map(|response| response.into_body_of(uid)))
    }

    /// Marks a mail as seen.
    pub(super) async fn mark_seen(&mut self, uid: u32) -> Result<(), ImapError> {
        self.run("STORE", &format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)")).await?;
        Ok(())
    }

    /// Says goodbye. What was done holds in any case.
    pub(super) async fn close(mut self) {
        let _ = timeout(FAREWELL_TIMEOUT, self.run("LOGOUT", "LOGOUT")).await;
    }

    /// Sends a command and reads until the server is done with it.
    async fn run(&mut self, name: &'static str, command: &str) -> Result<(Vec<Response>, String), ImapError> {
        timeout(COMMAND_TIMEOUT, self.carried_out(name, command)).await.map_err(|_| no_answer(name))?
    }

    async fn carried_out(
        &mut self,
        name: &'static str,
        command: &str,
    ) -> Result<(Vec<Response>, String), ImapError> {
        self.commands += 1;
        let tag = format!("c{}", self.commands);
        self.wire.send(&format!("{tag} {command}")).await?;
        let mut room = room();
        let mut responses = Vec::new();
        loop {
            let response = self.wire.receive(&mut room).await?;
            match response.completion(&tag) {
                Some(Completion::Done(words)) => return Ok((responses, words.to_owned())),
                Some(Completion::Refused(words)) => return Err(ImapError::refused(name, words)),
                None => {}
            }
            if let Some(words) = response.untagged("BYE") {
                return Err(ImapError::refused(name, words));
            }
            // A request to go on, where nothing is left to be said, would never end.
            if response.text.starts_with('+') {
                return Err(ImapError::Protocol("the server waits for what was not announced"));
            }
            responses.push(response);
        }
    }
}

fn room() -> usize {
    LONGEST_ANSWER
}

fn no_answer(name: &str) -> ImapError {
    ImapError::Unreachable(format!("no answer to {name} within {} s", COMMAND_TIMEOUT.as_secs()))
}

/// A string between quotation marks. There are no line breaks in it: the settings are checked for that.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Servers may repeat what they refuse.
fn without_password(error: ImapError, account: &ImapAccount) -> ImapError {
    match error {
        ImapError::Refused { command, answer } => {
            ImapError::Refused { command, answer: answer.replace(account.password.reveal(), "…") }
        }
        other => other,
    }
}
