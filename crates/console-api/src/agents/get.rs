//! `GET /api/colloquy/v1/agents/{agent_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::agent_profiles;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::Agent;
use crate::ids;

/// An agent.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/agents/{agent_id}",
    tag = "Agents",
    params(("agent_id" = String, Path, description = "its id")),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "the agent", body = Agent))
)]
pub async fn get_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Agent>, Problem> {
    caller.require("agents:read")?;
    let id = ids::agent(&id)?;
    Ok(Json(Agent::of(&agent_profiles::get(state.app(), caller.workspace_id(), id).await?)))
}
