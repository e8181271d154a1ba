//! A host on loopback that says whatever a test tells it to, over TLS with a certificate of a CA made for
//! the test, or plain; and a resolver with answers written down beforehand.

use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use colloquy_netguard::{FetchLimits, Guard, NameResolver, Policy, Resolving};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

/// The name that the host's certificate is for.
pub const NAME: &str = "media.test";

/// What the host does with one request.
pub enum Script {
    /// Sends these bytes and waits for the next request.
    Say(String),
    /// Sends these bytes and closes.
    SayAndClose(Vec<u8>),
    /// Sends the first bytes, then the second again and again, pausing between.
    Repeat(Vec<u8>, Vec<u8>, Duration),
    /// Says nothing and keeps the connection.
    Hang,
}

/// A complete answer with a body.
pub fn ok(content_type: &str, body: &str) -> Script {
    let length = body.len();
    Script::Say(format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n{body}"
    ))
}

/// A redirect.
pub fn redirect(location: &str) -> Script {
    Script::Say(format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"))
}

/// The running host.
pub struct Host {
    pub port: u16,
    pub ca_pem: Vec<u8>,
    seen: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Host {
    /// Starts an https host that speaks HTTP/1.1. The script sees each request, head and body, as text.
    pub async fn https(script: impl Fn(&str) -> Script + Send + Sync + 'static) -> Self {
        let (tls, ca_pem) = certified(&[]);
        Self::start(Some(tls), ca_pem, script).await
    }

    /// Starts a plain http host.
    pub async fn http(script: impl Fn(&str) -> Script + Send + Sync + 'static) -> Self {
        Self::start(None, Vec::new(), script).await
    }

    async fn start(
        tls: Option<TlsAcceptor>,
        ca_pem: Vec<u8>,
        script: impl Fn(&str) -> Script + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let host = Self { port, ca_pem, seen: Arc::clone(&seen), connections: Arc::clone(&connections) };
        let script = Arc::new(script);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (tls, seen, script) = (tls.clone(), Arc::clone(&seen), Arc::clone(&script));
                // A client that goes away in the middle is what many tests are about: not an error here.
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => converse(tls.accept(socket).await?, &seen, &*script).await,
                        None => converse(socket, &seen, &*script).await,
                    }
                });
            }
        });
        host
    }

    /// An https URL of this host by its name.
    pub fn url(&self, path: &str) -> String {
        format!("https://{NAME}:{}{path}", self.port)
    }

    /// Every request so far, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// How many connections were accepted so far.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// A policy that allows this host, and nothing else that is not public.
    pub fn policy(&self) -> Policy {
        policy_for_loopback(self.ca_pem.clone())
    }

    /// A guard with [`Host::policy`] that finds [`NAME`] on loopback.
    pub fn guard(&self) -> Guard {
        Guard::with_resolver(self.policy(), Names::with(&[(NAME, &[&["127.0.0.1"]])])).unwrap()
    }
}

/// Allows 127.0.0.1 and trusts this CA.
pub fn policy_for_loopback(ca_pem: Vec<u8>) -> Policy {
    let allow_networks = vec!["127.0.0.1/32".parse().unwrap()];
    Policy { allow_networks, allow_http: false, extra_ca_pem: Some(ca_pem) }
}

/// TLS for [`NAME`] and 127.0.0.1, offering these protocols, and the PEM of the CA that vouches for it.
pub fn certified(protocols: &[&str]) -> (TlsAcceptor, Vec<u8>) {
    let ca_key = KeyPair::generate().unwrap();
    let mut ca_params = CertificateParams::new(Vec::new()).unwrap();
    ca_params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_pem = ca_params.self_signed(&ca_key).unwrap().pem().into_bytes();
    let issuer = Issuer::new(ca_params, ca_key);
    let key = KeyPair::generate().unwrap();
    let names = vec![NAME.to_owned(), "127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    (TlsAcceptor::from(Arc::new(config)), ca_pem)
}

async fn converse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    seen: &Mutex<Vec<String>>,
    script: &(impl Fn(&str) -> Script + ?Sized),
) -> io::Result<()> {
    while let Some(request) = read_request(&mut stream).await? {
        seen.lock().unwrap().push(request.clone());
        match script(&request) {
            Script::Say(text) => {
                stream.write_all(text.as_bytes()).await?;
                stream.flush().await?;
            }
            Script::SayAndClose(bytes) => {
                stream.write_all(&bytes).await?;
                return stream.shutdown().await;
            }
            Script::Repeat(head, chunk, pause) => {
                stream.write_all(&head).await?;
                loop {
                    stream.write_all(&chunk).await?;
                    stream.flush().await?;
                    if !pause.is_zero() {
                        tokio::time::sleep(pause).await;
                    }
                }
            }
            Script::Hang => std::future::pending().await,
        }
    }
    Ok(())
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(head_end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..head_end]).to_ascii_lowercase();
            let body_bytes = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse::<usize>().unwrap());
            if bytes.len() >= head_end + 4 + body_bytes {
                return Ok(Some(String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        let mut buffer = [0; 8192];
        match stream.read(&mut buffer).await? {
            0 => return Ok(None),
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}

/// A resolver whose answers are written down. Each lookup of a name takes the next answer; the last repeats.
pub struct Names {
    answers: HashMap<String, Vec<Vec<IpAddr>>>,
    lookups: Mutex<Vec<String>>,
}

impl Names {
    pub fn with(answers: &[(&str, &[&[&str]])]) -> Arc<Self> {
        let parse = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        let answers = answers
            .iter()
            .map(|(name, answers)| ((*name).to_owned(), answers.iter().map(parse).collect()))
            .collect();
        Arc::new(Self { answers, lookups: Mutex::default() })
    }

    /// The names looked up so far.
    pub fn lookups(&self) -> Vec<String> {
        self.lookups.lock().unwrap().clone()
    }
}

impl NameResolver for Names {
    fn lookup(&self, name: &str) -> Resolving {
        let mut lookups = self.lookups.lock().unwrap();
        let earlier = lookups.iter().filter(|earlier| *earlier == name).count();
        lookups.push(name.to_owned());
        let answer = self.answers.get(name).map(|answers| answers[earlier.min(answers.len() - 1)].clone());
        Box::pin(async move { answer.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such name")) })
    }
}

/// Limits that no well-behaved test host meets.
pub const ROOMY: FetchLimits =
    FetchLimits { max_bytes: 1_000_000, total_timeout: Duration::from_secs(10), max_redirects: 5 };
