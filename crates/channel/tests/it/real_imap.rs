//! Fetching from a real server. `COLLOQUY_TEST_IMAP_URL` names one that lets any user in with the password `sesame`;
//! where it is not set, `scripts/test-imap.sh` starts one or names the one it started before.

use std::process::Command;
use std::time::Duration;

use colloquy_channel::imap::{ImapAccount, ImapError, ImapSettings, fetch_once};
use colloquy_domain::ConversationId;
use colloquy_domain::secret::SecretText;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use url::Url;

use crate::imap::Desk;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/test-imap.sh");

fn server() -> Url {
    let text = std::env::var("COLLOQUY_TEST_IMAP_URL").unwrap_or_else(|_| {
        let output = Command::new(SCRIPT).arg("start").output().expect("scripts/test-imap.sh");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    });
    Url::parse(text.trim()).expect("an address")
}

fn settings(server: &Url, user: &str, password: &str) -> ImapSettings {
    let mut url = server.clone();
    url.set_username(user).unwrap();
    url.set_password(Some(password)).unwrap();
    ImapSettings {
        url: SecretText::new(url.as_str()),
        folder: "INBOX".to_owned(),
        poll: Duration::from_secs(1),
        extra_ca_pem: None,
        own_senders: Vec::new(),
    }
}

/// Puts mails into the box of that user, which is made by that.
async fn deliver(server: &Url, user: &str, mails: &[String]) {
    let address = (server.host_str().unwrap(), server.port().unwrap());
    let mut socket = BufReader::new(TcpStream::connect(address).await.unwrap());
    say(&mut socket, &format!("a LOGIN {user} sesame\r\n"), "a OK").await;
    for mail in mails {
        say(&mut socket, &format!("a APPEND INBOX {{{}}}\r\n", mail.len()), "+").await;
        say(&mut socket, &format!("{mail}\r\n"), "a OK").await;
    }
    say(&mut socket, "a LOGOUT\r\n", "a OK").await;
}

async fn say(socket: &mut BufReader<TcpStream>, line: &str, expected: &str) {
    socket.write_all(line.as_bytes()).await.unwrap();
    loop {
        let mut answer = String::new();
        assert_ne!(socket.read_line(&mut answer).await.unwrap(), 0, "closed, instead of {expected}");
        if answer.starts_with(expected) {
            return;
        }
        assert!(answer.starts_with('*'), "{answer}");
    }
}

#[tokio::test]
async fn mail_is_fetched_from_a_real_server_once() {
    let server = server();
    let user = format!("u{}", ConversationId::generate().ulid().to_lowercase());
    let mail = |subject: &str, text: &str| {
        format!(
            "From: Jonas <jonas@customer.example>\r\nTo: help@acme.example\r\nSubject: {subject}\r\n\r\n{text}\r\n"
        )
    };
    // One longer than what is fetched of it, and than any buffer on the way.
    let long = mail("two", &"0123456789 grüße\r\n".repeat(100_000));
    deliver(&server, &user, &[mail("one", "Hi."), long, mail("come later", "Hi.")]).await;

    let account = ImapAccount::new(&settings(&server, &user, "sesame")).unwrap();
    let desk = Desk::default();
    assert_eq!(fetch_once(&account, &desk).await, Ok(2));
    assert_eq!(desk.subjects(), ["one", "two"]);
    let mails = desk.mails.lock().unwrap().clone();
    assert_eq!(mails[0].text, "Hi.");
    assert!(mails[1].text.starts_with("0123456789 grüße\n0123456789"), "{:?}", mails[1].text.lines().next());
    assert_ne!(mails[0].channel_key, mails[1].channel_key);

    assert_eq!(fetch_once(&account, &desk).await, Ok(0));
    assert_eq!(desk.subjects().len(), 2);
    let said = account.check().await.unwrap();
    assert!(said.ends_with("1 unread in INBOX"), "{said}");

    let stranger = ImapAccount::new(&settings(&server, &user, "wrong")).unwrap();
    assert!(matches!(stranger.check().await, Err(ImapError::Refused { command: "LOGIN", .. })));
}
