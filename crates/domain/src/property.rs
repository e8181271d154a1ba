//! Values that callers attach to conversations under names of their own.
//!
//! A name has one spelling, and in a workspace one type: that of the first value under it.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// Longest name, in characters, in either spelling.
pub const LONGEST_NAME: usize = 255;

/// Names that the server keeps for what it knows itself.
pub const RESERVED: [&str; 10] = [
    "agent_id",
    "call_id",
    "direction",
    "duration_seconds",
    "ended_at",
    "ended_status",
    "interface_type",
    "source",
    "started_at",
    "status",
];

/// A property as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Name in its stored spelling.
    pub name: String,
    /// The value.
    pub value: PropertyValue,
}

/// What a property may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PropertyValue {
    /// true or false.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A text, which may be the JSON text of an array or object.
    Text(String),
}

/// The type of a property, the same for all conversations of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PropertyType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// true or false.
    Boolean,
}

impl PropertyType {
    /// The value as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Text, Self::Number, Self::Boolean].into_iter().find(|kind| kind.as_str() == text)
    }
}

impl PropertyValue {
    /// The value of a JSON value: arrays and objects become their JSON text, null is no value.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Bool(value) => Some(Self::Boolean(*value)),
            Value::Number(value) => Some(Self::Number(value.clone())),
            Value::String(value) => Some(Self::Text(value.clone())),
            Value::Array(_) | Value::Object(_) => Some(Self::Text(value.to_string())),
        }
    }

    /// Its type.
    #[must_use]
    pub fn kind(&self) -> PropertyType {
        match self {
            Self::Boolean(_) => PropertyType::Boolean,
            Self::Number(_) => PropertyType::Number,
            Self::Text(_) => PropertyType::Text,
        }
    }

    /// The number, where it is one; booleans are none.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            Self::Boolean(_) | Self::Text(_) => None,
        }
    }

    /// Reads what [`fmt::Display`] wrote of a value of that type.
    #[must_use]
    pub fn read(kind: PropertyType, text: &str) -> Option<Self> {
        match kind {
            PropertyType::Text => Some(Self::Text(text.to_owned())),
            PropertyType::Boolean => text.parse().ok().map(Self::Boolean),
            PropertyType::Number => serde_json::from_str(text).ok().map(Self::Number),
        }
    }
}

/// As it is read back: `3`, `21.5`, `true`, a text as it is. A whole number has no point, however it was written.
impl fmt::Display for PropertyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => {
                let whole = number.as_f64().filter(|value| {
                    number.is_f64() && value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0
                });
                match whole {
                    Some(value) => write!(f, "{}", value as i64),
                    None => number.fmt(f),
                }
            }
        }
    }
}

/// A name in its one spelling, `snake_case`: words end where a lower-case letter or digit meets an upper-case letter,
/// and before the last of several upper-case letters that a lower-case one follows; spaces, dots and dashes become
/// underscores. Letters are not parted from the digits that follow them.
#[must_use]
pub fn normalised(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut spelled = String::with_capacity(name.len() + 4);
    for (position, letter) in letters.iter().copied().enumerate() {
        if matches!(letter, '.' | '-') || letter.is_whitespace() {
            spelled.push('_');
            continue;
        }
        if letter.is_uppercase() {
            let before = position.checked_sub(1).and_then(|before| letters.get(before));
            let after = letters.get(position + 1);
            let ends_word = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
            let begins_word = before.is_some_and(|before| before.is_uppercase())
                && after.is_some_and(|after| after.is_lowercase());
            if ends_word || begins_word {
                spelled.push('_');
            }
        }
        spelled.extend(letter.to_lowercase());
    }
    spelled
}

/// Whether the name, in its stored spelling, is one of the server's own.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_have_one_spelling() {
        let rows = [
            ("planTier", "plan_tier"),
            ("plan_tier", "plan_tier"),
            ("PlanTier", "plan_tier"),
            ("orderID", "order_id"),
            ("HTTPCode", "http_code"),
            ("HTTP", "http"),
            ("getHTTPCode", "get_http_code"),
            ("order2Name", "order2_name"),
            ("address1", "address1"),
            ("HTTP2Server", "http2_server"),
            ("Plan Tier", "plan_tier"),
            ("plan-tier.name", "plan_tier_name"),
            ("größeÜber", "größe_über"),
            ("", ""),
            (" ", "_"),
        ];
        for (given, expected) in rows {
            assert_eq!(normalised(given), expected, "{given}");
            assert_eq!(normalised(expected), expected, "{given}: twice is once");
        }
    }

    #[test]
    fn values_are_read_back_as_text() {
        let rows = [
            (json!(3), "3"),
            (json!(-7), "-7"),
            (json!(21.5), "21.5"),
            (json!(3.0), "3"),
            (json!(1e300), "1e+300"),
            (json!(true), "true"),
            (json!("premium"), "premium"),
            (json!(""), ""),
            (json!({ "a": [1] }), "{\"a\":[1]}"),
            (json!([1, "x"]), "[1,\"x\"]"),
        ];
        for (given, expected) in rows {
            let value = PropertyValue::of(&given).unwrap();
            assert_eq!(value.to_string(), expected, "{given}");
            let read = PropertyValue::read(value.kind(), expected).unwrap();
            assert_eq!(read.to_string(), expected, "{given}");
            assert_eq!(read.kind(), value.kind(), "{given}");
        }
        assert_eq!(PropertyValue::of(&json!(null)), None);
    }
}
