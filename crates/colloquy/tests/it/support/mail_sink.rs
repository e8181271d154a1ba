//! A mail server on loopback that writes down what comes: `scripts/mail_sink.py`, a real SMTP server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::wait::eventually;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The running server. It ends when this is dropped.
pub struct MailSink {
    child: Child,
    folder: TempDir,
    port: u16,
}

/// A message as it arrived.
#[derive(Debug, Clone)]
pub struct Arrived(Value);

impl MailSink {
    /// Starts it.
    pub fn open() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let repository = Path::new(REPOSITORY);
        let mut child = Command::new(repository.join(".venv/bin/python"))
            .arg(repository.join("scripts/mail_sink.py"))
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python in .venv, from scripts/setup.sh python");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        output.read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("aiosmtpd from scripts/requirements-test.txt");
        Self { child, folder, port }
    }

    /// The settings of a server that sends its mail here.
    pub fn settings(&self) -> [(&'static str, String); 2] {
        [
            ("COLLOQUY_SMTP__URL", format!("smtp://127.0.0.1:{}", self.port)),
            ("COLLOQUY_SMTP__FROM", "Acme Calls <calls@acme.example>".to_owned()),
        ]
    }

    /// Everything so far, in the order in which it came.
    pub fn all(&self) -> Vec<Arrived> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        let read = |path| serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON");
        paths.into_iter().map(|path| Arrived(read(path))).collect()
    }

    /// Waits for so many messages.
    pub async fn wait_for(&self, count: usize) -> Vec<Arrived> {
        eventually(&format!("{count} mails"), async || Some(self.all()).filter(|all| all.len() >= count))
            .await
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Arrived {
    /// The only recipient.
    pub fn to(&self) -> &str {
        let to = self.0["to"].as_array().expect("recipients");
        assert_eq!(to.len(), 1, "one recipient for each mail: {to:?}");
        to[0].as_str().expect("an address")
    }

    /// The value of a header that stands there once.
    pub fn header(&self, name: &str) -> &str {
        let found: Vec<&str> =
            self.names().filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|one| one.1).collect();
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        found[0]
    }

    /// Names and values of all headers.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.0["headers"].as_array().expect("headers");
        headers.iter().map(|one| (one[0].as_str().unwrap(), one[1].as_str().unwrap()))
    }

    /// The text for programs that show no HTML.
    pub fn text(&self) -> &str {
        self.0["parts"]["text/plain"].as_str().expect("a text part")
    }

    /// The HTML.
    pub fn html(&self) -> &str {
        self.0["parts"]["text/html"].as_str().expect("an HTML part")
    }

    /// Every byte.
    pub fn raw(&self) -> &str {
        self.0["raw"].as_str().expect("the message")
    }
}
