//! `GET /api/v1/skills`.

use axum::Json;
use axum::extract::State;
use colloquy_app::skills;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::SkillObject;
use crate::caller::BasicCaller;
use crate::params::{self, Paging};

/// Lists skills, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/skills",
    operation_id = "elementeListSkills",
    tag = "Elemente: skills",
    params(Paging),
    security(("basic" = ["skills:read"])),
    responses((status = 200, description = "a page of skills", body = Vec<SkillObject>))
)]
pub async fn list_skills(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    query: QueryPairs,
) -> Result<Json<Vec<SkillObject>>, Problem> {
    caller.require("skills:read")?;
    let page = params::page(&query)?;
    let found = skills::list(state.app(), caller.workspace_id(), page.slice()).await?;
    Ok(Json(found.rows.into_iter().map(SkillObject::of).collect()))
}
