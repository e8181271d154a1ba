//! `PATCH /engagements/{engagementId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::projects;
use colloquy_domain::ProjectId;
use colloquy_http::{HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdateEngagement};
use super::wire::EngagementAnswer;
use crate::auth::Signed;
use crate::{ids, refusals};

/// Changes an engagement's name, description or status; what is left out stays. `updatedAt` moves only where something
/// changes.
#[utoipa::path(
    patch,
    path = "/engagements/{engagementId}",
    operation_id = "auralytikUpdateEngagement",
    tag = "Auralytik: engagements",
    params(("engagementId" = String, Path, description = "`eng_…`")),
    request_body = UpdateEngagement,
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "the engagement as it is now", body = EngagementAnswer))
)]
pub async fn update_engagement(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<EngagementAnswer>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let id = ids::in_path(ids::ENGAGEMENT, &id, ProjectId, "engagement")?;
    let change = body::read_change(&body)?;
    let app = state.app();
    let changed = projects::update(app, caller.workspace_id(), id, change).await;
    let project = changed.map_err(refusals::renamed)?;
    let count = projects::evaluation_count(app, &caller, id).await?;
    Ok(Json(EngagementAnswer::of(project, count)))
}
