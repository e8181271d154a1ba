//! The versions of a scorecard: by which one an evaluation was made stands in the evaluation.

use axum::Json;
use axum::extract::State;

use colloquy_app::{AppError, scorecards};
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::ScorecardVersion;
use crate::ids;
use crate::wire::List;

/// All versions of a scorecard.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/scorecards/{scorecard_id}/versions",
    tag = "Scorecards",
    params(("scorecard_id" = String, Path, description = "its id")),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "the versions", body = List<ScorecardVersion>),
    )
)]
pub async fn list_scorecard_versions(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<ScorecardVersion>>, Problem> {
    caller.require("evaluations:read")?;
    let all = scorecards::versions(state.app(), caller.workspace_id(), ids::scorecard(&id)?).await?;
    Ok(Json(List::of(&all, ScorecardVersion::of)))
}

/// One version of a scorecard.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/scorecards/{scorecard_id}/versions/{version_number}",
    tag = "Scorecards",
    params(
        ("scorecard_id" = String, Path, description = "its id"),
        ("version_number" = u32, Path, description = "number of the version", minimum = 1)
    ),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "the version", body = ScorecardVersion),
    )
)]
pub async fn get_scorecard_version(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, number)): Path<(String, String)>,
) -> Result<Json<ScorecardVersion>, Problem> {
    caller.require("evaluations:read")?;
    // What is no number names nothing.
    let number: u32 = number.parse().map_err(|_| AppError::NotFound("scorecard version"))?;
    let (workspace_id, id) = (caller.workspace_id(), ids::scorecard(&id)?);
    let version = scorecards::version(state.app(), workspace_id, id, u64::from(number)).await?;
    Ok(Json(ScorecardVersion::of(&version)))
}
