//! The same caps over HTTP/2, where one connection carries everything.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use colloquy_netguard::{BodyEnd, FetchError, FetchLimits, Guard, PostLimits};
use futures::{Stream, TryStreamExt, stream};
use http_body_util::StreamBody;
use hyper::{Request, Response, body::Frame, body::Incoming, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

use crate::host::{NAME, Names, ROOMY, certified, policy_for_loopback};

/// Answers `/endless` without end, anything else with one kilobyte.
async fn answer(
    request: Request<Incoming>,
) -> Result<Response<StreamBody<impl Stream<Item = Result<Frame<Bytes>, Infallible>>>>, Infallible> {
    let chunks = if request.uri().path() == "/endless" { usize::MAX } else { 1 };
    let frame = || Ok(Frame::data(Bytes::from_static(&[b'x'; 1024])));
    Ok(Response::new(StreamBody::new(stream::iter((0..chunks).map(move |_| frame())))))
}

/// Starts the host; returns its port, its CA, and a count of its connections.
async fn start() -> (u16, Vec<u8>, Arc<AtomicUsize>) {
    let (tls, ca_pem) = certified(&["h2"]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let stream = TokioIo::new(tls.accept(socket).await.unwrap());
            let connection = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
            tokio::spawn(connection.serve_connection(stream, service_fn(answer)));
        }
    });
    (port, ca_pem, connections)
}

#[tokio::test]
async fn an_endless_answer_is_ended_and_the_connection_goes_on() {
    let (port, ca_pem, connections) = start().await;
    let names = Names::with(&[(NAME, &[&["127.0.0.1"]])]);
    let guard = Guard::with_resolver(policy_for_loopback(ca_pem), names).unwrap();
    let url = |path: &str| format!("https://{NAME}:{port}{path}");
    let limits =
        PostLimits { timeout: Duration::from_secs(10), answer_cap_bytes: 1_000, read_cap_bytes: 100_000 };
    for _ in 0..10 {
        let endless = guard.post(&url("/endless"), &[], Bytes::new(), limits).await.unwrap();
        assert_eq!((endless.body_end, endless.body_prefix.len()), (BodyEnd::TooLong, 1_000));
        let ended = guard.post(&url("/"), &[], Bytes::from_static(b"{}"), limits).await.unwrap();
        assert_eq!((ended.body_end, ended.body_prefix.len()), (BodyEnd::Complete, 1_000));
    }
    let fetched = guard.fetch(&url("/endless"), FetchLimits { max_bytes: 100_000, ..ROOMY }).await.unwrap();
    let body = fetched.body.try_collect::<Vec<Bytes>>().await;
    assert!(matches!(body, Err(FetchError::TooLarge { max_bytes: 100_000 })), "{body:?}");
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
