//! Looking into the mailbox, again and again.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use super::account::ImapAccount;
use super::error::ImapError;
use super::session::Session;
use crate::email::{Arrived, Bounce, IncomingMail, read};

/// Longest wait after failures.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// Takes mail over.
#[async_trait]
pub trait MailHandler: Send + Sync {
    /// Takes a mail for good: after this it is marked as seen. The same mail may come again, with the same key.
    ///
    /// # Errors
    ///
    /// Why it cannot be taken now. It comes again.
    async fn mail(&self, mail: IncomingMail) -> Result<(), String>;

    /// Takes the report that a letter of ours did not arrive.
    ///
    /// # Errors
    ///
    /// Why it cannot be taken now. It comes again.
    async fn bounce(&self, bounce: Bounce) -> Result<(), String> {
        tracing::info!(dialogue_message.id = %bounce.message_id, "a letter came back");
        Ok(())
    }
}

impl ImapAccount {
    /// Connects, signs in and opens the folder. Says how many mails wait there.
    ///
    /// # Errors
    ///
    /// What does not work.
    pub async fn check(&self) -> Result<String, ImapError> {
        let mut session = Session::open(self).await?;
        let waiting = session.unseen().await?.len();
        session.close().await;
        Ok(format!("{}:{} answers; {waiting} unread in {}", self.host, self.port, self.folder))
    }
}

/// Fetches what nobody has seen, and says how many mails were taken. Mail that cannot be taken stays unseen.
///
/// # Errors
///
/// The mailbox cannot be reached or read. What was taken before is marked.
#[tracing::instrument(skip_all, fields(imap.host = %account.host))]
pub async fn fetch_once(account: &ImapAccount, handler: &dyn MailHandler) -> Result<u64, ImapError> {
    let mut session = Session::open(account).await?;
    let mut taken = 0;
    let mut tried = HashSet::new();
    loop {
        // Mail that arrives meanwhile is fetched as well; what could not be taken waits for the next look.
        let uids: Vec<u32> = session.unseen().await?.into_iter().filter(|uid| !tried.contains(uid)).collect();
        if uids.is_empty() {
            break;
        }
        for uid in uids {
            tried.insert(uid);
            if fetch_one(&mut session, account, handler, uid).await? {
                taken += 1;
            }
        }
    }
    session.close().await;
    Ok(taken)
}

/// Whether the mail was taken.
async fn fetch_one(
    session: &mut Session,
    account: &ImapAccount,
    handler: &dyn MailHandler,
    uid: u32,
) -> Result<bool, ImapError> {
    let Some(raw) = session.fetch(uid).await? else { return Ok(false) };
    let key = format!("imap.{}.{uid}", session.uid_validity);
    let own = account.own.clone();
    // Off the threads that everything else runs on; and a mail that the parser stumbles over costs itself only.
    let arrived = match tokio::task::spawn_blocking(move || read(&raw, &key, &own)).await {
        Ok(arrived) => arrived,
        Err(error) if error.is_panic() => Arrived::Unreadable("the parser stumbled over it"),
        // The server is ending; the mail has not been looked at.
        Err(_) => return Ok(false),
    };
    let result = match arrived {
        Arrived::Mail(mail) => handler.mail(*mail).await,
        Arrived::Bounce(bounce) => handler.bounce(bounce).await,
        Arrived::Automatic(reason) => {
            tracing::info!(imap.uid = uid, reason, "a mail is not answered");
            Ok(())
        }
        Arrived::Unreadable(reason) => {
            tracing::warn!(imap.uid = uid, reason, "a mail cannot be read");
            Ok(())
        }
    };
    match result {
        Ok(()) => {
            session.mark_seen(uid).await?;
            Ok(true)
        }
        Err(reason) => {
            tracing::warn!(imap.uid = uid, %reason, "a mail cannot be taken now; it comes again");
            Ok(false)
        }
    }
}

/// Fetches until `shutdown`. Whatever is under way then is dropped: a mail that is not marked comes again.
pub async fn keep_fetching(account: ImapAccount, handler: Arc<dyn MailHandler>, shutdown: CancellationToken) {
    let mut failures: u32 = 0;
    loop {
        let look = async {
            match fetch_once(&account, &*handler).await {
                Ok(taken) => {
                    if failures > 0 || taken > 0 {
                        tracing::info!(imap.taken = taken, "mail was fetched");
                    }
                    failures = 0;
                }
                Err(error) => {
                    // Once aloud: the operator may be at work on it.
                    if failures == 0 {
                        tracing::warn!(%error, "mail cannot be fetched; it is tried again");
                    } else {
                        tracing::debug!(%error, failures, "mail cannot be fetched");
                    }
                    failures = failures.saturating_add(1);
                }
            }
            tokio::time::sleep(wait(account.poll, failures)).await;
        };
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = look => {}
        }
    }
}

/// The pause before the next look: it doubles with each failure, to five minutes.
fn wait(poll: Duration, failures: u32) -> Duration {
    let doubled = poll.saturating_mul(2_u32.saturating_pow(failures.min(16)));
    doubled.min(LONGEST_WAIT.max(poll))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_five_minutes_and_are_never_shorter_than_asked_for() {
        let poll = Duration::from_secs(30);
        for (failures, seconds) in [(0, 30), (1, 60), (3, 240), (4, 300), (u32::MAX, 300)] {
            assert_eq!(wait(poll, failures), Duration::from_secs(seconds), "{failures}");
        }
        assert_eq!(wait(Duration::from_secs(3_600), 9), Duration::from_secs(3_600));
    }
}
