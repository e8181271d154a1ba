//! `GET /v1/agent/endpoint`.

use axum::Json;
use axum::extract::State;
use colloquy_app::AppError;
use colloquy_app::agents::endpoints;
use colloquy_domain::{AgentEndpointId, AgentId};
use colloquy_http::pairs::QueryPairs;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::super::page;
use super::wire::EndpointAnswer;
use crate::envelope::RoarkList;
use crate::ids;

/// Lists the endpoints of agents, the newest first.
#[utoipa::path(
    get,
    path = "/v1/agent/endpoint",
    operation_id = "roarkListAgentEndpoints",
    tag = "Roark: agents",
    params(
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 50, description = "rows of a page; 20 where it is left out"),
        ("after" = Option<String>, Query, description = "`nextCursor` of the page before, or the id of its last row"),
        ("searchText" = Option<String>, Query, max_length = 500, description = "stands somewhere in value or environment, in any case"),
        ("agentId" = Option<String>, Query, format = "uuid", description = "of this agent only"),
    ),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "a page of endpoints", body = RoarkList<EndpointAnswer>))
)]
pub async fn list_endpoints(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    query: QueryPairs,
) -> Result<Json<RoarkList<EndpointAnswer>>, Problem> {
    caller.require("agents:read")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let of_row =
        async |id| Ok(endpoints::position(&endpoints::get(app, workspace_id, AgentEndpointId(id)).await?));
    let mut window = page::window(&query, of_row).await?;
    if let Some(text) = query.one("agentId")? {
        let id = ids::parse(text);
        let refused = || AppError::malformed("agentId", "invalid_format", "agentId must be a UUID");
        window.agent_id = Some(AgentId(id.ok_or_else(refused)?));
    }
    Ok(Json(page::answer(endpoints::list(app, workspace_id, window).await?)))
}
