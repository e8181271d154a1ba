//! `PATCH /api/colloquy/v1/skills/{skill_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::skills::{self, NewSkill};
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Path, Problem};

use super::answer::Skill;
use super::body::{self, UpdateSkill};
use crate::given::LARGEST_BODY;
use crate::ids;

/// Changes a skill; what is left out stays, and null clears. Dialogues that go on keep what they began with.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/skills/{skill_id}",
    tag = "Agents",
    params(("skill_id" = String, Path, description = "its id")),
    request_body = UpdateSkill,
    security(("key" = ["skills:write"])),
    responses((status = 200, description = "the skill as it is now", body = Skill))
)]
pub async fn update_skill(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<Skill>, Problem> {
    caller.require("skills:write")?;
    let body = body.value()?;
    let (id, given) = (ids::skill(&id)?, body::read_change(&body)?);
    let change = move |skill: &mut NewSkill| given.put_over(skill);
    let changed = skills::change(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(Skill::of(&changed)))
}
