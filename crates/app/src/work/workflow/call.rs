//! An HTTP call.
//!
//! It goes through netguard, follows no redirect, and is signed as webhooks are, by the workflow's secret. Its id, which
//! also stands in `Idempotency-Key`, is the same at every attempt. Once somebody tries the run again, it is another: rule
//! and facts may have changed since, and a receiver must not take another request for one that it has seen.

use std::time::Duration as StdDuration;

use bytes::Bytes;
use colloquy_domain::Instant;
use colloquy_domain::workflow::{HttpCall, HttpMethod};
use colloquy_netguard::{Answer, PostLimits, SendError, SendMethod};
use colloquy_webhook::{Secret, signed_headers};
use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime};

use super::{LONGEST_ANSWER, RunAttempt, StepEnd, Verdict, kept};
use crate::workflows::{content_type, render_body_aside};

/// How long a call may take, and how much of its answer is read.
const LIMITS: PostLimits = PostLimits {
    timeout: StdDuration::from_secs(15),
    answer_cap_bytes: LONGEST_ANSWER,
    read_cap_bytes: 1 << 20,
};

/// Makes it.
pub async fn make(attempt: &RunAttempt<'_>, position: usize, call: &HttpCall, now: Instant) -> StepEnd {
    let body = match render_body_aside(call.clone(), attempt.facts.clone()).await {
        Ok(body) => body,
        Err(error) => return StepEnd::never(format!("the body cannot be made: {error}")),
    };
    // Nothing is ever sent without a signature.
    let secret = match Secret::parse(attempt.secret.reveal()) {
        Ok(secret) => secret,
        Err(error) => {
            let error = format!("the workflow's signing secret cannot be read: {error}; rotate it");
            return StepEnd::never(error);
        }
    };
    let id = match attempt.run.retries {
        0 => format!("msg_{}_{position}", attempt.run.id.ulid()),
        retries => format!("msg_{}_{position}_{retries}", attempt.run.id.ulid()),
    };
    let note = body.note();
    let body = body.text;
    let mut headers = signed_headers(&[&secret], &id, now.unix_timestamp(), body.as_bytes());
    headers.push(("idempotency-key".to_owned(), id));
    headers.push(("content-type".to_owned(), content_type(call).to_owned()));
    let own = call.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    headers.extend(own.cloned());
    let method = match call.method {
        HttpMethod::Post => SendMethod::Post,
        HttpMethod::Put => SendMethod::Put,
        HttpMethod::Patch => SendMethod::Patch,
    };
    match attempt.app.guard.send(method, &call.url, &headers, Bytes::from(body), LIMITS).await {
        Ok(answer) => {
            let end = judge(&answer, now);
            StepEnd { error: end.error.or(note), ..end }
        }
        Err(error) => {
            let verdict = match error {
                // What is forbidden stays so until somebody changes the rule or the policy.
                SendError::Refused(_) | SendError::InvalidHeader { .. } => Verdict::Never,
                SendError::Unreachable(_) | SendError::TimedOut { .. } | SendError::Broken(_) => {
                    Verdict::Again(None)
                }
            };
            StepEnd { verdict, status: None, answer: None, error: Some(error.to_string()) }
        }
    }
}

fn judge(answer: &Answer, now: Instant) -> StepEnd {
    let (status, text) = (answer.status, kept(&answer.body_prefix));
    let (verdict, error) = match status {
        200..=299 => (Verdict::Done, None),
        300..=399 => (Verdict::Never, Some(format!("answered {status}: redirects are not followed"))),
        408 | 425 | 429 | 500..=599 => {
            let pause = answer.header("retry-after").and_then(|text| pause(text, now));
            (Verdict::Again(pause), Some(format!("answered {status}")))
        }
        _ => (Verdict::Never, Some(format!("answered {status}"))),
    };
    StepEnd { verdict, status: Some(status), answer: text, error }
}

/// Reads `Retry-After`: seconds, or a date.
fn pause(text: &str, now: Instant) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::seconds(i64::from(seconds)));
    }
    let then = OffsetDateTime::parse(text, &Rfc2822).ok()?;
    Some((then - now).max(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_server_may_ask_for_a_pause() {
        let now = datetime!(2026-03-01 12:00 UTC);
        let rows = [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 01 Mar 2026 12:05:00 GMT", Some(300)),
            ("Sun, 01 Mar 2026 11:00:00 GMT", Some(0)),
            ("-5", None),
            ("soon", None),
            ("99999999999", None),
        ];
        for (text, seconds) in rows {
            assert_eq!(pause(text, now).map(Duration::whole_seconds), seconds, "{text}");
        }
    }
}
