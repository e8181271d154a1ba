//! `POST /api/colloquy/v1/webhooks/{webhook_id}/rotate-secret`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::webhook::WebhookWithSecret;

/// Gives a receiver a new secret. For 24 hours the old one signs beside it.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/webhooks/{webhook_id}/rotate-secret",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the receiver with its new secret", body = WebhookWithSecret),
    )
)]
pub async fn rotate_webhook_secret(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<WebhookWithSecret>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let endpoint = webhooks::rotate_secret(state.app(), caller.workspace_id(), ids::endpoint(&id)?).await?;
    Ok(Json(WebhookWithSecret::of(&endpoint)))
}
