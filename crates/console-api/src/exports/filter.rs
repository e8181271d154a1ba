//! Which contacts, companies, users or tags an export is about.

use colloquy_app::AppError;
use colloquy_domain::Instant;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_http::{QueryPairs, pairs};

/// Longest search.
const LONGEST_SEARCH: usize = 500;

/// What all of them take, for descriptions of routes.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ChangedQuery {
    /// Changed last at this instant or later.
    #[param(format = DateTime)]
    updated_after: Option<String>,
    /// Changed last before this instant.
    #[param(format = DateTime)]
    updated_before: Option<String>,
}

/// What all but tags take, too.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct SearchQuery {
    /// Every word stands somewhere in the name or an e-mail address (companies: in the name), in any case.
    #[param(max_length = 500)]
    search: Option<String>,
}

/// Reads the filter of tags.
pub fn read_changed(pairs: &QueryPairs) -> Result<DirectoryFilter, AppError> {
    let mut filter = DirectoryFilter::default();
    filter.updated_at.gte = instant(pairs, "updated_after")?;
    filter.updated_at.lt = instant(pairs, "updated_before")?;
    Ok(filter)
}

/// Reads the filter of all others.
pub fn read(pairs: &QueryPairs) -> Result<DirectoryFilter, AppError> {
    let search = value(pairs, "search")?.map(str::to_owned);
    if search.as_ref().is_some_and(|search| search.chars().count() > LONGEST_SEARCH) {
        let message = format!("search must have at most {LONGEST_SEARCH} characters");
        return Err(AppError::malformed("search", "invalid_length", message));
    }
    Ok(DirectoryFilter { search, ..read_changed(pairs)? })
}

/// The value of a parameter; one without a value counts as left out.
fn value<'a>(pairs: &'a QueryPairs, name: &str) -> Result<Option<&'a str>, AppError> {
    Ok(pairs.one(name)?.map(str::trim).filter(|value| !value.is_empty()))
}

fn instant(pairs: &QueryPairs, name: &str) -> Result<Option<Instant>, AppError> {
    let Some(text) = value(pairs, name)? else { return Ok(None) };
    let read = pairs::instant(text).ok_or_else(|| {
        let message =
            format!("{name} must be an ISO 8601 date and time with its offset, such as 2026-05-13T14:00:00Z");
        AppError::malformed(name, "invalid_format", message)
    })?;
    Ok(Some(read))
}
