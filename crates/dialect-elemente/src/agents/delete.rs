//! `DELETE /api/v1/agents/{profileId}`.

use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::agent_profiles;
use colloquy_domain::AgentId;
use colloquy_http::{HttpState, Path, Problem};

use crate::caller::BasicCaller;
use crate::ids;

/// Removes an agent. Calls that it held keep it.
#[utoipa::path(
    delete,
    path = "/api/v1/agents/{profileId}",
    operation_id = "elementeDeleteAgent",
    tag = "Elemente: agents",
    params(("profileId" = String, Path, description = "id of the agent, a UUID")),
    security(("basic" = ["agents:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_agent(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("agents:write")?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    agent_profiles::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
