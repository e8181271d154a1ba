//! One attempt to deliver a message.

use std::time::{Duration, Instant};

use bytes::Bytes;
use colloquy_netguard::{Answer, Guard, PostLimits};
use time::OffsetDateTime;

use crate::{
    headers::sent_headers,
    manner::Manner,
    outcome::{self, AttemptResult},
    rotation::SigningSecrets,
};

/// How long an attempt of the standard manner may take, to the end of the answer.
pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(15);

/// Most bytes of an answer that are kept for the log.
pub const ANSWER_CAP_BYTES: usize = 20_000;

/// Most bytes of an answer that are read. One that goes on beyond is not a success: it may never end.
const READ_CAP_BYTES: u64 = 1 << 20;

/// A message and where it goes.
#[derive(Debug, Clone)]
pub struct Message {
    /// The same on every attempt: receivers know repetitions by it.
    pub id: String,
    /// The event that it tells of, as the receiver reads it in the body: also the same on every attempt, and for every
    /// receiver.
    pub event_id: String,
    /// The JSON text, byte for byte the same on every attempt.
    pub body: Bytes,
    /// The endpoint's URL.
    pub url: String,
    /// What the endpoint's owner wants sent along. None of these signs or describes the body.
    pub headers: Vec<(String, String)>,
}

/// Makes one attempt. `now` is its time: where the manner signs the time it is signed, and it decides which secrets
/// are valid. Receivers refuse times more than five minutes off.
#[tracing::instrument(skip_all, fields(message.id = %message.id))]
pub async fn deliver(
    guard: &Guard,
    message: &Message,
    secrets: &SigningSecrets,
    now: OffsetDateTime,
    manner: &Manner,
) -> AttemptResult {
    let started_at = Instant::now();
    let headers = sent_headers(message, secrets, now, manner);
    let limits = PostLimits {
        timeout: manner.timeout,
        answer_cap_bytes: ANSWER_CAP_BYTES,
        read_cap_bytes: READ_CAP_BYTES,
    };
    let posted = guard.post(&message.url, &headers, message.body.clone(), limits).await;
    let duration = started_at.elapsed();
    let (status, answer, (outcome, error)) = match &posted {
        Ok(answer) => {
            (Some(answer.status), answer_text(answer), outcome::judge(answer, manner.obeys_answers))
        }
        Err(error) => (None, None, outcome::judge_error(error)),
    };
    AttemptResult {
        outcome,
        status,
        duration_ms: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
        answer,
        error,
    }
}

/// The kept part of an answer as text that any database takes: valid UTF-8, no NUL, and, since a replacement
/// character is longer than the byte it replaces, cut once more.
fn answer_text(answer: &Answer) -> Option<String> {
    let mut bytes = &answer.body_prefix[..];
    if answer.body_cut
        && let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        // The cut fell into a character: that is not the receiver's doing.
        bytes = &bytes[..error.valid_up_to()];
    }
    let mut text = String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}");
    text.truncate(text.floor_char_boundary(ANSWER_CAP_BYTES));
    (!text.is_empty()).then_some(text)
}
