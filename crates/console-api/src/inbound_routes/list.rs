//! `GET /api/colloquy/v1/inbound-routes`.

use axum::Json;
use axum::extract::State;

use colloquy_app::inbound_routes;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::InboundRoute;
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::Paged;

/// All inbound routes of the workspace.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/inbound-routes",
    tag = "Dialogues",
    params(PageQuery),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "a page", body = Paged<InboundRoute>))
)]
pub async fn list_inbound_routes(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<InboundRoute>>, Problem> {
    caller.require("agents:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let page = params.page();
    params.finish()?;
    let found = inbound_routes::list(state.app(), caller.workspace_id(), page.slice()).await?;
    Ok(Json(Paged::of(page, found.total, found.rows.iter().map(InboundRoute::of).collect())))
}
