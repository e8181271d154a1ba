//! JSON bodies, read with a limit and with errors that the owner can shape.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, EXPECT};
use futures::StreamExt;

use crate::{HttpState, Problem};

/// A body that should be a JSON value. Whether it is one is told by [`JsonBody::value`], so that a handler can
/// look at scopes first: who may not ask does not learn what is wrong with the question.
pub struct JsonBody {
    bytes: Bytes,
    value: Result<serde_json::Value, Problem>,
}

impl JsonBody {
    /// The value; what it must contain is the handler's business.
    pub fn value(self) -> Result<serde_json::Value, Problem> {
        self.value
    }

    fn of(bytes: &Bytes) -> Self {
        let value = serde_json::from_slice(bytes).map_err(|error| {
            Problem::bad_request("malformed_json", format!("the body cannot be read as JSON: {error}"))
        });
        Self { bytes: bytes.clone(), value }
    }

    /// The bytes that came, for what was signed over them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl FromRequest<HttpState> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        Ok(Self::of(&read(request, state.options().body_bytes).await?))
    }
}

/// The same with a limit of its own, where that is lower than what the operator set.
pub struct JsonBodyUpTo<const BYTES: usize>(JsonBody);

impl<const BYTES: usize> JsonBodyUpTo<BYTES> {
    /// The value; what it must contain is the handler's business.
    pub fn value(self) -> Result<serde_json::Value, Problem> {
        self.0.value()
    }
}

impl<const BYTES: usize> FromRequest<HttpState> for JsonBodyUpTo<BYTES> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        Ok(Self(JsonBody::of(&read(request, state.options().body_bytes.min(BYTES)).await?)))
    }
}

/// The whole body, if it is at most `limit_bytes` long.
///
/// What is longer is read on and thrown away, up to twice the limit, before it is refused: a client that still sends
/// when the connection ends sees a broken connection instead of the answer. One that asks first
/// (`Expect: 100-continue`) is told at once, as is one that announces more.
pub async fn read(request: Request, limit_bytes: usize) -> Result<Bytes, Problem> {
    let patience_bytes = limit_bytes.saturating_mul(2);
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "payload_too_large",
            format!("the body must have at most {limit_bytes} bytes"),
        )
    };
    let declared = request.headers().get(CONTENT_LENGTH);
    let declared = declared.and_then(|value| value.to_str().ok()?.parse::<usize>().ok()).unwrap_or(0);
    let asks_first = request.headers().contains_key(EXPECT);
    if declared > patience_bytes || (declared > limit_bytes && asks_first) {
        return Err(too_large());
    }
    let is_announced_too_large = declared > limit_bytes;
    let mut body = Vec::with_capacity(if is_announced_too_large { 0 } else { declared.min(64 << 10) });
    let mut passed_bytes: usize = 0;
    let mut chunks = request.into_body().into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk =
            chunk.map_err(|_| Problem::bad_request("incomplete_body", "the body did not arrive whole"))?;
        passed_bytes = passed_bytes.saturating_add(chunk.len());
        if passed_bytes > patience_bytes {
            break;
        }
        if is_announced_too_large || passed_bytes > limit_bytes {
            body = Vec::new();
        } else {
            body.extend_from_slice(&chunk);
        }
    }
    if is_announced_too_large || passed_bytes > limit_bytes { Err(too_large()) } else { Ok(body.into()) }
}
