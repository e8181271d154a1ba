//! A server on loopback that actions call, and what it was asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use colloquy_netguard::{Guard, Policy};

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Asked {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Clone)]
struct Answers {
    status: u16,
    body: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// The server.
pub struct Shop {
    answers: Answers,
    /// Where it is: `http://127.0.0.1:…`.
    pub url: String,
}

async fn answer(
    State(shop): State<Answers>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response<Body> {
    let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let asked = Asked {
        method: method.to_string(),
        target: uri.to_string(),
        headers: headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        body,
    };
    shop.asked.lock().unwrap().push(asked);
    Response::builder()
        .status(shop.status)
        .header("location", "/elsewhere")
        .body(Body::from(shop.body.clone()))
        .unwrap()
}

impl Shop {
    /// Starts one that always answers so.
    pub async fn start(status: u16, body: &str) -> Self {
        let shop = Answers { status, body: body.to_owned(), asked: Arc::default() };
        let router = Router::new().fallback(answer).with_state(shop.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { answers: shop, url: format!("http://{address}") }
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.answers.asked.lock().unwrap().clone()
    }

    /// The one thing that it was asked.
    pub fn only(&self) -> Asked {
        let mut asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked.remove(0)
    }
}

/// A guard that lets requests reach loopback.
pub fn open_guard() -> Guard {
    let allow_networks = vec!["127.0.0.0/8".parse().unwrap()];
    Guard::new(Policy { allow_networks, allow_http: true, extra_ca_pem: None }).unwrap()
}
