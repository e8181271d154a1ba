//! Members that bodies of several resources have.

use colloquy_app::AppError;
use colloquy_http::Fields;
use serde_json::Value;

/// What `read` makes of a body, unless it noted something that is wrong with it.
pub fn body<T>(body: &Value, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, AppError> {
    let mut fields = Fields::of_body(body)?;
    let value = read(&mut fields);
    fields.finish()?;
    Ok(value)
}

/// A text that is not blank.
pub fn words(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    let text = fields.string(name, 1, longest)?;
    if text.trim().is_empty() {
        fields.refuse(name, "invalid_length", "must not be blank");
        return None;
    }
    Some(text.to_owned())
}

/// The same where it may be left out, but not be null.
pub fn words_if_there(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    if fields.is_null(name) {
        fields.refuse(name, "invalid_type", "must be a string");
    }
    words(fields, name, longest)
}

/// A text that null clears; none where it is left out.
pub fn clearable(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<Option<String>> {
    if fields.is_null(name) {
        return Some(None);
    }
    fields.string(name, 0, longest).map(|text| Some(text.to_owned()))
}
