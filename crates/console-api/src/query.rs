//! Query parameters that several routes share.

use colloquy_app::AppError;

/// Most rows of one answer.
pub const MOST_ROWS: u64 = 200;
/// Rows where the request does not say.
pub const USUAL_ROWS: u64 = 50;

/// Reads `limit`.
pub fn limit(text: Option<&str>) -> Result<u64, AppError> {
    let Some(text) = text else { return Ok(USUAL_ROWS) };
    match text.parse() {
        Ok(limit @ 1..=MOST_ROWS) => Ok(limit),
        _ => Err(AppError::malformed("limit", "invalid_range", "limit must be a whole number from 1 to 200")),
    }
}
