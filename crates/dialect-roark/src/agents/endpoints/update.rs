//! `PUT /v1/agent/endpoint/{endpointId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents::endpoints;
use colloquy_domain::AgentEndpointId;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdateEndpoint};
use super::wire::EndpointAnswer;
use crate::envelope::RoarkData;
use crate::ids;

/// Changes the environment of an endpoint; what is left out stays.
#[utoipa::path(
    put,
    path = "/v1/agent/endpoint/{endpointId}",
    operation_id = "roarkUpdateAgentEndpoint",
    tag = "Roark: agents",
    params(("endpointId" = String, Path, description = "a UUID")),
    request_body = UpdateEndpoint,
    security(("key" = ["agents:write"])),
    responses((status = 200, description = "the endpoint as it is now", body = RoarkData<EndpointAnswer>))
)]
pub async fn update_endpoint(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<EndpointAnswer>>, Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, AgentEndpointId, "agent endpoint")?;
    let environment = body::read_change(&body)?;
    let endpoint = endpoints::update(state.app(), caller.workspace_id(), id, environment).await?;
    Ok(Json(RoarkData { data: endpoint.into() }))
}
