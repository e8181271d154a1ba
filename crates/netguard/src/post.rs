//! Sending to a user's URL: one request, no redirect, and as little of the answer as need be.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{
    Method, Response,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use tokio::time::{Instant, timeout_at};

use crate::{failure::Failure, guard::Guard, refused::Refused};

/// What a post may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostLimits {
    /// Longest time from the call to the end of the answer.
    pub timeout: Duration,
    /// Most bytes of the answer's body that are kept.
    pub answer_cap_bytes: usize,
    /// Most bytes of the answer's body that are read: the rest up to here is thrown away, which tells an
    /// answer that ends from one that does not, and keeps the connection usable.
    pub read_cap_bytes: u64,
}

/// Verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendMethod {
    /// GET, without a body.
    Get,
    /// DELETE, without a body.
    Delete,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
}

impl From<SendMethod> for Method {
    fn from(method: SendMethod) -> Self {
        match method {
            SendMethod::Get => Self::GET,
            SendMethod::Delete => Self::DELETE,
            SendMethod::Post => Self::POST,
            SendMethod::Put => Self::PUT,
            SendMethod::Patch => Self::PATCH,
        }
    }
}

/// What the host answered. Redirects come back as they are.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    headers: HeaderMap,
    /// The beginning of the body, at most [`PostLimits::answer_cap_bytes`].
    pub body_prefix: Bytes,
    /// Whether there was more of the body than [`Answer::body_prefix`] holds.
    pub body_cut: bool,
    /// How the body ended.
    pub body_end: BodyEnd,
    /// From the call to the end of the answer, or to where reading stopped.
    pub duration: Duration,
}

/// How the body of an answer ended. Only [`BodyEnd::Complete`] is an answer given in full and in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyEnd {
    /// Received whole.
    Complete,
    /// Not ended within [`PostLimits::read_cap_bytes`]; reading stopped there.
    TooLong,
    /// Not ended within [`PostLimits::timeout`].
    TimedOut,
    /// The connection broke, with the cause.
    Broken(String),
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The URL, or what its name resolves to, is not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A header of the request cannot be sent.
    #[error("invalid request header \"{name}\"")]
    InvalidHeader {
        /// Its name.
        name: String,
    },
    /// No connection to the host.
    #[error("host not reachable: {0}")]
    Unreachable(String),
    /// No status line within the time.
    #[error("no answer within {} s", limit.as_secs_f64())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The host broke off, or did not speak HTTP.
    #[error("the connection broke before an answer: {0}")]
    Broken(String),
}

impl BodyEnd {
    /// Why the body is not there in full, for people; `None` when it is.
    pub fn why_incomplete(&self) -> Option<String> {
        match self {
            Self::Complete => None,
            Self::TooLong => Some("the answer is too long".to_owned()),
            Self::TimedOut => Some("the answer did not end in time".to_owned()),
            Self::Broken(cause) => Some(format!("the answer broke off: {cause}")),
        }
    }
}

impl Answer {
    /// The value of a header, if it is there and is text. `name` in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Guard {
    /// Posts `body` to `url` and returns the answer, whatever its status, as soon as it ended or hit a limit.
    ///
    /// A connection is used again when the host's answer was received whole.
    pub async fn post(
        &self,
        url: &str,
        headers: &[(String, String)],
        body: Bytes,
        limits: PostLimits,
    ) -> Result<Answer, SendError> {
        self.send(SendMethod::Post, url, headers, body, limits).await
    }

    /// The same with another verb.
    #[tracing::instrument(skip_all)]
    pub async fn send(
        &self,
        method: SendMethod,
        url: &str,
        headers: &[(String, String)],
        body: Bytes,
        limits: PostLimits,
    ) -> Result<Answer, SendError> {
        let started_at = Instant::now();
        let deadline = started_at + limits.timeout;
        let url = self.check_url(url)?;
        let headers = header_map(headers)?;
        let request = self.client_for(&url).request(method.into(), url).headers(headers).body(body).send();
        let response = timeout_at(deadline, request)
            .await
            .map_err(|_elapsed| SendError::TimedOut { limit: limits.timeout })?
            .map_err(|error| match Failure::from(&error) {
                Failure::Refused(refused) => SendError::Refused(refused),
                Failure::Unreachable(cause) => SendError::Unreachable(cause),
                Failure::Broken(cause) => SendError::Broken(cause),
            })?;
        Ok(read_answer(response, limits, started_at).await)
    }
}

async fn read_answer(mut response: Response, limits: PostLimits, started_at: Instant) -> Answer {
    let deadline = started_at + limits.timeout;
    let mut kept = BytesMut::new();
    let mut read_bytes = 0_u64;
    let body_end = loop {
        let chunk = match timeout_at(deadline, response.chunk()).await {
            Err(_elapsed) => break BodyEnd::TimedOut,
            Ok(Err(error)) => match Failure::from(&error) {
                Failure::Unreachable(cause) | Failure::Broken(cause) => break BodyEnd::Broken(cause),
                Failure::Refused(refused) => break BodyEnd::Broken(refused.to_string()),
            },
            Ok(Ok(None)) => break BodyEnd::Complete,
            Ok(Ok(Some(chunk))) => chunk,
        };
        read_bytes += chunk.len() as u64;
        let room_bytes = limits.answer_cap_bytes.saturating_sub(kept.len());
        kept.extend_from_slice(&chunk[..chunk.len().min(room_bytes)]);
        if read_bytes > limits.read_cap_bytes {
            break BodyEnd::TooLong;
        }
    };
    Answer {
        status: response.status().as_u16(),
        headers: std::mem::take(response.headers_mut()),
        body_cut: read_bytes > kept.len() as u64 || body_end != BodyEnd::Complete,
        body_prefix: kept.freeze(),
        body_end,
        duration: started_at.elapsed(),
    }
}

fn header_map(headers: &[(String, String)]) -> Result<HeaderMap, SendError> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let invalid = || SendError::InvalidHeader { name: name.clone() };
        let value = HeaderValue::from_str(value).map_err(|_error| invalid())?;
        map.append(HeaderName::from_bytes(name.as_bytes()).map_err(|_error| invalid())?, value);
    }
    Ok(map)
}
