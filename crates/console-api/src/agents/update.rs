//! `PATCH /api/colloquy/v1/agents/{agent_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::agent_profiles;
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Path, Problem};

use super::answer::Agent;
use super::body::{self, AgentSettingsBody};
use crate::given::LARGEST_BODY;
use crate::ids;

/// Changes an agent; what is left out stays, and null clears. Dialogues that go on keep what they began with.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/agents/{agent_id}",
    tag = "Agents",
    params(("agent_id" = String, Path, description = "its id")),
    request_body = AgentSettingsBody,
    security(("key" = ["agents:write"])),
    responses((status = 200, description = "the agent as it is now", body = Agent))
)]
pub async fn update_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<Agent>, Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let (id, given) = (ids::agent(&id)?, body::read(&body)?);
    let is_active = given.is_active;
    let change = move |settings: &mut AgentSettings| given.put_over(settings);
    let changed = agent_profiles::revise(state.app(), caller.workspace_id(), id, is_active, change).await?;
    Ok(Json(Agent::of(&changed)))
}
