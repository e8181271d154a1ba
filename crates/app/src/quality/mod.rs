//! Numbers over evaluations: totals, groups, trends, criteria. What they mean stands in
//! [`colloquy_domain::quality`].
//!
//! Evaluations of private conversations count for callers only who may read them. Exports ask the same questions, for who
//! asked for the file ([`Seen`]).

mod rows;
mod seen;
mod trends;

pub use self::rows::{CriterionRow, GroupRow, Summary, TrendRow};
pub(crate) use self::seen::Seen;
pub use self::trends::trends;

use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::Grouping;

use crate::keys::Caller;
use crate::{App, AppError};

/// The numbers of all evaluations that satisfy the filter.
pub async fn summary(app: &App, caller: &Caller, filter: &EvaluationFilter) -> Result<Summary, AppError> {
    Ok(Seen::by(caller).summary(app, filter).await?)
}

/// The numbers of each campaign, call center or person, those with the most evaluations first. Evaluations that belong
/// to none are left out.
pub async fn groups(
    app: &App,
    caller: &Caller,
    grouping: Grouping,
    filter: &EvaluationFilter,
) -> Result<Vec<GroupRow>, AppError> {
    Ok(Seen::by(caller).groups(app, grouping, filter).await?)
}

/// The numbers of each criterion over completed evaluations, whatever state is asked for. Bounds of time count by whole
/// days in UTC, as these numbers are kept by day.
pub async fn criteria(
    app: &App,
    caller: &Caller,
    filter: &EvaluationFilter,
) -> Result<Vec<CriterionRow>, AppError> {
    Ok(Seen::by(caller).criteria(app, filter).await?)
}
