//! `GET /api/colloquy/v1/deliveries/{delivery_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::webhook::DeliveryInFull;

/// One delivery, with what is sent. Of a private conversation the body is told to those alone who may read that one.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/deliveries/{delivery_id}",
    tag = "Webhooks",
    params(("delivery_id" = String, Path, description = "its id")),
    security(("key" = ["webhooks:read"])),
    responses(
        (status = 200, description = "the delivery", body = DeliveryInFull),
    )
)]
pub async fn get_delivery(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<DeliveryInFull>, Problem> {
    caller.require("webhooks:read")?;
    let found = webhooks::delivery_in_full(state.app(), &caller, ids::delivery(&id)?).await?;
    Ok(Json(DeliveryInFull::of(found)))
}
