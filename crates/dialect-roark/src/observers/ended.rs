//! `call-ended`.

use serde_json::{Map, Value};

use colloquy_app::AppError;
use colloquy_app::observers::{Ending, Observed};
use colloquy_domain::Instant;
use colloquy_domain::call::EndedStatus;
use colloquy_http::Fields;

use super::{Observer, tools, turns};

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 1_000;

/// Most measurements of a call: several for each turn.
pub const MOST_METRICS: usize = 200_000;

/// Samples a second that a recording may have.
pub const SAMPLE_RATES: std::ops::RangeInclusive<i64> = 1_000..=384_000;

/// Channels that it may have.
pub const CHANNELS: std::ops::RangeInclusive<i64> = 1..=8;

/// Reads it. Without a time it happens now.
pub fn parse(observer: Observer, body: &Value, now: Instant) -> Result<(Observed, Ending), AppError> {
    let mut fields = Fields::of_body(body)?;
    let observed = observer.observed(&mut fields);
    let told_at = fields.instant("eventTimestamp").unwrap_or(now);
    let started_at = fields.instant("callStartedAt");
    let ended_at = fields.instant("callEndedAt").unwrap_or(told_at);
    let reason = fields.string("callEndedReason", 0, LONGEST_REASON);
    let spoke_first = fields.boolean("agentSpokeFirst");
    let rate = within(&mut fields, "recordingSampleRate", SAMPLE_RATES);
    let channels = within(&mut fields, "recordingNumChannels", CHANNELS);
    let zero = started_at.unwrap_or(told_at);
    let turns = turns::parse(&mut fields, zero);
    let tool_invocations = tools::parse(&mut fields, zero);
    let metrics = fields.items("metrics", MOST_METRICS, |_| ()).len();
    let mut extra = Map::new();
    if let Some(reason) = reason {
        extra.insert("callEndedReason".to_owned(), reason.into());
    }
    if let Some(spoke_first) = spoke_first {
        extra.insert("agentSpokeFirst".to_owned(), spoke_first.into());
    }
    if let Some(given) = fields.value("metrics").filter(|_| metrics > 0) {
        // As they came: what is not known today may mean something tomorrow.
        extra.insert("metrics".to_owned(), given.clone());
    }
    fields.finish()?;
    let observed = observed.ok_or(AppError::NotFound("call"))?;
    // A clock that was set back meanwhile must not give a call a negative length.
    let started_at = started_at.map(|started_at| started_at.min(ended_at));
    let recording = match (rate, channels) {
        (Some(rate), Some(channels)) => Some((rate, channels)),
        _ => None,
    };
    let ended_status = status(reason.unwrap_or_default());
    Ok((observed, Ending { started_at, ended_at, ended_status, extra, turns, tool_invocations, recording }))
}

fn within<T: TryFrom<i64>>(
    fields: &mut Fields<'_>,
    name: &str,
    range: std::ops::RangeInclusive<i64>,
) -> Option<T> {
    let number = fields.integer(name)?;
    if !range.contains(&number) {
        let rule = format!("must be a number from {} to {}", range.start(), range.end());
        fields.refuse(name, "invalid_range", &rule);
    }
    T::try_from(number).ok()
}

/// The reason is free text; these are the words of the published observers.
fn status(reason: &str) -> EndedStatus {
    match reason.trim().to_ascii_lowercase().replace('_', "-").as_str() {
        "agent-ended" => EndedStatus::AgentEndedCall,
        "client-disconnected" | "customer-ended" | "user-ended" => EndedStatus::CustomerEndedCall,
        _ => EndedStatus::Unknown,
    }
}

#[cfg(test)]
mod tests;
