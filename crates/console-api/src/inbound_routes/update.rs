//! `PATCH /api/colloquy/v1/inbound-routes/{inbound_route_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::inbound_routes;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::InboundRoute;
use super::body::{Change, UpdateInboundRoute};
use crate::error::ErrorBody;
use crate::ids;

/// Changes an inbound route; what is left out stays. Dialogues that go on are not touched.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/inbound-routes/{inbound_route_id}",
    tag = "Dialogues",
    params(("inbound_route_id" = String, Path, description = "its id")),
    request_body = UpdateInboundRoute,
    security(("key" = ["agents:write"])),
    responses(
        (status = 200, description = "the route as it is now", body = InboundRoute),
        (status = 409, description = "a route of the channel has this address already", body = ErrorBody),
    )
)]
pub async fn update_inbound_route(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<InboundRoute>, Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let (id, change) = (ids::inbound_route(&id)?, Change::read(&body)?);
    let changed =
        inbound_routes::change(state.app(), caller.workspace_id(), id, move |route| change.apply(route));
    Ok(Json(InboundRoute::of(&changed.await?)))
}
