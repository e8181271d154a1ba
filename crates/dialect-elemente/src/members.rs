//! Members that bodies of several resources have. Null counts as left out, but where a reader says otherwise.

use colloquy_app::AppError;
use colloquy_http::Fields;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::ids;

/// Largest body of a request, but for that of a knowledge base.
pub const LARGEST_BODY: usize = 1 << 20;

/// Longest name.
pub const LONGEST_NAME: usize = 255;

/// Longest description.
pub const LONGEST_TEXT: usize = 10_000;

/// Longest message, which is also the longest template of one.
pub const LONGEST_MESSAGE: usize = 20_000;

/// Longest instructions.
pub const LONGEST_PROMPT: usize = 100_000;

/// Longest address of a page.
pub const LONGEST_URL: usize = 2_048;

/// Longest telephone number and language tag.
pub const LONGEST_TAG: usize = 64;

/// Longest e-mail address.
pub const LONGEST_EMAIL: usize = 320;

/// Most ids in a list.
pub const MOST_IDS: usize = 100;

/// What `read` makes of a body, unless it noted something that is wrong with it.
pub fn body<T>(body: &Value, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, AppError> {
    let mut fields = Fields::of_body(body)?;
    let value = read(&mut fields);
    fields.finish()?;
    Ok(value)
}

/// A text, as it is.
pub fn text(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    fields.string(name, 0, longest).map(str::to_owned)
}

/// A text that says something; a blank one counts as left out.
pub fn words(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    text(fields, name, longest).filter(|text| !text.trim().is_empty())
}

/// A text that null or blanks clear; none where it is left out.
pub fn clearable(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<Option<String>> {
    if fields.is_null(name) {
        return Some(None);
    }
    text(fields, name, longest).map(|text| Some(text).filter(|text| !text.trim().is_empty()))
}

/// What a word stands for, which has to be spelled exactly so.
pub fn one_of<T: Clone>(fields: &mut Fields<'_>, name: &str, words: &[(&str, T)]) -> Option<T> {
    let text = fields.string(name, 0, LONGEST_NAME)?;
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| value.clone());
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        fields.refuse(name, "unknown_value", &format!("must be one of {}", known.join(", ")));
    }
    found
}

/// An id.
pub fn id(fields: &mut Fields<'_>, name: &str) -> Option<Uuid> {
    let text = fields.string(name, 0, LONGEST_NAME)?;
    let id = ids::parse(text);
    if id.is_none() {
        fields.refuse(name, "invalid_format", "must be a UUID");
    }
    id
}

/// Ids.
pub fn ids(fields: &mut Fields<'_>, name: &str) -> Option<Vec<Uuid>> {
    let texts = fields.strings(name, MOST_IDS, LONGEST_NAME)?;
    let ids: Vec<Uuid> = texts.iter().filter_map(|text| ids::parse(text)).collect();
    if ids.len() < texts.len() {
        fields.refuse(name, "invalid_format", "must hold UUIDs only");
        return None;
    }
    Some(ids)
}

/// A number within these bounds.
pub fn number(fields: &mut Fields<'_>, name: &str, least: f64, most: f64) -> Option<f64> {
    let number = fields.number(name)?;
    if !(least..=most).contains(&number) {
        fields.refuse(name, "invalid_range", &format!("must be a number from {least} to {most}"));
        return None;
    }
    Some(number)
}

/// An object of any members.
pub fn object(fields: &mut Fields<'_>, name: &str) -> Option<Map<String, Value>> {
    let value = fields.value(name)?;
    let Some(object) = value.as_object() else {
        fields.refuse(name, "invalid_type", "must be an object");
        return None;
    };
    if !is_storable(value) {
        fields.refuse(name, "invalid_characters", "must not contain the character U+0000");
        return None;
    }
    Some(object.clone())
}

/// What `read` makes of an object of known members.
pub fn part<'a, T>(
    fields: &mut Fields<'a>,
    name: &str,
    read: impl FnOnce(&mut Fields<'a>) -> T,
) -> Option<T> {
    let value = fields.value(name)?;
    let Some(mut part) = Fields::of(value, &fields.path(name)) else {
        fields.refuse(name, "invalid_type", "must be an object");
        return None;
    };
    let made = read(&mut part);
    fields.adopt(part);
    Some(made)
}

/// Notes a required member that is left out; null is a value of it.
pub fn require_or_null(fields: &mut Fields<'_>, name: &str) {
    if !fields.is_null(name) {
        fields.require(name);
    }
}

/// Whether there is no U+0000 in any text or name of it: PostgreSQL keeps no text that has it.
fn is_storable(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains('\0'),
        Value::Array(items) => items.iter().all(is_storable),
        Value::Object(members) => {
            members.iter().all(|(name, value)| !name.contains('\0') && is_storable(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Names of the members that a refusal is about, for tests.
#[cfg(test)]
pub fn refused<T>(result: Result<T, AppError>) -> Vec<String> {
    match result {
        Err(AppError::Malformed(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_counts_as_left_out_and_what_is_wrong_is_named() {
        let given = json!({
            "name": null, "blank": " ", "id": "x", "ids": ["y"], "number": 2, "free": { "a": ["\0"] }, "part": [],
        });
        let problems = refused(body(&given, |fields| {
            assert_eq!(text(fields, "name", 10), None);
            assert_eq!(words(fields, "blank", 10), None);
            assert_eq!(clearable(fields, "name", 10), Some(None));
            assert_eq!(clearable(fields, "blank", 10), Some(None));
            assert_eq!(clearable(fields, "nothing", 10), None);
            require_or_null(fields, "name");
            id(fields, "id");
            ids(fields, "ids");
            number(fields, "number", 0.0, 1.0);
            object(fields, "free");
            part(fields, "part", |_| ());
            require_or_null(fields, "nothing");
        }));
        assert_eq!(problems, ["id", "ids", "number", "free", "part", "nothing"]);
    }

    #[test]
    fn members_of_a_part_are_named_with_it() {
        let given = json!({ "part": { "inner": { "word": "x" } } });
        let problems = refused(body(&given, |fields| {
            part(fields, "part", |part_fields| {
                part(part_fields, "inner", |inner| one_of(inner, "word", &[("y", ())]))
            })
        }));
        assert_eq!(problems, ["part.inner.word"]);
    }
}
