//! `GET /api/colloquy/v1/webhooks/{webhook_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::webhook::Webhook;

/// One receiver, without its secret.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webhooks/{webhook_id}",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "its id")),
    security(("key" = ["webhooks:read"])),
    responses(
        (status = 200, description = "the receiver", body = Webhook),
    )
)]
pub async fn get_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Webhook>, Problem> {
    caller.require("webhooks:read")?;
    let endpoint = webhooks::get(state.app(), caller.workspace_id(), ids::endpoint(&id)?).await?;
    Ok(Json(Webhook::of(&endpoint)))
}
