//! `GET /api/colloquy/v1/inbound-routes/{inbound_route_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::inbound_routes;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::InboundRoute;
use crate::ids;

/// An inbound route.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/inbound-routes/{inbound_route_id}",
    tag = "Dialogues",
    params(("inbound_route_id" = String, Path, description = "its id")),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "the route", body = InboundRoute))
)]
pub async fn get_inbound_route(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<InboundRoute>, Problem> {
    caller.require("agents:read")?;
    let id = ids::inbound_route(&id)?;
    Ok(Json(InboundRoute::of(&inbound_routes::get(state.app(), caller.workspace_id(), id).await?)))
}
