//! `DELETE /webhooks/{webhookId}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::webhooks;
use colloquy_http::{HttpState, Path, Problem};

use super::find;
use crate::auth::Signed;

/// Removes a receiver. What is on its way to it is not sent any more.
#[utoipa::path(
    delete,
    path = "/webhooks/{webhookId}",
    operation_id = "auralytikDeleteWebhook",
    tag = "Auralytik: webhooks",
    params(("webhookId" = String, Path, description = "its id")),
    security(("key" = ["webhooks:manage"])),
    responses((status = 204, description = "removed")),
)]
pub async fn delete_webhook(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("webhooks:manage")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let endpoint = find(app, workspace_id, &id).await?;
    webhooks::delete(app, workspace_id, endpoint.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
