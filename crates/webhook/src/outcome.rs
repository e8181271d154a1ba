//! What became of an attempt.

use colloquy_netguard::{Answer, SendError};
use serde::{Deserialize, Serialize};

/// What follows from an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A 2xx answer, complete and in time.
    Delivered,
    /// Failed: try again on the schedule.
    Retry,
    /// Failed, and the receiver asked not to be sent this message again.
    GiveUpMessage,
    /// The receiver is gone (410): disable the endpoint.
    DisableEndpoint,
}

/// One attempt, as it is logged for the endpoint's owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptResult {
    /// What follows from it.
    pub outcome: Outcome,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// From the start of the attempt to its end, in milliseconds.
    pub duration_ms: u64,
    /// The beginning of the answer's body, at most [`crate::ANSWER_CAP_BYTES`] of UTF-8 without NUL.
    pub answer: Option<String>,
    /// Why it failed, in words for the endpoint's owner. `None` exactly when it was delivered.
    pub error: Option<String>,
}

/// The header, and its value, by which a receiver ends the retries of a message.
const ABORT_HEADER: (&str, &str) = ("webhook-delivery", "abort-message");

/// Judges an answer: outcome, and error if it is one. Only an answer that is obeyed can end the repetitions.
pub(crate) fn judge(answer: &Answer, is_obeyed: bool) -> (Outcome, Option<String>) {
    let success = (200..300).contains(&answer.status);
    let redirects = (300..400).contains(&answer.status);
    let error = match answer.body_end.why_incomplete() {
        None if success => return (Outcome::Delivered, None),
        // Well begun, but a receiver that does not come to an end may not have taken the message.
        Some(why) if success => why,
        _ if redirects => format!("answered {}: redirects are not followed", answer.status),
        _ => format!("answered {}", answer.status),
    };
    let aborts =
        answer.header(ABORT_HEADER.0).is_some_and(|value| value.trim().eq_ignore_ascii_case(ABORT_HEADER.1));
    let outcome = match answer.status {
        _ if !is_obeyed => Outcome::Retry,
        410 => Outcome::DisableEndpoint,
        _ if aborts => Outcome::GiveUpMessage,
        _ => Outcome::Retry,
    };
    (outcome, Some(error))
}

/// Judges an attempt without an answer. All of these may be better next time: names, routes, certificates and
/// the operator's policy change.
pub(crate) fn judge_error(error: &SendError) -> (Outcome, Option<String>) {
    (Outcome::Retry, Some(error.to_string()))
}
