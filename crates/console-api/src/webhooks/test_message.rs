//! `POST /api/colloquy/v1/webhooks/{webhook_id}/test`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// What was sent.
#[derive(Serialize, ToSchema)]
pub struct TestSent {
    /// Id of the test event.
    event_id: String,
}

/// Sends a test message, whatever types the receiver gets otherwise.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/webhooks/{webhook_id}/test",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "its id")),
    security(("key" = ["webhooks:write"])),
    responses(
        (status = 202, description = "on its way", body = TestSent),
    )
)]
pub async fn test_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<TestSent>), Problem> {
    caller.require("webhooks:write")?;
    let event = webhooks::send_test(state.app(), caller.workspace_id(), ids::endpoint(&id)?).await?;
    Ok((StatusCode::ACCEPTED, Json(TestSent { event_id: event.to_string() })))
}
