//! `POST /api/v1/agents`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agent_profiles;
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_http::{HttpState, JsonBodyUpTo, Problem};

use super::body::{self, AgentBody};
use super::told_one;
use super::wire::AgentObject;
use crate::caller::BasicCaller;
use crate::members::LARGEST_BODY;

/// Adds an agent. It is active at once.
#[utoipa::path(
    post,
    path = "/api/v1/agents",
    operation_id = "elementeCreateAgent",
    tag = "Elemente: agents",
    request_body = AgentBody,
    security(("basic" = ["agents:write"])),
    responses((status = 200, description = "the agent", body = AgentObject))
)]
pub async fn create_agent(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<AgentObject>, Problem> {
    caller.require("agents:write")?;
    let given = body::read(&body.value()?)?;
    let mut settings = AgentSettings::default();
    given.put_over(&mut settings);
    let app = state.app();
    let profile = agent_profiles::create(app, &caller, settings).await?;
    Ok(Json(told_one(app, profile).await?))
}
