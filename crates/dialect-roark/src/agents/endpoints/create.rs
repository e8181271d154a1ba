//! `POST /v1/agent/endpoint`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::agents::endpoints;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, CreateEndpoint};
use super::wire::EndpointAnswer;
use crate::envelope::RoarkData;

/// Adds a telephone number to an agent.
#[utoipa::path(
    post,
    path = "/v1/agent/endpoint",
    operation_id = "roarkCreateAgentEndpoint",
    tag = "Roark: agents",
    request_body = CreateEndpoint,
    security(("key" = ["agents:write"])),
    responses(
        (status = 201, description = "created", body = RoarkData<EndpointAnswer>),
        (status = 404, description = "there is no such agent"),
    )
)]
pub async fn create_endpoint(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<EndpointAnswer>>), Problem> {
    caller.require("agents:write")?;
    let content = body::read_new(&body.value()?)?;
    let endpoint = endpoints::create(state.app(), caller.workspace_id(), content).await?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: endpoint.into() })))
}
