//! `POST /v1/agent`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::agents;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, CreateAgent};
use super::wire::AgentAnswer;
use crate::envelope::RoarkData;

/// Adds an agent.
#[utoipa::path(
    post,
    path = "/v1/agent",
    operation_id = "roarkCreateAgent",
    tag = "Roark: agents",
    request_body = CreateAgent,
    security(("key" = ["agents:write"])),
    responses(
        (status = 201, description = "created", body = RoarkData<AgentAnswer>),
        (status = 409, description = "an agent has this customId already"),
    )
)]
pub async fn create_agent(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<AgentAnswer>>), Problem> {
    caller.require("agents:write")?;
    let content = body::read_new(&body.value()?)?;
    let agent = agents::create(state.app(), caller.workspace_id(), content).await?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: agent.into() })))
}
