//! `POST /api/colloquy/v1/skills`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::skills;
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Problem};

use super::answer::Skill;
use super::body::{self, CreateSkill};
use crate::given::LARGEST_BODY;

/// Adds a skill: a task for agents to carry out in dialogues.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/skills",
    tag = "Agents",
    request_body = CreateSkill,
    security(("key" = ["skills:write"])),
    responses((status = 201, description = "created", body = Skill))
)]
pub async fn create_skill(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<(StatusCode, Json<Skill>), Problem> {
    caller.require("skills:write")?;
    let new = body::read_new(&body.value()?)?;
    let made = skills::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(Skill::of(&made))))
}
