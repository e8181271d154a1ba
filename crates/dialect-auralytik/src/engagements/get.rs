//! `GET /engagements/{engagementId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::projects;
use colloquy_domain::ProjectId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::EngagementAnswer;
use crate::auth::Signed;
use crate::{ids, refusals};

/// Reads an engagement.
#[utoipa::path(
    get,
    path = "/engagements/{engagementId}",
    operation_id = "auralytikGetEngagement",
    tag = "Auralytik: engagements",
    params(("engagementId" = String, Path, description = "`eng_…`")),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "the engagement", body = EngagementAnswer))
)]
pub async fn get_engagement(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<EngagementAnswer>, Problem> {
    caller.require("engagements:read")?;
    let id = ids::in_path(ids::ENGAGEMENT, &id, ProjectId, "engagement")?;
    let app = state.app();
    let project = projects::get(app, caller.workspace_id(), id).await.map_err(refusals::renamed)?;
    let count = projects::evaluation_count(app, &caller, id).await?;
    Ok(Json(EngagementAnswer::of(project, count)))
}
