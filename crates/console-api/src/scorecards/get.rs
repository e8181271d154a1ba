//! `GET /api/colloquy/v1/scorecards/{scorecard_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::scorecards;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::ScorecardWithSections;
use crate::ids;

/// A scorecard with the criteria of its newest version.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/scorecards/{scorecard_id}",
    tag = "Scorecards",
    params(("scorecard_id" = String, Path, description = "its id")),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "the scorecard", body = ScorecardWithSections),
    )
)]
pub async fn get_scorecard(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<ScorecardWithSections>, Problem> {
    caller.require("evaluations:read")?;
    let found = scorecards::get(state.app(), caller.workspace_id(), ids::scorecard(&id)?).await?;
    Ok(Json(ScorecardWithSections::of(&found)))
}
