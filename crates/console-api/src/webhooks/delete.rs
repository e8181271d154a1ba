//! `DELETE /api/colloquy/v1/webhooks/{webhook_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes a receiver. What is on its way to it is not sent any more.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/webhooks/{webhook_id}",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "its id")),
    security(("key" = ["webhooks:write"])),
    responses(
        (status = 204, description = "removed"),
    )
)]
pub async fn delete_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("webhooks:write")?;
    webhooks::delete(state.app(), caller.workspace_id(), ids::endpoint(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
