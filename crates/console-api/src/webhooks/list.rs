//! `GET /api/colloquy/v1/webhooks`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Problem};

use crate::wire::List;
use crate::wire::webhook::Webhook;

/// All receivers, oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webhooks",
    tag = "Webhooks",
    security(("key" = ["webhooks:read"])),
    responses(
        (status = 200, description = "the receivers", body = List<Webhook>),
    )
)]
pub async fn list_webhooks(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<Webhook>>, Problem> {
    caller.require("webhooks:read")?;
    let all = webhooks::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, Webhook::of)))
}
