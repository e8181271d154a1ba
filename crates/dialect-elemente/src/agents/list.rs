//! `GET /api/v1/agents`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agent_profiles;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::told;
use super::wire::AgentObject;
use crate::caller::BasicCaller;
use crate::params::{self, Paging};

/// Lists agents, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/agents",
    operation_id = "elementeListAgents",
    tag = "Elemente: agents",
    params(Paging),
    security(("basic" = ["agents:read"])),
    responses((status = 200, description = "a page of agents", body = Vec<AgentObject>))
)]
pub async fn list_agents(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    query: QueryPairs,
) -> Result<Json<Vec<AgentObject>>, Problem> {
    caller.require("agents:read")?;
    let page = params::page(&query)?;
    let app = state.app();
    let found = agent_profiles::list(app, caller.workspace_id(), page.slice()).await?;
    Ok(Json(told(app, found.rows).await?))
}
