//! `POST /api/colloquy/v1/webhooks`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::webhooks;
use colloquy_domain::credential::{READ_PRIVATE, WORKSPACE_ADMIN};
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{CreateWebhook, new_endpoint};
use crate::wire::webhook::WebhookWithSecret;

/// Adds a receiver. The answer holds its signing secret, which no read shows.
///
/// A receiver is told of everything in the workspace, private conversations too, and goes on when the credential that
/// made it has ended: adding and changing one is for administrators.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/webhooks",
    tag = "Webhooks",
    request_body = CreateWebhook,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "created", body = WebhookWithSecret),
    )
)]
pub async fn create_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<WebhookWithSecret>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let app = state.app();
    let usual_dialect = app.dialects.names().first().copied().unwrap_or_default();
    let new = new_endpoint(&body, usual_dialect, caller.may(READ_PRIVATE))?;
    let endpoint = webhooks::create(app, caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(WebhookWithSecret::of(&endpoint))))
}
