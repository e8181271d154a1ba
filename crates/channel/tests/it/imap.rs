//! Fetching mail: each mail once, whatever goes wrong in between.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_channel::email::{Bounce, IncomingMail, MessageName};
use colloquy_channel::imap::{
    ImapAccount, ImapError, ImapSettings, LONGEST_MAIL, MailHandler, fetch_once, keep_fetching,
};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{ConversationId, DialogueMessageId};
use tokio_util::sync::CancellationToken;

use crate::imap_server::ImapServer;
use crate::support::eventually;

/// Keeps what it takes; it cannot take what has `later` in its subject.
#[derive(Default)]
pub struct Desk {
    pub mails: Mutex<Vec<IncomingMail>>,
    pub bounces: Mutex<Vec<Bounce>>,
}

impl Desk {
    /// The subjects of everything so far.
    pub fn subjects(&self) -> Vec<String> {
        self.mails.lock().unwrap().iter().map(|mail| mail.subject.clone()).collect()
    }
}

#[async_trait]
impl MailHandler for Desk {
    async fn mail(&self, mail: IncomingMail) -> Result<(), String> {
        if mail.subject.contains("later") {
            return Err("the database is away".to_owned());
        }
        self.mails.lock().unwrap().push(mail);
        Ok(())
    }

    async fn bounce(&self, bounce: Bounce) -> Result<(), String> {
        self.bounces.lock().unwrap().push(bounce);
        Ok(())
    }
}

fn from_jonas(subject: &str) -> String {
    format!(
        "From: Jonas <jonas@customer.example>\r\nTo: help@acme.example\r\nSubject: {subject}\r\n\r\nHi.\r\n"
    )
}

#[tokio::test]
async fn every_mail_is_taken_once_and_marked_when_it_is() {
    let (server, desk) = (ImapServer::plain().await, Desk::default());
    let name = MessageName {
        message_id: DialogueMessageId::generate(),
        conversation_id: ConversationId::generate(),
    };
    server.deliver(&from_jonas("one"));
    server.deliver(&from_jonas("come later"));
    server
        .deliver("From: a@b.example\r\nAuto-Submitted: auto-replied\r\nSubject: away\r\n\r\nI am away.\r\n");
    server.deliver("no mail at all");
    server.deliver(&format!(
        "From: MAILER-DAEMON@mx.example\r\nSubject: failed\r\n\r\nMessage-ID: <{}@acme.example>\r\n",
        name.local_part()
    ));
    server.deliver(&from_jonas("two"));

    assert_eq!(fetch_once(&server.account(), &desk).await, Ok(5));
    assert_eq!(desk.subjects(), ["one", "two"]);
    assert_eq!(server.seen(), [true, false, true, true, true, true]);
    assert_eq!(desk.bounces.lock().unwrap()[0].message_id, name.message_id);
    let first = desk.mails.lock().unwrap()[0].clone();
    assert_eq!((first.from.as_str(), first.text.as_str()), ("jonas@customer.example", "Hi."));
    assert_eq!(first.channel_key, "imap.7.10");

    // What could not be taken comes again, and nothing else does.
    assert_eq!(fetch_once(&server.account(), &desk).await, Ok(0));
    assert_eq!(desk.subjects(), ["one", "two"]);
}

#[tokio::test]
async fn a_mail_that_stands_in_the_line_of_the_answer_is_taken_like_any_other() {
    let (server, desk) = (ImapServer::plain().await, Desk::default());
    server.be_terse();
    server.deliver("From: \"Jonas \\\"J\\\" Weber\" <jonas@customer.example>");
    server.deliver("");
    server.deliver("UID 10 BODY[] nothing of the kind");
    server.deliver(&from_jonas("long"));
    assert_eq!(fetch_once(&server.account(), &desk).await, Ok(4));
    assert_eq!(server.seen(), [true; 4]);
    assert!(desk.subjects().contains(&"long".to_owned()));
    // None of them comes again.
    assert_eq!(fetch_once(&server.account(), &desk).await, Ok(0));
}

#[tokio::test]
async fn mail_is_fetched_over_tls_from_who_can_be_trusted_only() {
    let (server, desk) = (ImapServer::encrypted().await, Desk::default());
    server.deliver(&from_jonas("secret"));
    let stranger = ImapAccount::new(&ImapSettings { extra_ca_pem: None, ..server.settings() }).unwrap();
    let error = fetch_once(&stranger, &desk).await.unwrap_err();
    assert!(matches!(error, ImapError::Unreachable(_)), "{error}");
    assert_eq!(fetch_once(&server.account(), &desk).await, Ok(1));
    assert_eq!(desk.subjects(), ["secret"]);
    let said = server.account().check().await.unwrap();
    assert!(said.ends_with("0 unread in INBOX"), "{said}");
}

#[tokio::test]
async fn of_a_long_mail_the_beginning_is_read() {
    let (server, desk) = (ImapServer::plain().await, Desk::default());
    let head = "From: jonas@customer.example\r\nSubject: long\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
                --b\r\nContent-Type: text/plain\r\n\r\nSee the picture.\r\n\
                --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    server.deliver(&format!("{head}{}", "AAAAAAAA\r\n".repeat(LONGEST_MAIL / 5)));
    assert_eq!(fetch_once(&server.account(), &desk).await, Ok(1));
    assert_eq!(desk.mails.lock().unwrap()[0].text, "See the picture.");
}

#[tokio::test]
async fn what_a_server_should_not_say_is_an_error_and_marks_nothing() {
    let endless = "x".repeat(3 * LONGEST_MAIL);
    for (command, bytes, part) in [
        ("LOGIN", "c1 NO no such user: open\"sesame\r\n", "refuses LOGIN"),
        ("LOGIN", "* BYE too many connections\r\n", "too many connections"),
        ("SELECT", "c2 OK [READ-ONLY] done\r\n", "read-only"),
        ("SELECT", "c2 NO no such folder\r\n", "no such folder"),
        ("UID SEARCH", "+ go on\r\n", "not announced"),
        ("UID SEARCH", "* SEARCH 1", "closed"),
        ("UID FETCH", "* 1 FETCH (UID 10 BODY[]<0> {4000000000}\r\n", "more than was asked for"),
        ("UID FETCH", endless.as_str(), "more than was asked for"),
    ] {
        let (server, desk) = (ImapServer::plain().await, Desk::default());
        server.deliver(&from_jonas("one"));
        server.say_instead(command, bytes.as_bytes());
        let error = fetch_once(&server.account(), &desk).await.unwrap_err().to_string();
        assert!(error.contains(part) && !error.contains("sesame"), "{command}: {error}");
        assert_eq!(server.seen(), [false]);
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let (server, desk) = (ImapServer::plain().await, Desk::default());
    let right = server.settings().url.reveal().to_owned();
    let wrong = SecretText::new(right.replace("open%22sesame", "shut"));
    let account = ImapAccount::new(&ImapSettings { url: wrong, ..server.settings() }).unwrap();
    let error = fetch_once(&account, &desk).await.unwrap_err().to_string();
    assert!(error.contains("refuses LOGIN") && !error.contains("shut"), "{error}");
}

#[tokio::test]
async fn it_keeps_looking_until_it_is_told_to_stop() {
    let (server, desk) = (ImapServer::plain().await, Arc::new(Desk::default()));
    let shutdown = CancellationToken::new();
    let handler: Arc<dyn MailHandler> = desk.clone();
    let looking = tokio::spawn(keep_fetching(server.account(), handler, shutdown.clone()));
    for subject in ["one", "two"] {
        server.deliver(&from_jonas(subject));
        eventually(subject, || desk.subjects().contains(&subject.to_owned()).then_some(())).await;
    }
    shutdown.cancel();
    looking.await.unwrap();
    assert_eq!(desk.subjects(), ["one", "two"]);
}
