//! `PATCH /api/colloquy/v1/scorecards/{scorecard_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::scorecards;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::ScorecardWithSections;
use super::body::{UpdateScorecard, change};
use crate::error::ErrorBody;
use crate::ids;

/// Changes a scorecard; what is left out stays. Other sections make a new version, which evaluations use that are asked
/// for from then on; those that were made keep the version that they were made with.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/scorecards/{scorecard_id}",
    tag = "Scorecards",
    params(("scorecard_id" = String, Path, description = "its id")),
    request_body = UpdateScorecard,
    security(("key" = ["evaluations:write"])),
    responses(
        (status = 200, description = "the scorecard as it is now", body = ScorecardWithSections),
        (
            status = 409,
            description = "another scorecard has this name already, or it is the default one and would be none",
            body = ErrorBody
        ),
    )
)]
pub async fn update_scorecard(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<ScorecardWithSections>, Problem> {
    caller.require("evaluations:write")?;
    let body = body.value()?;
    let (id, change) = (ids::scorecard(&id)?, change(&body)?);
    let changed = scorecards::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(ScorecardWithSections::of(&changed)))
}
