//! `GET /api/colloquy/v1/quality/summary`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::quality;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::QualityNumbers;
use crate::evaluations::filter::{self, EvaluationsQuery, StateQuery};
use crate::params::Params;

/// The numbers of all evaluations that satisfy the filter.
#[derive(Serialize, ToSchema)]
pub struct QualitySummary {
    /// As asked for, else when the first of them was recorded; null where there is none.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// As asked for, else when the last of them was recorded; null where there is none.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// The numbers.
    #[serde(flatten)]
    numbers: QualityNumbers,
}

/// The numbers of all evaluations that satisfy the filter. Of the evaluations of a conversation within a project the
/// newest one counts; those of private conversations with `engagements:private:read` only.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/quality/summary",
    tag = "Quality",
    params(EvaluationsQuery, StateQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = QualitySummary),
    )
)]
pub async fn get_quality_summary(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<QualitySummary>, Problem> {
    caller.require("analytics:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let given = filter::read_with_state(&mut params);
    params.finish()?;
    let app = state.app();
    let filter = given.resolved(app, caller.workspace_id()).await?;
    let found = quality::summary(app, &caller, &filter).await?;
    Ok(Json(QualitySummary {
        from: found.from.map(iso),
        until: found.until.map(iso),
        numbers: QualityNumbers::of(&found.totals),
    }))
}
