//! `PUT /api/v1/agents/{profileId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agent_profiles;
use colloquy_domain::AgentId;
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_http::{HttpState, JsonBodyUpTo, Path, Problem};

use super::body::{self, AgentBody};
use super::told_one;
use super::wire::AgentObject;
use crate::caller::BasicCaller;
use crate::ids;
use crate::members::LARGEST_BODY;

/// Changes an agent; what is left out stays. Calls that go on are not changed by it.
#[utoipa::path(
    put,
    path = "/api/v1/agents/{profileId}",
    operation_id = "elementeUpdateAgent",
    tag = "Elemente: agents",
    params(("profileId" = String, Path, description = "id of the agent, a UUID")),
    request_body = AgentBody,
    security(("basic" = ["agents:write"])),
    responses((status = 200, description = "the agent as it is now", body = AgentObject))
)]
pub async fn update_agent(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<AgentObject>, Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    let given = body::read(&body)?;
    let app = state.app();
    let change = move |settings: &mut AgentSettings| given.put_over(settings);
    let profile = agent_profiles::change(app, caller.workspace_id(), id, change).await?;
    Ok(Json(told_one(app, profile).await?))
}
