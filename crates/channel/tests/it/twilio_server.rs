//! What stands in for Twilio: it takes whatever comes and says what a test told it to say.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::net::TcpListener;
use url::Url;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Taken {
    pub path: String,
    pub authorization: String,
    pub form: Vec<(String, String)>,
}

impl Taken {
    /// The only value of that field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found: Vec<&str> =
            self.form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
        assert!(found.len() < 2, "{name}: {found:?}");
        found.first().copied()
    }
}

#[derive(Clone, Default)]
struct Shared {
    taken: Arc<Mutex<Vec<Taken>>>,
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
}

/// The running server. It ends with the test's runtime.
pub struct TwilioServer {
    pub url: Url,
    shared: Shared,
}

impl TwilioServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let shared = Shared::default();
        let router = Router::new().fallback(answer).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    /// What the next request is told. Each answer asks to come again after 9 s.
    pub fn say(&self, status: u16, body: &str) {
        self.shared.answers.lock().unwrap().push_back((status, body.to_owned()));
    }

    /// The newest request.
    pub fn last(&self) -> Taken {
        self.shared.taken.lock().unwrap().last().expect("a request").clone()
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let header = |name: &str| {
        parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    };
    assert_eq!(header("content-type"), "application/x-www-form-urlencoded");
    let taken = Taken {
        path: parts.uri.path().to_owned(),
        authorization: header("authorization"),
        form: colloquy_channel::twilio::form(&body),
    };
    shared.taken.lock().unwrap().push(taken);
    let (status, body) = shared.answers.lock().unwrap().pop_front().expect("an answer to give");
    Response::builder().status(status).header("retry-after", "9").body(Body::from(body)).unwrap()
}
