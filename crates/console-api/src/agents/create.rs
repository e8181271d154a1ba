//! `POST /api/colloquy/v1/agents`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::agent_profiles;
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Problem};

use super::answer::Agent;
use super::body::{self, AgentSettingsBody};
use crate::given::LARGEST_BODY;

/// Adds an agent.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/agents",
    tag = "Agents",
    request_body = AgentSettingsBody,
    security(("key" = ["agents:write"])),
    responses((status = 201, description = "created", body = Agent))
)]
pub async fn create_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<(StatusCode, Json<Agent>), Problem> {
    caller.require("agents:write")?;
    let given = body::read(&body.value()?)?;
    let is_active = given.is_active.unwrap_or(true);
    let made = agent_profiles::create_as(state.app(), &caller, given.into_settings(), is_active).await?;
    Ok((StatusCode::CREATED, Json(Agent::of(&made))))
}
