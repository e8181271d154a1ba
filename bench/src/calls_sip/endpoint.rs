//! A language endpoint that knows one answer: it streams it word by word to whoever asks for a stream, as agents do, and
//! gives a letter to whoever asks a question about a call that is over.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// What the agent says.
const ANSWER: &str = "I can help you with that. Everything is ready for you on Friday.";
/// What a question about a call is answered with.
const LETTER: &str = "A";
/// Between two words: as fast as people read.
const WORD_PAUSE: Duration = Duration::from_millis(20);

/// The running endpoint.
pub struct Endpoint {
    /// Where it answers.
    pub url: String,
}

impl Endpoint {
    /// Listens; must run within a `LocalSet`.
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/v1", listener.local_addr()?);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                tokio::task::spawn_local(async move {
                    // A server that goes away in the middle of a request is what it is.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service_fn(answer))
                        .await;
                });
            }
        });
        Ok(Self { url })
    }
}

/// A body that comes in pieces.
struct Pieces {
    waiting: mpsc::UnboundedReceiver<Bytes>,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.waiting.poll_recv(context).map(|piece| piece.map(|bytes| Ok(Frame::data(bytes))))
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Pieces>, Infallible> {
    let body = request.into_body().collect().await.map(http_body_util::Collected::to_bytes);
    let asked: Value = body.ok().and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default();
    let is_stream = asked["stream"] == true;
    let (sender, waiting) = mpsc::unbounded_channel();
    if is_stream {
        tokio::task::spawn_local(async move {
            for event in events() {
                // Nobody listens any more where the agent was interrupted.
                if sender.send(event).is_err() {
                    return;
                }
                tokio::time::sleep(WORD_PAUSE).await;
            }
        });
    } else {
        let message = json!({ "role": "assistant", "content": LETTER });
        let whole = json!({ "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }] });
        let _is_awaited = sender.send(Bytes::from(whole.to_string()));
    }
    let kind = if is_stream { "text/event-stream" } else { "application/json" };
    let mut response = Response::new(Pieces { waiting });
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(response)
}

/// The answer's events, a word each, and what ends them.
fn events() -> Vec<Bytes> {
    let event = |delta: Value, finish_reason: Option<&str>| {
        let event = json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": finish_reason }] });
        format!("data: {event}\n\n")
    };
    let words = ANSWER.split_inclusive(' ').map(|word| event(json!({ "content": word }), None));
    let end = event(json!({}), Some("stop")) + "data: [DONE]\n\n";
    words.chain([end]).map(Bytes::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_whole_when_its_events_are_put_together() {
        let text: String = events().iter().map(|event| String::from_utf8_lossy(event).into_owned()).collect();
        let said: String = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line.strip_prefix("data: ")?).ok())
            .filter_map(|event| event["choices"][0]["delta"]["content"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(said, ANSWER);
        assert!(text.ends_with("data: [DONE]\n\n"));
    }
}
