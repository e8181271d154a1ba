//! `PUT /api/v1/skills/{skillId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::skills::{self, NewSkill};
use colloquy_domain::SkillId;
use colloquy_http::{HttpState, JsonBodyUpTo, Path, Problem};

use super::body::{self, UpdateSkill};
use super::wire::SkillObject;
use crate::caller::BasicCaller;
use crate::ids;
use crate::members::LARGEST_BODY;

/// Changes a skill; what is left out stays. Calls that go on are not changed by it.
#[utoipa::path(
    put,
    path = "/api/v1/skills/{skillId}",
    operation_id = "elementeUpdateSkill",
    tag = "Elemente: skills",
    params(("skillId" = String, Path, description = "id of the skill, a UUID")),
    request_body = UpdateSkill,
    security(("basic" = ["skills:write"])),
    responses((status = 200, description = "the skill as it is now", body = SkillObject))
)]
pub async fn update_skill(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<SkillObject>, Problem> {
    caller.require("skills:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, SkillId, "skill")?;
    let given = body::read_change(&body)?;
    let change = move |skill: &mut NewSkill| given.put_over(skill);
    let skill = skills::change(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(SkillObject::of(skill)))
}
