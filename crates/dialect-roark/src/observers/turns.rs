//! The transcript of a call that ended.

use serde_json::Value;

use colloquy_app::agents::AgentReference;
use colloquy_app::calls::{NewCustomer, NewTurn, Speaks};
use colloquy_domain::Instant;
use colloquy_domain::call::LONGEST_MS;
use colloquy_http::Fields;

/// Most turns of a call.
pub const MOST_TURNS: usize = 100_000;

/// Longest text of a turn, in characters.
pub const LONGEST_TEXT: usize = 25_000;

/// Reads the turns that somebody spoke; `zero` is what times without an offset are counted from.
pub fn parse(fields: &mut Fields<'_>, zero: Instant) -> Vec<NewTurn> {
    let read = fields.items("transcript", MOST_TURNS, |item| turn(item, zero));
    read.into_iter().flatten().collect()
}

fn turn(item: &mut Fields<'_>, zero: Instant) -> Option<NewTurn> {
    let role = item.string("role", 0, 100);
    let text = item.string("content", 0, LONGEST_TEXT).unwrap_or_default();
    let start = moment(item, "audioOffsetMs", "timestamp", zero);
    let end = moment(item, "endAudioOffsetMs", "endTimestamp", zero);
    let language = item.string("language", 0, 100).filter(|tag| !tag.is_empty()).map(str::to_owned);
    let by = match role {
        Some("assistant") => Speaks::Agent(AgentReference::default()),
        Some("user") => Speaks::Customer(NewCustomer::default()),
        // What a program was told is no turn.
        _ => return None,
    };
    if text.trim().is_empty() {
        return None;
    }
    let start_ms = start.or(end).unwrap_or(0);
    Some(NewTurn {
        place: item.path("").trim_end_matches('.').to_owned(),
        by,
        text: text.to_owned(),
        start_ms,
        end_ms: end.unwrap_or(start_ms).max(start_ms),
        language,
    })
}

/// Milliseconds from the first sample of the recording, where they are told, else from `zero`.
pub fn moment(item: &mut Fields<'_>, offset: &str, timestamp: &str, zero: Instant) -> Option<u64> {
    let told = item.integer(offset);
    if told.is_some_and(|told| !(0..=LONGEST_MS).contains(&told)) {
        item.refuse(offset, "invalid_range", &format!("must be a number from 0 to {LONGEST_MS}"));
        return None;
    }
    let at = if item.value(timestamp) == Some(&Value::String(String::new())) {
        None
    } else {
        item.instant(timestamp)
    };
    let counted = || {
        let past = i64::try_from((at? - zero).whole_milliseconds()).ok()?;
        Some(past.clamp(0, LONGEST_MS))
    };
    told.or_else(counted).and_then(|ms| u64::try_from(ms).ok())
}
