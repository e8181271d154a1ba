//! `POST /webhooks/{webhookId}/test`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::webhooks;
use colloquy_http::{HttpState, Path, Problem};

use super::find;
use crate::auth::Signed;

/// How the first attempt went.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikWebhookTest)]
pub struct TestAnswer {
    /// Whether the receiver answered with 2xx in time.
    delivered: bool,
    /// HTTP status of its answer; null where none came.
    #[schema(required)]
    status_code: Option<u16>,
}

/// Sends the event `webhook.test` now, whatever the receiver subscribed to, and waits for the answer.
#[utoipa::path(
    post,
    path = "/webhooks/{webhookId}/test",
    operation_id = "auralytikTestWebhook",
    tag = "Auralytik: webhooks",
    params(("webhookId" = String, Path, description = "id of the receiver")),
    security(("key" = ["webhooks:manage"])),
    responses(
        (status = 200, description = "how it went", body = TestAnswer),
        (status = 409, description = "the receiver is not active"),
    ),
)]
pub async fn test_webhook(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<TestAnswer>, Problem> {
    caller.require("webhooks:manage")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let endpoint = find(app, workspace_id, &id).await?;
    let result = webhooks::test_now(app, workspace_id, endpoint.id).await?;
    Ok(Json(TestAnswer { delivered: result.is_delivered, status_code: result.status }))
}
