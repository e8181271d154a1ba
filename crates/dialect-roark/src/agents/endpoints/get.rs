//! `GET /v1/agent/endpoint/{endpointId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents::endpoints;
use colloquy_domain::AgentEndpointId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::EndpointAnswer;
use crate::envelope::RoarkData;
use crate::ids;

/// Reads an endpoint of an agent.
#[utoipa::path(
    get,
    path = "/v1/agent/endpoint/{endpointId}",
    operation_id = "roarkGetAgentEndpoint",
    tag = "Roark: agents",
    params(("endpointId" = String, Path, description = "a UUID")),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "the endpoint", body = RoarkData<EndpointAnswer>))
)]
pub async fn get_endpoint(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<EndpointAnswer>>, Problem> {
    caller.require("agents:read")?;
    let id = ids::in_path(&id, AgentEndpointId, "agent endpoint")?;
    let endpoint = endpoints::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: endpoint.into() }))
}
