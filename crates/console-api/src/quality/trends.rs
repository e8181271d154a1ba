//! `GET /api/colloquy/v1/quality/trends`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::quality::{self, TrendRow};
use colloquy_domain::quality::Granularity;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::QualityNumbers;
use crate::evaluations::filter::{self, EvaluationsQuery, StateQuery};
use crate::params::Params;
use crate::wire::{List, words};

/// The parameter of trends alone.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct TrendsQuery {
    /// The width of the steps; `daily` where it is left out.
    #[param(inline, value_type = Option<words::TrendGranularity>)]
    granularity: Option<String>,
}

/// The numbers of a step.
#[derive(Serialize, ToSchema)]
pub struct QualityStep {
    /// Its first day, in UTC. Weeks begin on Monday.
    #[schema(format = Date)]
    date: String,
    /// The numbers.
    #[serde(flatten)]
    numbers: QualityNumbers,
}

impl QualityStep {
    fn of(row: &TrendRow) -> Self {
        let day = row.date;
        Self {
            date: format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day()),
            numbers: QualityNumbers::of(&row.totals),
        }
    }
}

/// The numbers of each day, week or month, oldest first. Steps without evaluations are there, too, between `from` and
/// `until`, of which there may be at most 20,000; where one of these is left out, between the first and the last
/// evaluation, as long as there are not more than 1,100.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/quality/trends",
    tag = "Quality",
    params(EvaluationsQuery, StateQuery, TrendsQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = List<QualityStep>),
    )
)]
pub async fn list_quality_trends(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<List<QualityStep>>, Problem> {
    caller.require("analytics:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let given = filter::read_with_state(&mut params);
    let granularity = params.word("granularity", "daily, weekly or monthly", Granularity::parse);
    params.finish()?;
    let app = state.app();
    let filter = given.resolved(app, caller.workspace_id()).await?;
    let granularity = granularity.unwrap_or(Granularity::Daily);
    let rows = quality::trends(app, &caller, &filter, granularity).await?;
    Ok(Json(List::of(&rows, QualityStep::of)))
}
