//! What can be kept: no text with the character U+0000, which PostgreSQL refuses. In JSON's text it is escaped, so it has
//! to be looked for in what that text stands for.

use serde_json::{Map, Value};

/// Whether there is no U+0000 in any text or name of it.
pub fn is_storable(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains('\0'),
        Value::Array(items) => items.iter().all(is_storable),
        Value::Object(members) => is_storable_object(members),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The same of an object's members.
pub fn is_storable_object(members: &Map<String, Value>) -> bool {
    members.iter().all(|(name, value)| !name.contains('\0') && is_storable(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_null_character_is_found_wherever_it_stands() {
        for good in [json!("\\u0000"), json!({ "a": ["\\\\u0000", 1, null] })] {
            assert!(is_storable(&good), "{good}");
        }
        for bad in [json!("a\0"), json!([{ "a": "\0" }]), json!({ "\0": 1 })] {
            assert!(!is_storable(&bad), "{bad}");
        }
    }
}
