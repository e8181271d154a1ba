//! `DELETE /api/colloquy/v1/skills/{skill_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::skills;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes a skill: no dialogue begins with it any more.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/skills/{skill_id}",
    tag = "Agents",
    params(("skill_id" = String, Path, description = "its id")),
    security(("key" = ["skills:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_skill(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("skills:write")?;
    skills::delete(state.app(), caller.workspace_id(), ids::skill(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
