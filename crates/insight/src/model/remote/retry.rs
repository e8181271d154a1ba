//! Sends one request until there is an answer or no more sense in it.

use std::time::Duration;

use futures::StreamExt;
use reqwest::{Response, StatusCode, header};

use super::RemoteSettings;
use super::wire::{Completion, ErrorBody, Request};
use crate::error::InsightError;

/// Longest answer that is read. A completion has some kilobytes.
const LONGEST_ANSWER_BYTES: usize = 4 * 1024 * 1024;

/// What one try came to.
enum Outcome {
    Answer(Completion),
    /// Worth another try, after this pause where the endpoint asked for one.
    Busy {
        reason: String,
        pause: Option<Duration>,
    },
    Refused(InsightError),
}

/// Sends `request`, again where the endpoint is busy or broken.
pub(super) async fn send(
    client: &reqwest::Client,
    endpoint: &str,
    settings: &RemoteSettings,
    request: &Request<'_>,
) -> Result<Completion, InsightError> {
    let attempts = settings.attempts.max(1);
    let mut pause = settings.first_pause;
    for attempt in 1..=attempts {
        match try_once(client, endpoint, settings, request).await {
            Outcome::Answer(completion) => return Ok(completion),
            Outcome::Refused(error) => return Err(error),
            Outcome::Busy { reason, pause: asked } => {
                let wait = asked.unwrap_or(pause);
                if attempt == attempts || wait > settings.longest_pause {
                    return Err(InsightError::EndpointUnavailable(format!("{reason} ({attempt} attempts)")));
                }
                tracing::debug!(
                    attempt,
                    wait_ms = wait.as_millis() as u64,
                    "language endpoint is busy: {reason}"
                );
                tokio::time::sleep(wait).await;
                pause = (pause * 2).min(settings.longest_pause);
            }
        }
    }
    // The loop returns at its last attempt.
    Err(InsightError::EndpointUnavailable("no attempt was made".into()))
}

async fn try_once(
    client: &reqwest::Client,
    endpoint: &str,
    settings: &RemoteSettings,
    request: &Request<'_>,
) -> Outcome {
    let mut builder = client.post(endpoint).json(request).timeout(settings.timeout);
    if let Some(key) = &settings.api_key {
        builder = builder.bearer_auth(key);
    }
    let response = match builder.send().await {
        Ok(response) => response,
        Err(error) if error.is_builder() => {
            return Outcome::Refused(InsightError::EndpointRefused(format!(
                "address {endpoint:?} cannot be used"
            )));
        }
        Err(error) => return Outcome::Busy { reason: why(&error, settings), pause: None },
    };
    let status = response.status();
    let asked = asked_pause(&response);
    let body = match read_body(response).await {
        Ok(body) => body,
        Err(BodyError::Cut(error)) => return Outcome::Busy { reason: why(&error, settings), pause: None },
        Err(BodyError::TooLong) => {
            let reason = format!("answer is longer than {LONGEST_ANSWER_BYTES} bytes");
            return Outcome::Refused(InsightError::EndpointRefused(reason));
        }
    };
    if status.is_success() {
        return match serde_json::from_slice(&body) {
            Ok(completion) => Outcome::Answer(completion),
            Err(error) => Outcome::Refused(InsightError::EndpointRefused(format!(
                "the answer is no chat completion: {error}"
            ))),
        };
    }
    let reason = match serde_json::from_slice::<ErrorBody>(&body) {
        Ok(error) => format!("status {status}: {}", cut(&error.message())),
        Err(_) => format!("status {status}: {}", cut(&String::from_utf8_lossy(&body))),
    };
    let is_busy = status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
        || (status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED);
    match is_busy {
        true => Outcome::Busy { reason, pause: asked },
        false => Outcome::Refused(InsightError::EndpointRefused(reason)),
    }
}

enum BodyError {
    Cut(reqwest::Error),
    TooLong,
}

async fn read_body(response: Response) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(BodyError::Cut)?;
        if body.len() + chunk.len() > LONGEST_ANSWER_BYTES {
            return Err(BodyError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// `Retry-After` in seconds. Dates are not understood: endpoints of this protocol send seconds.
fn asked_pause(response: &Response) -> Option<Duration> {
    let seconds: f64 = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// The reason without the address: it may hold a key.
fn why(error: &reqwest::Error, settings: &RemoteSettings) -> String {
    match () {
        () if error.is_timeout() => format!("no answer within {:.1} s", settings.timeout.as_secs_f64()),
        () if error.is_connect() => "no connection".to_owned(),
        () => "the connection broke".to_owned(),
    }
}

fn cut(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}
