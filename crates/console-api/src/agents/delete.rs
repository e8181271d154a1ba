//! `DELETE /api/colloquy/v1/agents/{agent_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::agent_profiles;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes an agent: it begins no dialogue any more and answers none. Conversations that it held still name it.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/agents/{agent_id}",
    tag = "Agents",
    params(("agent_id" = String, Path, description = "its id")),
    security(("key" = ["agents:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("agents:write")?;
    agent_profiles::delete(state.app(), caller.workspace_id(), ids::agent(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
