//! Members that bodies of several resources have. Null counts as left out, but where a reader says otherwise.

use colloquy_app::AppError;
use colloquy_http::Fields;
use serde_json::{Map, Value};

/// Largest body of a request about what people configure, but for that of a knowledge base.
pub const LARGEST_BODY: usize = 1 << 20;

/// Longest id, however it is spelled.
const LONGEST_ID: usize = 100;

/// What `read` makes of a body, unless it noted something that is wrong with it.
pub fn body<T>(body: &Value, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, AppError> {
    let mut fields = Fields::of_body(body)?;
    let value = read(&mut fields);
    fields.finish()?;
    Ok(value)
}

/// A text that says something; a blank one counts as left out.
pub fn words(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    let text = fields.string(name, 0, longest).map(str::to_owned);
    text.filter(|text| !text.trim().is_empty())
}

/// A text that null or blanks clear; none where it is left out.
pub fn clearable(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<Option<String>> {
    if fields.is_null(name) {
        return Some(None);
    }
    let text = fields.string(name, 0, longest)?.to_owned();
    Some(Some(text).filter(|text| !text.trim().is_empty()))
}

/// An id.
pub fn id<T>(fields: &mut Fields<'_>, name: &str, parse: fn(&str) -> Result<T, AppError>) -> Option<T> {
    let id = parse(fields.string(name, 0, LONGEST_ID)?).ok();
    if id.is_none() {
        fields.refuse(name, "invalid_format", "must be an id");
    }
    id
}

/// Ids; null is none of them.
pub fn ids<T>(
    fields: &mut Fields<'_>,
    name: &str,
    most: usize,
    parse: fn(&str) -> Result<T, AppError>,
) -> Option<Vec<T>> {
    if fields.is_null(name) {
        return Some(Vec::new());
    }
    let texts = fields.strings(name, most, LONGEST_ID)?;
    let ids: Option<Vec<T>> = texts.iter().map(|text| parse(text).ok()).collect();
    if ids.is_none() {
        fields.refuse(name, "invalid_format", "must hold ids only");
    }
    ids
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

/// One of the words that `parse` knows.
pub fn word<T>(fields: &mut Fields<'_>, name: &str, known: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
    let found = parse(fields.string(name, 0, LONGEST_ID)?);
    if found.is_none() {
        fields.refuse(name, "unknown_value", &format!("must be {known}"));
    }
    found
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

/// The rows of an array; null is an empty one.
pub fn rows<'a, T>(
    fields: &mut Fields<'a>,
    name: &str,
    most: usize,
    read: impl FnMut(&mut Fields<'a>) -> T,
) -> Option<Vec<T>> {
    if fields.is_null(name) {
        return Some(Vec::new());
    }
    fields.value(name)?;
    Some(fields.items(name, most, read))
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
    use crate::ids as house_ids;
    use serde_json::json;

    #[test]
    fn null_clears_or_counts_as_left_out_and_what_is_wrong_is_named() {
        let given = json!({
            "null": null, "blank": " ", "text": "x", "id": "x", "ids": ["y"], "number": 2, "word": "z",
            "free": { "a": ["\0"] }, "part": { "inner": [] }, "rows": [1],
        });
        let problems = refused(body(&given, |fields| {
            assert_eq!((words(fields, "null", 10), words(fields, "blank", 10)), (None, None));
            assert_eq!(
                (clearable(fields, "null", 10), clearable(fields, "blank", 10)),
                (Some(None), Some(None))
            );
            assert_eq!(clearable(fields, "nothing", 10), None);
            assert_eq!(clearable(fields, "text", 10), Some(Some("x".to_owned())));
            assert_eq!(ids(fields, "null", 10, house_ids::agent), Some(Vec::new()));
            assert_eq!(rows(fields, "null", 10, |_| ()), Some(Vec::new()));
            assert_eq!(rows(fields, "nothing", 10, |_| ()), None);
            id(fields, "id", house_ids::agent);
            ids(fields, "ids", 10, house_ids::agent);
            number(fields, "number", 0.0, 1.0);
            word(fields, "word", "ok", |text| (text == "ok").then_some(()));
            object(fields, "free");
            part(fields, "part", |inner| part(inner, "inner", |_| ()));
            rows(fields, "rows", 10, |_| ());
        }));
        assert_eq!(problems, ["id", "ids", "number", "word", "free", "part.inner", "rows[0]"]);
    }
}
