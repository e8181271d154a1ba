//! Query parameters that several routes share.

use colloquy_app::AppError;

/// Most rows of one answer.
pub const MOST_ROWS: u64 = 200;
/// Rows where the request does not say.
pub const USUAL_ROWS: u64 = 50;

/// Which page of a list that is read by page numbers.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct PageQuery {
    /// The page, from 1; the first where it is left out.
    #[param(minimum = 1, maximum = 1000000)]
    page: Option<u64>,
    /// Rows of each page; 25 where it is left out.
    #[param(minimum = 1, maximum = 100)]
    page_size: Option<u64>,
}

/// Reads `limit`.
pub fn limit(text: Option<&str>) -> Result<u64, AppError> {
    let Some(text) = text else { return Ok(USUAL_ROWS) };
    match text.parse() {
        Ok(limit @ 1..=MOST_ROWS) => Ok(limit),
        _ => Err(AppError::malformed("limit", "invalid_range", "limit must be a whole number from 1 to 200")),
    }
}
