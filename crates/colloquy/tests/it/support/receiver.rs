//! A receiver of webhooks on loopback that writes down what comes and answers as the test says.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::wait::eventually_within;

/// Where deliveries are left for the libraries of other languages; see `scripts/verify_webhooks.py`.
const RECORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/test/webhooks");

/// Oldest signature that a receiver takes, in seconds.
const SIGNATURE_AGE: u64 = 300;

/// One request.
#[derive(Debug, Clone)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Unix seconds.
    pub received_at: u64,
}

/// What the receiver does with one.
#[derive(Debug, Clone)]
pub enum Reply {
    Status(u16),
    WithHeader(u16, &'static str, String),
    /// Answers 200, but only after so long.
    After(Duration),
}

type Manner = Arc<dyn Fn(&Received, usize) -> Reply + Send + Sync>;

#[derive(Clone)]
struct Shared {
    received: Arc<Mutex<Vec<Received>>>,
    manner: Manner,
}

/// The running receiver.
pub struct Receiver {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    /// Answers 200 to everything.
    pub async fn open() -> Self {
        Self::answering(|_, _| Reply::Status(200)).await
    }

    /// Answers as `manner` says of a request and of how many came before it.
    pub async fn answering(manner: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared = Shared { received: received.clone(), manner: Arc::new(manner) };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(
            async move { axum::serve(listener, Router::new().fallback(take).with_state(shared)).await },
        );
        Self { url, received }
    }

    /// Its address, with a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Everything so far.
    pub fn all(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Everything of one type so far.
    pub fn of_type(&self, event_type: &str) -> Vec<Received> {
        self.all().into_iter().filter(|one| one.event_type() == event_type).collect()
    }

    /// Waits for what `pick` finds among everything that came.
    pub async fn wait_for<T>(&self, what: &str, pick: impl Fn(&[Received]) -> Option<T>) -> T {
        self.wait_for_within(Duration::from_secs(60), what, pick).await
    }

    /// The same with another limit.
    pub async fn wait_for_within<T>(
        &self,
        longest: Duration,
        what: &str,
        pick: impl Fn(&[Received]) -> Option<T>,
    ) -> T {
        eventually_within(longest, what, async || pick(&self.received.lock().unwrap())).await
    }

    /// Waits for an event of a type about an engagement.
    pub async fn event(&self, event_type: &str, engagement_id: &str) -> Received {
        self.wait_for(&format!("{event_type} of {engagement_id}"), |all| {
            all.iter().find(|one| one.is_about(event_type, engagement_id)).cloned()
        })
        .await
    }

    /// Verifies every delivery as its receiver would, and leaves them for the verifiers of other languages.
    pub fn verify_all(&self, name: &str, secret: &str) {
        let verifier = standardwebhooks::Webhook::new(secret).expect("a secret");
        let all = self.all();
        assert!(!all.is_empty(), "nothing was delivered");
        for one in &all {
            // By the clock at its arrival, which the library's own `verify` cannot be told: a long test ages them.
            let sent_at: u64 = one.header("webhook-timestamp").parse().expect("Unix seconds");
            assert!(one.received_at.abs_diff(sent_at) <= SIGNATURE_AGE, "{one:?}");
            let id = one.header("webhook-id");
            let expected = verifier.sign(&id, sent_at.cast_signed(), &one.body).expect("a signature");
            let signatures = one.header("webhook-signature");
            assert!(signatures.split(' ').any(|signature| signature == expected), "{one:?}");
        }
        let records: Vec<Value> = all.iter().map(|one| one.record(secret)).collect();
        std::fs::create_dir_all(RECORDS).expect("a folder in target");
        let file = PathBuf::from(RECORDS).join(format!("{name}.json"));
        std::fs::write(file, Value::from(records).to_string()).expect("a file in target");
    }
}

impl Received {
    /// The event.
    pub fn event(&self) -> Value {
        serde_json::from_slice(&self.body).expect("deliveries are JSON")
    }

    /// The event's type.
    pub fn event_type(&self) -> String {
        self.event()["type"].as_str().expect("events have a type").to_owned()
    }

    /// Id of the engagement that it tells of.
    pub fn engagement_id(&self) -> String {
        self.event()["data"]["object"]["id"].as_str().unwrap_or_default().to_owned()
    }

    pub fn is_about(&self, event_type: &str, engagement_id: &str) -> bool {
        self.event_type() == event_type && self.engagement_id() == engagement_id
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no header {name}"));
        value.to_str().expect("text").to_owned()
    }

    fn record(&self, secret: &str) -> Value {
        let headers: Value = self
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), json!(value.to_str().expect("text"))))
            .collect::<serde_json::Map<_, _>>()
            .into();
        json!({
            "secret": secret,
            "headers": headers,
            "body": STANDARD.encode(&self.body),
            "received_at": self.received_at,
        })
    }
}

async fn take(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 8 << 20).await else { return answer(400, None) };
    let received = Received {
        path: head.uri.path().to_owned(),
        headers: head.headers,
        body: body.to_vec(),
        received_at: unix_seconds(),
    };
    let reply = {
        let mut all = shared.received.lock().unwrap();
        let before = all.iter().filter(|one| one.path == received.path).count();
        let reply = (shared.manner)(&received, before);
        all.push(received);
        reply
    };
    match reply {
        Reply::Status(status) => answer(status, None),
        Reply::WithHeader(status, name, value) => answer(status, Some((name, value))),
        Reply::After(duration) => {
            tokio::time::sleep(duration).await;
            answer(200, None)
        }
    }
}

fn answer(status: u16, header: Option<(&'static str, String)>) -> Response<Body> {
    let mut response = Response::builder().status(status);
    if let Some((name, value)) = header {
        response = response.header(name, value);
    }
    response.body(Body::from("noted")).expect("a response")
}

#[expect(clippy::disallowed_methods, reason = "signatures are checked against the machine's clock")]
fn unix_seconds() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.expect("after 1970").as_secs()
}
