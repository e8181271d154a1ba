//! `PATCH /api/colloquy/v1/webhooks/{webhook_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{UpdateWebhook, change};
use crate::ids;
use crate::wire::webhook::Webhook;

/// Changes a receiver, or switches it on or off.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/webhooks/{webhook_id}",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "its id")),
    request_body = UpdateWebhook,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the receiver as it is now", body = Webhook),
    )
)]
pub async fn update_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Webhook>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (id, change) = (ids::endpoint(&id)?, change(&body)?);
    let endpoint = webhooks::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(Webhook::of(&endpoint)))
}
