//! A host on loopback that receives webhooks, notes when each came, and hands out a recording.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Instant;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::api::engagement_id;

/// One delivery.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The path it came to.
    pub path: String,
    /// When its head had come.
    pub at: Instant,
    /// The engagement that it tells of.
    pub engagement_id: String,
}

/// The running host.
pub struct Receiver {
    address: SocketAddr,
    shared: Rc<Shared>,
}

#[derive(Default)]
struct Shared {
    arrivals: RefCell<Vec<Arrival>>,
    hanging_path: RefCell<Option<String>>,
    recording: RefCell<Bytes>,
    fetches: Cell<usize>,
}

impl Receiver {
    /// Listens; must run within a `LocalSet`.
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Rc::new(Shared::default());
        let of_connections = shared.clone();
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                let shared = of_connections.clone();
                let service = service_fn(move |request| answer(shared.clone(), request));
                tokio::task::spawn_local(async move {
                    // A server that goes away in the middle of a request is what it is.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Ok(Self { address, shared })
    }

    /// Its address with a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Takes everything that came since the last time.
    pub fn take(&self) -> Vec<Arrival> {
        self.shared.arrivals.take()
    }

    /// How many came since the last time.
    pub fn count(&self) -> usize {
        self.shared.arrivals.borrow().len()
    }

    /// From now on nothing that comes to this path is answered.
    pub fn hang(&self, path: &str) {
        self.shared.hanging_path.replace(Some(path.to_owned()));
    }

    /// Hands this out to every GET from now on.
    pub fn serve_recording(&self, recording: Vec<u8>) {
        self.shared.recording.replace(recording.into());
    }

    /// How often the recording was fetched.
    pub fn fetches(&self) -> usize {
        self.shared.fetches.get()
    }
}

async fn answer(shared: Rc<Shared>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let at = Instant::now();
    if request.method() == Method::GET {
        shared.fetches.set(shared.fetches.get() + 1);
        let mut recording = Response::new(Full::new(shared.recording.borrow().clone()));
        recording.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("audio/ogg"));
        return Ok(recording);
    }
    let path = request.uri().path().to_owned();
    let is_hanging = shared.hanging_path.borrow().as_ref() == Some(&path);
    if is_hanging {
        std::future::pending::<()>().await;
    }
    let body = request.into_body().collect().await.map(http_body_util::Collected::to_bytes);
    let id = body.ok().and_then(|body| engagement_id(&body)).unwrap_or_default();
    shared.arrivals.borrow_mut().push(Arrival { path, at, engagement_id: id });
    Ok(Response::new(Full::default()))
}
