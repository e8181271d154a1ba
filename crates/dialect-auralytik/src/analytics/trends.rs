//! `GET /analytics/trends`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use colloquy_app::quality::{self, TrendRow};
use colloquy_app::{AppError, FieldProblem};
use colloquy_domain::quality::Granularity;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::{AuralytikGranularity, GRANULARITIES, SentimentCounts, average_note, day};
use crate::auth::Signed;
use crate::filters::{self, OfEvaluations};
use crate::refusals::renamed;
use crate::{names, params};

/// How fine.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the field is read by the description only")]
struct TrendParams {
    /// `daily` where it is left out.
    #[param(inline)]
    granularity: Option<AuralytikGranularity>,
}

/// Numbers over time.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikTrends)]
pub struct Trends {
    #[schema(value_type = AuralytikGranularity)]
    granularity: &'static str,
    data: Vec<Step>,
}

/// The numbers of a day, a week or a month.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikTrendStep)]
struct Step {
    /// Its first day in UTC.
    #[schema(format = Date)]
    date: String,
    /// Also of those that are not completed.
    evaluation_count: u64,
    #[schema(required)]
    average_note: Option<f64>,
    sentiment: SentimentCounts,
}

impl Step {
    fn of(row: TrendRow) -> Self {
        Self {
            date: day(row.date),
            evaluation_count: row.totals.total,
            average_note: average_note(&row.totals),
            sentiment: SentimentCounts::of(row.totals.feelings),
        }
    }
}

/// Adds up evaluations by when they were recorded. Steps without any are there, too: from the first to the last day
/// that was asked for, or else of which there are evaluations.
#[utoipa::path(
    get,
    path = "/analytics/trends",
    operation_id = "auralytikGetTrends",
    tag = "Auralytik: analytics",
    params(OfEvaluations, TrendParams),
    security(("key" = ["analytics:read"])),
    responses((status = 200, description = "the numbers", body = Trends)),
)]
pub async fn get_trends(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Trends>, Problem> {
    caller.require("analytics:read")?;
    let app = state.app();
    let granularity = params::one_of(&pairs, "granularity", &GRANULARITIES)?.unwrap_or(Granularity::Daily);
    let filter = filters::evaluations(app, caller.workspace_id(), &pairs).await?;
    let steps = quality::trends(app, &caller, &filter, granularity).await.map_err(of_the_query)?;
    Ok(Json(Trends { granularity: granularity.as_str(), data: steps.into_iter().map(Step::of).collect() }))
}

/// A refusal of what stands in the query, in the names that its parameters have here.
fn of_the_query(error: AppError) -> AppError {
    match renamed(error) {
        AppError::Malformed(problems) => {
            let of_query = |problem: FieldProblem| FieldProblem {
                code: names::WRONG_QUERY,
                message: problem.message.replace("from and until", "dateFrom and dateTo"),
                ..problem
            };
            AppError::Malformed(problems.into_iter().map(of_query).collect())
        }
        other => other,
    }
}
