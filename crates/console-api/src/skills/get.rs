//! `GET /api/colloquy/v1/skills/{skill_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::skills;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::Skill;
use crate::ids;

/// A skill.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/skills/{skill_id}",
    tag = "Agents",
    params(("skill_id" = String, Path, description = "its id")),
    security(("key" = ["skills:read"])),
    responses((status = 200, description = "the skill", body = Skill))
)]
pub async fn get_skill(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Skill>, Problem> {
    caller.require("skills:read")?;
    let id = ids::skill(&id)?;
    Ok(Json(Skill::of(&skills::get(state.app(), caller.workspace_id(), id).await?)))
}
