//! An endpoint of the OpenAI protocol on loopback that follows a script.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::post;
use colloquy_agent::{RemoteChat, RemoteLimits};
use colloquy_domain::secret::SecretText;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use url::Url;

/// A piece of a body.
pub type Chunk = Result<Vec<u8>, std::io::Error>;

/// What the endpoint does with the next request.
pub enum Act {
    /// Sends these bytes, so many at once.
    Stream(String, usize),
    /// Sends what the test sends, when it does.
    Open(mpsc::UnboundedReceiver<Chunk>),
    /// Answers as a whole.
    Whole(Value),
    /// Fails with that status, pause and body.
    Fail(u16, Option<&'static str>, &'static str),
    /// Says nothing.
    Hang,
    /// Never stops.
    Endless,
}

/// The `Authorization` header and the body of a request.
type Seen = (Option<String>, Value);

#[derive(Clone, Default)]
struct Script {
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// The endpoint.
pub struct Endpoint {
    script: Script,
    url: Url,
}

async fn act(State(script): State<Script>, headers: HeaderMap, body: String) -> Response<Body> {
    let key = headers.get("authorization").and_then(|value| value.to_str().ok()).map(str::to_owned);
    script.seen.lock().unwrap().push((key, serde_json::from_str(&body).unwrap()));
    let next = script.acts.lock().unwrap().pop_front();
    let builder = Response::builder();
    match next {
        Some(Act::Stream(text, size)) => {
            let chunks: Vec<Chunk> = text.as_bytes().chunks(size).map(|chunk| Ok(chunk.to_vec())).collect();
            builder.body(Body::from_stream(futures::stream::iter(chunks))).unwrap()
        }
        Some(Act::Open(receiver)) => {
            let chunks = futures::stream::unfold(receiver, |mut receiver| async move {
                let chunk = receiver.recv().await?;
                Some((chunk, receiver))
            });
            builder.header("content-type", "text/event-stream").body(Body::from_stream(chunks)).unwrap()
        }
        Some(Act::Whole(value)) => builder.body(Body::from(value.to_string())).unwrap(),
        Some(Act::Fail(status, retry_after, text)) => {
            let mut builder = builder.status(StatusCode::from_u16(status).unwrap());
            if let Some(seconds) = retry_after {
                builder = builder.header("retry-after", seconds);
            }
            builder.body(Body::from(text)).unwrap()
        }
        Some(Act::Hang) => std::future::pending().await,
        Some(Act::Endless) => {
            let chunk = format!(": {}\n", "x".repeat(256 * 1024)).into_bytes();
            let chunks = futures::stream::repeat_with(move || Chunk::Ok(chunk.clone()));
            builder.body(Body::from_stream(chunks)).unwrap()
        }
        None => builder.status(StatusCode::IM_A_TEAPOT).body(Body::from("the script has ended")).unwrap(),
    }
}

impl Endpoint {
    /// Starts one that does this, request by request.
    pub async fn start(acts: Vec<Act>) -> Self {
        let script = Script { acts: Arc::new(Mutex::new(acts.into())), ..Script::default() };
        let router = Router::new().route("/v1/chat/completions", post(act)).with_state(script.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { script, url: Url::parse(&format!("http://{address}/")).unwrap() }
    }

    /// A model behind it, with little patience.
    pub fn chat(&self) -> RemoteChat {
        let limits = RemoteLimits {
            first: Duration::from_secs(1),
            silence: Duration::from_secs(1),
            total: Duration::from_secs(10),
            tries: 3,
            first_pause: Duration::from_millis(1),
            longest_pause: Duration::from_millis(20),
        };
        let key = Some(SecretText::new("secret-key"));
        RemoteChat::new(client(), self.url.clone(), "own-model".to_owned(), key).with_limits(limits)
    }

    /// How often it was asked.
    pub fn requests(&self) -> usize {
        self.script.seen.lock().unwrap().len()
    }

    /// A request's body, by number.
    pub fn request(&self, number: usize) -> Value {
        self.script.seen.lock().unwrap()[number].1.clone()
    }

    /// A request's `Authorization` header.
    pub fn key(&self, number: usize) -> Option<String> {
        self.script.seen.lock().unwrap()[number].0.clone()
    }
}

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// An event of a stream.
pub fn event(delta: Value) -> String {
    format!("data: {}\n\n", json!({"choices": [{"index": 0, "delta": delta, "finish_reason": null}]}))
}

/// How a stream ends.
pub fn end(reason: &str) -> String {
    let last = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]});
    format!("data: {last}\n\ndata: [DONE]\n\n")
}

/// Says these pieces, in chunks of five bytes.
pub fn say(pieces: &[&str]) -> Act {
    let events: String = pieces.iter().map(|piece| event(json!({"content": piece}))).collect();
    Act::Stream(events + &end("stop"), 5)
}

/// Says something, unless it is empty, and calls tools by name with arguments.
pub fn call(words: &str, calls: &[(&str, Value)]) -> Act {
    let mut events = event(json!({"role": "assistant", "content": words}));
    for (index, (name, arguments)) in calls.iter().enumerate() {
        let id = format!("id-{index}");
        let function = json!({"name": name, "arguments": ""});
        events += &event(
            json!({"tool_calls": [{"index": index, "id": id, "type": "function", "function": function}]}),
        );
        let arguments = arguments.to_string();
        let characters: Vec<char> = arguments.chars().collect();
        for piece in characters.chunks(4) {
            let piece: String = piece.iter().collect();
            events += &event(json!({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}));
        }
    }
    Act::Stream(events + &end("tool_calls"), 7)
}
