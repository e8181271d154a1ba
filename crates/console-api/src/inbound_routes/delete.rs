//! `DELETE /api/colloquy/v1/inbound-routes/{inbound_route_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::inbound_routes;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes an inbound route: nobody answers there any more. Dialogues that go on are not touched.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/inbound-routes/{inbound_route_id}",
    tag = "Dialogues",
    params(("inbound_route_id" = String, Path, description = "its id")),
    security(("key" = ["agents:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_inbound_route(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("agents:write")?;
    inbound_routes::delete(state.app(), caller.workspace_id(), ids::inbound_route(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
