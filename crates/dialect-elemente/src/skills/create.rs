//! `POST /api/v1/skills`.

use axum::Json;
use axum::extract::State;
use colloquy_app::skills;
use colloquy_http::{HttpState, JsonBodyUpTo, Problem};

use super::body::{self, CreateSkill};
use super::wire::SkillObject;
use crate::caller::BasicCaller;
use crate::members::LARGEST_BODY;

/// Adds a skill.
#[utoipa::path(
    post,
    path = "/api/v1/skills",
    operation_id = "elementeCreateSkill",
    tag = "Elemente: skills",
    request_body = CreateSkill,
    security(("basic" = ["skills:write"])),
    responses((status = 200, description = "the skill", body = SkillObject))
)]
pub async fn create_skill(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<SkillObject>, Problem> {
    caller.require("skills:write")?;
    let new = body::read_new(&body.value()?)?;
    let skill = skills::create(state.app(), caller.workspace_id(), new).await?;
    Ok(Json(SkillObject::of(skill)))
}
