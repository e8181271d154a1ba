//! Numbers over evaluations: totals, groups, trends, criteria. What they mean stands in
//! [`colloquy_domain::quality`].
//!
//! Evaluations of private conversations count for callers with [`READ_PRIVATE`] only.

mod rows;
mod trends;

pub use self::rows::{CriterionRow, GroupRow, Summary, TrendRow};
pub use self::trends::trends;

use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::Grouping;
use colloquy_store::quality;

use crate::keys::Caller;
use crate::{App, AppError};

/// The numbers of all evaluations that satisfy the filter.
pub async fn summary(app: &App, caller: &Caller, filter: &EvaluationFilter) -> Result<Summary, AppError> {
    let (reader, workspace_id) = (app.store.reader(), caller.workspace_id());
    let include_private = caller.may(READ_PRIVATE);
    let totals = quality::totals(reader, workspace_id, filter, include_private).await?;
    let (mut from, mut until) = (filter.from, filter.until);
    if from.is_none() || until.is_none() {
        let span = quality::span(reader, workspace_id, filter, include_private).await?;
        from = from.or(span.map(|(first, _)| first));
        until = until.or(span.map(|(_, last)| last));
    }
    Ok(Summary { from, until, totals })
}

/// The numbers of each campaign, call center or person, those with the most evaluations first. Evaluations that belong
/// to none are left out.
pub async fn groups(
    app: &App,
    caller: &Caller,
    grouping: Grouping,
    filter: &EvaluationFilter,
) -> Result<Vec<GroupRow>, AppError> {
    let (reader, include_private) = (app.store.reader(), caller.may(READ_PRIVATE));
    let groups = quality::groups(reader, caller.workspace_id(), grouping, filter, include_private).await?;
    rows::named(app, groups).await
}

/// The numbers of each criterion over completed evaluations, whatever state is asked for. Bounds of time count by whole
/// days in UTC, as these numbers are kept by day.
pub async fn criteria(
    app: &App,
    caller: &Caller,
    filter: &EvaluationFilter,
) -> Result<Vec<CriterionRow>, AppError> {
    let (reader, workspace_id) = (app.store.reader(), caller.workspace_id());
    let totals = quality::criteria(reader, workspace_id, filter, caller.may(READ_PRIVATE)).await?;
    rows::with_names(app, workspace_id, filter.project_id, totals).await
}
