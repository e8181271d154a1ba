//! `GET /v1/webhook/{webhookId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{App, AppError, webhooks};
use colloquy_domain::endpoint::Endpoint;
use colloquy_domain::{EndpointId, WorkspaceId};
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Webhook;
use crate::envelope::RoarkData;
use crate::{NAME, ids};

/// Reads a receiver, without its secret.
#[utoipa::path(
    get,
    path = "/v1/webhook/{webhookId}",
    operation_id = "roarkGetWebhook",
    tag = "Roark: webhooks",
    params(("webhookId" = String, Path, description = "its id")),
    security(("key" = ["webhooks:read"])),
    responses((status = 200, description = "the receiver", body = RoarkData<Webhook>)),
)]
pub async fn get_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Webhook>>, Problem> {
    caller.require("webhooks:read")?;
    let endpoint = find(state.app(), caller.workspace_id(), &id).await?;
    Ok(Json(RoarkData { data: Webhook::of(&endpoint) }))
}

/// The receiver of that id. One that is told events in another API's shape is none of this API's.
pub(super) async fn find(app: &App, workspace_id: WorkspaceId, id: &str) -> Result<Endpoint, AppError> {
    let id = ids::in_path(id, EndpointId, "webhook")?;
    let found = webhooks::get(app, workspace_id, id).await?;
    if found.dialect == NAME { Ok(found) } else { Err(AppError::NotFound("webhook")) }
}
