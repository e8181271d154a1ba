//! `GET /api/colloquy/v1/agents`.

use axum::Json;
use axum::extract::State;

use colloquy_app::agent_profiles;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::Agent;
use crate::onward::{Asked, Onward, OnwardQuery};
use crate::params::Params;

/// Names the list in its cursors.
const LIST: &str = "agents";

/// The agents that this server lets speak, the newest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/agents",
    tag = "Agents",
    params(OnwardQuery),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "a page", body = Onward<Agent>))
)]
pub async fn list_agents(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Onward<Agent>>, Problem> {
    caller.require("agents:read")?;
    let pairs = pairs?;
    let asked = Asked::of(LIST, Params::of(&pairs), ())?;
    let page = agent_profiles::page(state.app(), caller.workspace_id(), asked.walk, asked.limit).await?;
    Ok(Json(asked.answer(page, Agent::of)?))
}
