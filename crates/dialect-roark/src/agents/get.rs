//! `GET /v1/agent/{agentId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents;
use colloquy_domain::AgentId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::AgentAnswer;
use crate::envelope::RoarkData;
use crate::ids;

/// Reads an agent.
#[utoipa::path(
    get,
    path = "/v1/agent/{agentId}",
    operation_id = "roarkGetAgent",
    tag = "Roark: agents",
    params(("agentId" = String, Path, description = "a UUID")),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "the agent", body = RoarkData<AgentAnswer>))
)]
pub async fn get_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<AgentAnswer>>, Problem> {
    caller.require("agents:read")?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    let agent = agents::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: agent.into() }))
}
