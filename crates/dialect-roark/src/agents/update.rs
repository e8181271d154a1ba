//! `PUT /v1/agent/{agentId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents;
use colloquy_domain::AgentId;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdateAgent};
use super::wire::AgentAnswer;
use crate::envelope::RoarkData;
use crate::ids;

/// Changes an agent's name or description; what is left out stays.
#[utoipa::path(
    put,
    path = "/v1/agent/{agentId}",
    operation_id = "roarkUpdateAgent",
    tag = "Roark: agents",
    params(("agentId" = String, Path, description = "a UUID")),
    request_body = UpdateAgent,
    security(("key" = ["agents:write"])),
    responses((status = 200, description = "the agent as it is now", body = RoarkData<AgentAnswer>))
)]
pub async fn update_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<AgentAnswer>>, Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    let change = body::read_change(&body)?;
    let agent = agents::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(RoarkData { data: agent.into() }))
}
