//! Looking for what a report may hold.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use colloquy_domain::Instant;
use colloquy_domain::call::LONGEST_MS;
use colloquy_domain::phone::is_e164;

use crate::storable::{is_storable, is_storable_object};

/// Longest short text that is taken over, in characters.
const LONGEST: usize = 255;

/// A text of any length without zero characters, which PostgreSQL does not keep; none where it is empty.
pub fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.replace('\0', "\u{fffd}");
    (!text.trim().is_empty()).then_some(text)
}

/// The same, where it is short.
pub fn short(value: &Value) -> Option<String> {
    text(value).filter(|text| text.chars().count() <= LONGEST)
}

/// An address that can be fetched.
pub fn address(value: &Value) -> Option<String> {
    let text = text(value)?;
    let url = Url::parse(&text).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(text)
}

/// A telephone number in E.164.
pub fn phone(value: &Value) -> Option<String> {
    text(value).filter(|text| is_e164(text))
}

/// An instant as ISO 8601, or as milliseconds since 1970.
pub fn instant(value: &Value) -> Option<Instant> {
    let instant = match value {
        Value::String(text) => OffsetDateTime::parse(text, &Rfc3339).ok()?,
        Value::Number(number) => {
            let ms = number.as_f64().filter(|ms| ms.abs() < 1e15)?;
            OffsetDateTime::from_unix_timestamp_nanos((ms * 1e6) as i128).ok()?
        }
        _ => return None,
    };
    (1900..=9998).contains(&instant.year()).then(|| instant.to_offset(time::UtcOffset::UTC))
}

/// Milliseconds out of seconds from the start of a call.
pub fn ms_of_seconds(value: &Value) -> Option<u64> {
    Some((value.as_f64()? * 1_000.0).round().clamp(0.0, LONGEST_MS as f64) as u64)
}

/// What a tool was given, as an object or as text that is meant to be one; anything else is kept as it is.
pub fn parameters(value: &Value) -> Map<String, Value> {
    match value {
        Value::Object(object) if is_storable(value) => object.clone(),
        Value::String(given) => match serde_json::from_str(given) {
            Ok(Value::Object(object)) if is_storable_object(&object) => object,
            _ if given.trim().is_empty() => Map::new(),
            _ => Map::from_iter([("arguments".to_owned(), given.replace('\0', "\u{fffd}").into())]),
        },
        _ => Map::new(),
    }
}

/// What a tool answered: an object as such, anything else as text; an empty one where it is not known.
pub fn answer(value: &Value) -> Value {
    match value {
        Value::Null => Value::String(String::new()),
        Value::Object(_) if is_storable(value) => value.clone(),
        Value::String(given) => match serde_json::from_str(given) {
            Ok(object @ Value::Object(_)) if is_storable(&object) => object,
            _ => Value::String(given.replace('\0', "\u{fffd}")),
        },
        other => Value::String(other.to_string()),
    }
}
