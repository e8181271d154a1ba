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

/// A text that may be left out, but not be null.
pub fn not_null(fields: &mut Fields<'_>, name: &str, shortest: usize, longest: usize) -> Option<String> {
    if fields.is_null(name) {
        fields.refuse(name, "invalid_type", "must not be null");
    }
    fields.string(name, shortest, longest).map(str::to_owned)
}
