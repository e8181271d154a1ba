//! `GET /api/colloquy/v1/review-queue`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::reviews::{self, QueueFilter};
use colloquy_domain::review::QueueReason;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use crate::ids;
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::evaluation::Evaluation;
use crate::wire::{Paged, words};

/// What waits.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct QueueQuery {
    /// Of this project.
    #[param(
        pattern = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
    )]
    project_id: Option<String>,
    /// That waits for this reason, too.
    #[param(inline, value_type = Option<words::QueueReason>)]
    reason: Option<String>,
}

/// An evaluation that waits for a person.
#[derive(Serialize, ToSchema)]
pub struct QueuedEvaluation {
    evaluation: Evaluation,
    /// Why it waits.
    #[schema(value_type = Vec<words::QueueReason>)]
    reasons: Vec<&'static str>,
    /// Since when.
    #[schema(format = DateTime)]
    waiting_since: String,
}

/// Evaluations that wait for a person, those first that have waited longest. Those of private conversations are left out
/// without `engagements:private:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/review-queue",
    tag = "Evaluations",
    params(PageQuery, QueueQuery),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "a page", body = Paged<QueuedEvaluation>),
    )
)]
pub async fn list_review_queue(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<QueuedEvaluation>>, Problem> {
    caller.require("evaluations:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let page = params.page();
    let known = "unsure, auto_failed, disputed, below_threshold or sample";
    let filter = QueueFilter {
        project_id: params.id("project_id", ids::project),
        reason: params.word("reason", known, QueueReason::parse),
    };
    params.finish()?;
    let found = reviews::queue(state.app(), &caller, &filter, page.slice()).await?;
    let rows = found.rows.iter().map(|(queued, shown)| QueuedEvaluation {
        evaluation: Evaluation::of(shown),
        reasons: queued.reasons.iter().map(|reason| reason.as_str()).collect(),
        waiting_since: iso(queued.since),
    });
    Ok(Json(Paged::of(page, found.total, rows.collect())))
}
