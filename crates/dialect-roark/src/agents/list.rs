//! `GET /v1/agent`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents;
use colloquy_domain::AgentId;
use colloquy_http::pairs::QueryPairs;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::page;
use super::wire::AgentAnswer;
use crate::envelope::RoarkList;

/// Lists the agents, the newest first.
#[utoipa::path(
    get,
    path = "/v1/agent",
    operation_id = "roarkListAgents",
    tag = "Roark: agents",
    params(
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 50, description = "rows of a page; 20 where it is left out"),
        ("after" = Option<String>, Query, description = "`nextCursor` of the page before, or the id of its last row"),
        ("searchText" = Option<String>, Query, max_length = 500, description = "stands somewhere in name, customId or description, in any case"),
    ),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "a page of agents", body = RoarkList<AgentAnswer>))
)]
pub async fn list_agents(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    query: QueryPairs,
) -> Result<Json<RoarkList<AgentAnswer>>, Problem> {
    caller.require("agents:read")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let of_row = async |id| Ok(agents::position(&agents::get(app, workspace_id, AgentId(id)).await?));
    let window = page::window(&query, of_row).await?;
    Ok(Json(page::answer(agents::list(app, workspace_id, window).await?)))
}
