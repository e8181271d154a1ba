//! `GET /api/colloquy/v1/quality/criteria`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::quality::{self, CriterionRow};
use colloquy_domain::quality::TENTHS;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use crate::evaluations::filter::{self, EvaluationsQuery};
use crate::params::Params;
use crate::wire::List;

/// The numbers of a criterion.
#[derive(Serialize, ToSchema)]
pub struct QualityCriterion {
    /// Its id in the scorecards.
    criterion_id: String,
    /// Its name; the id where no scorecard has it any more.
    name: String,
    /// Of the notes, 0 to 100, rounded to one decimal; null where there are none.
    average_note: Option<f64>,
    /// How often it has a note.
    scored: u64,
    /// Of these, how often it was passed.
    passed: u64,
    /// How often the question does not arise.
    not_applicable: u64,
    /// How often the engine is unsure and nobody has decided.
    undecided: u64,
    /// How often a person decided.
    decided: u64,
}

impl QualityCriterion {
    fn of(row: &CriterionRow) -> Self {
        let totals = &row.totals;
        Self {
            criterion_id: totals.criterion_id.clone(),
            name: row.name.clone(),
            average_note: totals.notes.rounded(TENTHS),
            scored: totals.notes.count,
            passed: totals.passed,
            not_applicable: totals.not_applicable,
            undecided: totals.undecided,
            decided: totals.decided,
        }
    }
}

/// The numbers of each criterion over all completed evaluations that satisfy the filter. They are kept by day: `from`
/// and `until` count by the whole days in UTC on which they lie.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/quality/criteria",
    tag = "Quality",
    params(EvaluationsQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = List<QualityCriterion>),
    )
)]
pub async fn list_quality_by_criterion(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<List<QualityCriterion>>, Problem> {
    caller.require("analytics:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let given = filter::read(&mut params);
    params.finish()?;
    let app = state.app();
    let filter = given.resolved(app, caller.workspace_id()).await?;
    let rows = quality::criteria(app, &caller, &filter).await?;
    Ok(Json(List::of(&rows, QualityCriterion::of)))
}
