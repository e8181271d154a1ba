//! A mailbox of customers' mail, on a real IMAP server. `COLLOQUY_TEST_IMAP_URL` names one that lets any user in with the
//! password `sesame`; where it is not set, `scripts/test-imap.sh` starts one or names the one it started before.

use std::process::Command;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use url::Url;
use uuid::Uuid;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/test-imap.sh");
const PASSWORD: &str = "sesame";

/// A mailbox that nobody else has.
pub struct Mailbox {
    url: Url,
}

impl Mailbox {
    pub fn open() -> Self {
        let text = std::env::var("COLLOQUY_TEST_IMAP_URL").unwrap_or_else(|_| {
            let output = Command::new(SCRIPT).arg("start").output().expect("scripts/test-imap.sh");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("text")
        });
        let mut url = Url::parse(text.trim()).expect("an address");
        url.set_username(&format!("u{}", Uuid::now_v7().simple())).expect("an address with a host");
        url.set_password(Some(PASSWORD)).expect("an address with a host");
        Self { url }
    }

    /// The settings of a server that takes its customers' mail here.
    pub fn settings(&self) -> [(&'static str, String); 2] {
        [("COLLOQUY_IMAP__URL", self.url.to_string()), ("COLLOQUY_IMAP__POLL_SECONDS", "1".to_owned())]
    }

    /// Puts a mail into it.
    pub async fn deliver(&self, mail: &str) {
        let address = (self.url.host_str().expect("a host"), self.url.port().expect("a port"));
        let mut socket = BufReader::new(TcpStream::connect(address).await.expect("the IMAP server"));
        let login = format!("a LOGIN {} {PASSWORD}\r\n", self.url.username());
        say(&mut socket, &login, "a OK").await;
        say(&mut socket, &format!("a APPEND INBOX {{{}}}\r\n", mail.len()), "+").await;
        say(&mut socket, &format!("{mail}\r\n"), "a OK").await;
        say(&mut socket, "a LOGOUT\r\n", "a OK").await;
    }
}

async fn say(socket: &mut BufReader<TcpStream>, line: &str, expected: &str) {
    socket.write_all(line.as_bytes()).await.expect("sent");
    loop {
        let mut answer = String::new();
        let length = socket.read_line(&mut answer).await.expect("an answer");
        assert_ne!(length, 0, "closed, instead of {expected}");
        if answer.starts_with(expected) {
            return;
        }
        assert!(answer.starts_with('*'), "{answer}");
    }
}
