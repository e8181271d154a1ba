//! `PUT /api/colloquy/v1/conversations/{conversation_id}/summary`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::insights::{self, LONGEST_SUMMARY};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::insight::Summary;

/// A summary in a person's words.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct SetSummary {
    /// White space around it is cut off, and something must be left.
    #[schema(min_length = 1, max_length = 20000, pattern = r"\S")]
    text: String,
}

/// Puts a person's words in place of the summary that was found; that stands under `machine` from then on. A private
/// conversation needs `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/conversations/{conversation_id}/summary",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = SetSummary,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "the summary as it is now", body = Summary),
    )
)]
pub async fn set_summary(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Summary>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (id, text) = (ids::conversation(&id)?, read(&body)?);
    Ok(Json(Summary::of(&insights::put_summary(state.app(), &caller, id, text).await?)))
}

fn read(body: &Value) -> Result<&str, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("text");
    let text = fields.string("text", 1, LONGEST_SUMMARY);
    fields.finish()?;
    text.ok_or_else(|| AppError::internal("a required member was neither read nor refused"))
}
