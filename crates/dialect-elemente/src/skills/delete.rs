//! `DELETE /api/v1/skills/{skillId}`.

use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::skills;
use colloquy_domain::SkillId;
use colloquy_http::{HttpState, Path, Problem};

use crate::caller::BasicCaller;
use crate::ids;

/// Removes a skill. Calls that it was used in keep it.
#[utoipa::path(
    delete,
    path = "/api/v1/skills/{skillId}",
    operation_id = "elementeDeleteSkill",
    tag = "Elemente: skills",
    params(("skillId" = String, Path, description = "id of the skill, a UUID")),
    security(("basic" = ["skills:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_skill(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("skills:write")?;
    let id = ids::in_path(&id, SkillId, "skill")?;
    skills::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
