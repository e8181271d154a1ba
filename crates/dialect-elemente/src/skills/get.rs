//! `GET /api/v1/skills/{skillId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::skills;
use colloquy_domain::SkillId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::SkillObject;
use crate::caller::BasicCaller;
use crate::ids;

/// Reads a skill.
#[utoipa::path(
    get,
    path = "/api/v1/skills/{skillId}",
    operation_id = "elementeGetSkill",
    tag = "Elemente: skills",
    params(("skillId" = String, Path, description = "id of the skill, a UUID")),
    security(("basic" = ["skills:read"])),
    responses((status = 200, description = "the skill", body = SkillObject))
)]
pub async fn get_skill(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<Json<SkillObject>, Problem> {
    caller.require("skills:read")?;
    let id = ids::in_path(&id, SkillId, "skill")?;
    let skill = skills::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(SkillObject::of(skill)))
}
