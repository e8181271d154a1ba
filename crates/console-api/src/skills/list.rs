//! `GET /api/colloquy/v1/skills`.

use axum::Json;
use axum::extract::State;

use colloquy_app::skills;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::Skill;
use crate::onward::{Asked, Onward, OnwardQuery};
use crate::params::Params;

/// Names the list in its cursors.
const LIST: &str = "skills";

/// What agents can do in dialogues, the newest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/skills",
    tag = "Agents",
    params(OnwardQuery),
    security(("key" = ["skills:read"])),
    responses((status = 200, description = "a page", body = Onward<Skill>))
)]
pub async fn list_skills(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Onward<Skill>>, Problem> {
    caller.require("skills:read")?;
    let pairs = pairs?;
    let asked = Asked::of(LIST, Params::of(&pairs), ())?;
    let page = skills::page(state.app(), caller.workspace_id(), asked.walk, asked.limit).await?;
    Ok(Json(asked.answer(page, Skill::of)?))
}
