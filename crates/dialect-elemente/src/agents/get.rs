//! `GET /api/v1/agents/{profileId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agent_profiles;
use colloquy_domain::AgentId;
use colloquy_http::{HttpState, Path, Problem};

use super::told_one;
use super::wire::AgentObject;
use crate::caller::BasicCaller;
use crate::ids;

/// Reads an agent.
#[utoipa::path(
    get,
    path = "/api/v1/agents/{profileId}",
    operation_id = "elementeGetAgent",
    tag = "Elemente: agents",
    params(("profileId" = String, Path, description = "id of the agent, a UUID")),
    security(("basic" = ["agents:read"])),
    responses((status = 200, description = "the agent", body = AgentObject))
)]
pub async fn get_agent(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<Json<AgentObject>, Problem> {
    caller.require("agents:read")?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    let app = state.app();
    let profile = agent_profiles::get(app, caller.workspace_id(), id).await?;
    Ok(Json(told_one(app, profile).await?))
}
