//! `POST /api/colloquy/v1/webhooks/{webhook_id}/recover`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;

/// From when.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct RecoverSince {
    #[schema(value_type = colloquy_http::describe::InstantText)]
    since: String,
}

/// How much is sent again.
#[derive(Serialize, ToSchema)]
pub struct Recovered {
    /// Deliveries that were given up and are on their way again.
    resent: usize,
}

/// Sends everything again that was made since then and given up.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/webhooks/{webhook_id}/recover",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "its id")),
    request_body = RecoverSince,
    security(("key" = ["webhooks:write"])),
    responses(
        (status = 200, description = "on their way", body = Recovered),
    )
)]
pub async fn recover_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Recovered>, Problem> {
    caller.require("webhooks:write")?;
    let body = body.value()?;
    let id = ids::endpoint(&id)?;
    let mut fields = Fields::of_body(&body)?;
    fields.require("since");
    let since = fields.instant("since");
    fields.finish()?;
    // `finish` has refused a body without it.
    let since = since.ok_or_else(Problem::internal)?;
    let resent = webhooks::recover(state.app(), caller.workspace_id(), id, since).await?;
    Ok(Json(Recovered { resent }))
}
