//! A host of recordings on loopback.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use tokio::net::TcpListener;

/// What stands at a path.
#[derive(Debug, Clone)]
pub enum Served {
    /// A file with its declared type.
    File { content_type: String, bytes: Vec<u8> },
    /// A redirect.
    Redirect(String),
}

#[derive(Clone, Default)]
struct Shared {
    served: Arc<Mutex<HashMap<String, Served>>>,
    hits: Arc<AtomicUsize>,
}

/// The running host.
pub struct MediaHost {
    url: String,
    shared: Shared,
}

impl MediaHost {
    pub async fn open() -> Self {
        let shared = Shared::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = shared.clone();
        tokio::spawn(
            async move { axum::serve(listener, Router::new().fallback(serve).with_state(state)).await },
        );
        Self { url, shared }
    }

    /// Puts a file up and returns its address.
    pub fn file(&self, path: &str, content_type: &str, bytes: Vec<u8>) -> String {
        self.put(path, Served::File { content_type: content_type.to_owned(), bytes })
    }

    /// Puts a redirect up and returns its address.
    pub fn redirect(&self, path: &str, to: &str) -> String {
        self.put(path, Served::Redirect(to.to_owned()))
    }

    /// Takes everything down: every path is 404 from now on.
    pub fn clear(&self) {
        self.shared.served.lock().unwrap().clear();
    }

    /// Requests so far.
    pub fn hits(&self) -> usize {
        self.shared.hits.load(Ordering::SeqCst)
    }

    fn put(&self, path: &str, served: Served) -> String {
        self.shared.served.lock().unwrap().insert(path.to_owned(), served);
        format!("{}{path}", self.url)
    }
}

async fn serve(State(shared): State<Shared>, request: Request) -> Response<Body> {
    shared.hits.fetch_add(1, Ordering::SeqCst);
    let served = shared.served.lock().unwrap().get(request.uri().path()).cloned();
    let response = match served {
        None => Response::builder().status(404).body(Body::empty()),
        Some(Served::File { content_type, bytes }) => {
            Response::builder().header("content-type", content_type).body(Body::from(bytes))
        }
        Some(Served::Redirect(to)) => {
            Response::builder().status(302).header("location", to).body(Body::empty())
        }
    };
    response.expect("a response")
}
