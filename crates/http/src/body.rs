//! JSON bodies, read with a limit and with errors that the owner can shape.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

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
pub async fn read(request: Request, limit_bytes: usize) -> Result<Bytes, Problem> {
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "payload_too_large",
            format!("the body must have at most {limit_bytes} bytes"),
        )
    };
    let declared = request.headers().get(axum::http::header::CONTENT_LENGTH);
    let declared = declared.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit_bytes) {
        return Err(too_large());
    }
    axum::body::to_bytes(request.into_body(), limit_bytes).await.map_err(|error| {
        let source = std::error::Error::source(&error);
        let is_too_large = source.is_some_and(|source| source.to_string().contains("length limit"));
        if is_too_large {
            too_large()
        } else {
            Problem::bad_request("incomplete_body", "the body did not arrive whole")
        }
    })
}
