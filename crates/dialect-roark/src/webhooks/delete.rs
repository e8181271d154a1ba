//! `DELETE /v1/webhook/{webhookId}`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::get::find;
use crate::envelope::RoarkData;

/// That it is done.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkDeletedWebhook)]
pub struct Deleted {
    success: bool,
}

/// Removes a receiver. What is on its way to it is not sent any more.
#[utoipa::path(
    delete,
    path = "/v1/webhook/{webhookId}",
    operation_id = "roarkDeleteWebhook",
    tag = "Roark: webhooks",
    params(("webhookId" = String, Path, description = "its id")),
    security(("key" = ["webhooks:write"])),
    responses((status = 200, description = "removed", body = RoarkData<Deleted>)),
)]
pub async fn delete_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Deleted>>, Problem> {
    caller.require("webhooks:write")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let endpoint = find(app, workspace_id, &id).await?;
    webhooks::delete(app, workspace_id, endpoint.id).await?;
    Ok(Json(RoarkData { data: Deleted { success: true } }))
}
