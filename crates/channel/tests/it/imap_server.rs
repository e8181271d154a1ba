//! A mailbox on loopback: as much of IMAP as it takes, plain or by TLS with a certificate made for the test. It can be
//! told to answer a command with something else.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use colloquy_channel::imap::{ImapAccount, ImapSettings};
use colloquy_domain::secret::SecretText;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// User and password as they stand in the URL, and as LOGIN must say them.
const LOGIN_URL: &str = "jonas:open%22sesame";
const LOGIN: &str = r#"LOGIN "jonas" "open\"sesame""#;

#[derive(Default)]
struct Mailbox {
    mails: BTreeMap<u32, (Vec<u8>, bool)>,
    /// Whether a mail of one line stands between quotation marks, and one of none is `NIL`.
    is_terse: bool,
    /// What is said instead, by the command's first words.
    instead: HashMap<String, Vec<u8>>,
}

/// The running server. It ends with the test's runtime.
pub struct ImapServer {
    port: u16,
    ca_pem: Option<Vec<u8>>,
    mailbox: Arc<Mutex<Mailbox>>,
}

impl ImapServer {
    pub async fn plain() -> Self {
        Self::start(None, None).await
    }

    pub async fn encrypted() -> Self {
        let (tls, ca_pem) = certified();
        Self::start(Some(tls), Some(ca_pem)).await
    }

    async fn start(tls: Option<TlsAcceptor>, ca_pem: Option<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mailbox = Arc::new(Mutex::new(Mailbox::default()));
        let shared = Arc::clone(&mailbox);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (tls, mailbox) = (tls.clone(), Arc::clone(&shared));
                // A client that goes away in the middle is what some tests are about: not an error here.
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => converse(tls.accept(socket).await?, &mailbox).await,
                        None => converse(socket, &mailbox).await,
                    }
                });
            }
        });
        Self { port, ca_pem, mailbox }
    }

    pub fn settings(&self) -> ImapSettings {
        let scheme = if self.ca_pem.is_some() { "imaps" } else { "imap" };
        ImapSettings {
            url: SecretText::new(format!("{scheme}://{LOGIN_URL}@127.0.0.1:{}", self.port)),
            folder: "INBOX".to_owned(),
            poll: Duration::from_millis(100),
            extra_ca_pem: self.ca_pem.clone(),
            own_senders: vec!["Acme <help@acme.example>".to_owned()],
        }
    }

    pub fn account(&self) -> ImapAccount {
        ImapAccount::new(&self.settings()).unwrap()
    }

    /// Puts a mail into the box.
    pub fn deliver(&self, mail: &str) {
        let mut mailbox = self.mailbox.lock().unwrap();
        let uid = mailbox.mails.keys().next_back().map_or(10, |last| last + 1);
        mailbox.mails.insert(uid, (mail.as_bytes().to_vec(), false));
    }

    /// Says short mails in the line of the answer from now on, as some servers do.
    pub fn be_terse(&self) {
        self.mailbox.lock().unwrap().is_terse = true;
    }

    /// Says these bytes to commands that begin so, and closes.
    pub fn say_instead(&self, command: &str, bytes: &[u8]) {
        self.mailbox.lock().unwrap().instead.insert(command.to_owned(), bytes.to_vec());
    }

    /// Which mails are marked as seen, in their order.
    pub fn seen(&self) -> Vec<bool> {
        self.mailbox.lock().unwrap().mails.values().map(|(_, is_seen)| *is_seen).collect()
    }
}

async fn converse(
    socket: impl AsyncRead + AsyncWrite + Unpin,
    mailbox: &Mutex<Mailbox>,
) -> std::io::Result<()> {
    let mut socket = BufReader::new(socket);
    socket.write_all(b"* OK [CAPABILITY IMAP4rev1] here\r\n").await?;
    socket.flush().await?;
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or_default();
        let instead = {
            let mailbox = mailbox.lock().unwrap();
            mailbox.instead.iter().find(|(begin, _)| command.starts_with(*begin)).map(|(_, say)| say.clone())
        };
        if let Some(bytes) = instead {
            socket.write_all(&bytes).await?;
            return socket.shutdown().await;
        }
        let answer = answer(&mut mailbox.lock().unwrap(), tag, command);
        socket.write_all(&answer).await?;
        socket.flush().await?;
    }
}

fn answer(mailbox: &mut Mailbox, tag: &str, command: &str) -> Vec<u8> {
    let words: Vec<&str> = command.split(' ').collect();
    let uid = || words.get(2).and_then(|word| word.parse::<u32>().ok()).expect("a number");
    let mut said: Vec<u8> = Vec::new();
    if command == LOGIN {
        said.extend(b"* CAPABILITY IMAP4rev1\r\n");
    } else if command == "SELECT \"INBOX\"" {
        said.extend(b"* FLAGS (\\Seen)\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n");
    } else if command == "UID SEARCH UNSEEN UNDELETED" {
        let unseen = mailbox.mails.iter().filter(|(_, (_, is_seen))| !is_seen);
        let uids: Vec<String> = unseen.map(|(uid, _)| uid.to_string()).collect();
        said.extend(format!("* SEARCH {}", uids.join(" ")).trim_end().bytes());
        said.extend(b"\r\n");
    } else if command.starts_with("UID FETCH ") && command.ends_with(" (UID BODY.PEEK[]<0.1048576>)") {
        if let Some((mail, _)) = mailbox.mails.get(&uid()) {
            let part = &mail[..mail.len().min(1_048_576)];
            said.extend(format!("* 1 FETCH (UID {} BODY[]<0> ", uid()).bytes());
            if mailbox.is_terse && part.is_empty() {
                said.extend(b"NIL");
            } else if mailbox.is_terse && !part.contains(&b'\n') {
                let text = String::from_utf8_lossy(part).replace('\\', r"\\").replace('"', r#"\""#);
                said.extend(format!("\"{text}\"").bytes());
            } else {
                said.extend(format!("{{{}}}\r\n", part.len()).bytes());
                said.extend(part);
            }
            said.extend(b" FLAGS ())\r\n");
        }
    } else if command.starts_with("UID STORE ") && command.ends_with(" +FLAGS.SILENT (\\Seen)") {
        mailbox.mails.get_mut(&uid()).expect("a mail").1 = true;
    } else if command == "LOGOUT" {
        said.extend(b"* BYE gone\r\n");
    } else {
        return format!("{tag} NO what is {command}?\r\n").into_bytes();
    }
    said.extend(format!("{tag} OK done\r\n").bytes());
    said
}

/// TLS for 127.0.0.1, and the PEM of the CA that vouches for it.
fn certified() -> (TlsAcceptor, Vec<u8>) {
    let ca_key = KeyPair::generate().unwrap();
    let mut ca_params = CertificateParams::new(Vec::new()).unwrap();
    ca_params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_pem = ca_params.self_signed(&ca_key).unwrap().pem().into_bytes();
    let issuer = Issuer::new(ca_params, ca_key);
    let key = KeyPair::generate().unwrap();
    let names = vec!["127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), ca_pem)
}
