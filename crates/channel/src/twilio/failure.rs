//! What Twilio's refusals mean.
//!
//! Worth trying again: too many requests, and everything that is Twilio's own fault. Anything else would be refused
//! again: a wrong number, a wrong token, a sender that is not allowed.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;

use crate::outgoing::SendError;
use crate::text::one_line;

/// The recipient has sent STOP to this sender.
const UNSUBSCRIBED: u64 = 21_610;

/// Longest wait that is believed.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

#[derive(Default, Deserialize)]
struct Refusal {
    code: Option<u64>,
    message: Option<String>,
}

/// The error for an answer that is no success. `secret` is taken out of what it says.
pub(super) fn refused(status: StatusCode, headers: &HeaderMap, body: &[u8], secret: &str) -> SendError {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    let mut words = one_line(refusal.message.as_deref().unwrap_or_default(), 300);
    if !secret.is_empty() {
        words = words.replace(secret, "…");
    }
    let message = match (refusal.code, words.as_str()) {
        (Some(code), "") => format!("twilio: {status}, error {code}"),
        (Some(code), words) => format!("twilio: {words} ({code})"),
        (None, "") => format!("twilio: {status}"),
        (None, words) => format!("twilio: {status}: {words}"),
    };
    let is_worth_retrying = status.is_server_error()
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
    SendError {
        message,
        is_worth_retrying,
        retry_after: if is_worth_retrying { asked_wait(headers) } else { None },
        is_unsubscribed: refusal.code == Some(UNSUBSCRIBED),
    }
}

/// No connection, none any more, or no answer in time. Whether the message was taken is not known then.
pub(super) fn broken(error: reqwest::Error, timeout: Duration) -> SendError {
    if error.is_builder() {
        return SendError::lasting("twilio: the request cannot be made; look at twilio.url and the token");
    }
    if error.is_timeout() {
        return SendError::passing(format!("twilio: no answer within {} s", timeout.as_secs()));
    }
    SendError::passing(format!("twilio: {}", one_line(&reason(&error.without_url()), 300)))
}

/// `Retry-After` in seconds, which is what Twilio sends.
fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

/// An error with all its causes.
fn reason(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> SendError {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "7".parse().unwrap());
        refused(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes(), "sesame")
    }

    #[test]
    fn refusals_say_whether_to_come_again() {
        for (status, body, message, is_worth_retrying) in [
            (
                429,
                r#"{"code":20429,"message":"Too Many Requests"}"#,
                "twilio: Too Many Requests (20429)",
                true,
            ),
            (503, "<html>", "twilio: 503 Service Unavailable", true),
            (400, r#"{"code":21211,"message":"Invalid 'To'"}"#, "twilio: Invalid 'To' (21211)", false),
            (400, r#"{"code":1}"#, "twilio: 400 Bad Request, error 1", false),
            (401, r#"{"message":"no: sesame"}"#, "twilio: 401 Unauthorized: no: …", false),
        ] {
            let error = error(status, body);
            assert_eq!((error.message.as_str(), error.is_worth_retrying), (message, is_worth_retrying));
            let wait = is_worth_retrying.then(|| Duration::from_secs(7));
            assert_eq!((error.retry_after, error.is_unsubscribed), (wait, false));
        }
        assert!(error(400, r#"{"code":21610,"message":"unsubscribed"}"#).is_unsubscribed);
    }
}
