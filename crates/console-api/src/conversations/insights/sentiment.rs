//! `PUT /api/colloquy/v1/conversations/{conversation_id}/sentiment`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::insights;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::insight::Sentiment;

/// How people felt on the whole.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct SetSentiment {
    /// -1 (negative) to 1 (positive).
    #[schema(minimum = -1, maximum = 1)]
    overall: f64,
}

/// Says how people felt on the whole, in place of what was found; that stands under `machine` from then on. How each
/// speaker felt stays as it was found. A private conversation needs `engagements:private:write`, too, or a key of somebody
/// who took part.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/conversations/{conversation_id}/sentiment",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = SetSentiment,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "the sentiment as it is now", body = Sentiment),
    )
)]
pub async fn set_sentiment(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Sentiment>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (id, overall) = (ids::conversation(&id)?, read(&body)?);
    Ok(Json(Sentiment::of(&insights::put_sentiment(state.app(), &caller, id, overall).await?)))
}

fn read(body: &Value) -> Result<f64, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("overall");
    let overall = fields.number("overall");
    if overall.is_some_and(|overall| !(-1.0..=1.0).contains(&overall)) {
        fields.refuse("overall", "invalid_range", "must be from -1 to 1");
    }
    fields.finish()?;
    overall.ok_or_else(|| AppError::internal("a required member was neither read nor refused"))
}
