//! `POST /v1/call/batch-delete`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::{AppError, calls};
use colloquy_domain::ConversationId;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};

use super::wire::{DeletedCalls, body};
use crate::envelope::RoarkData;
use crate::ids;

/// Most calls of one request.
const MOST: usize = 100;

/// Deletes several calls. It succeeds whatever was found; the answer says what was.
#[utoipa::path(
    post,
    path = "/v1/call/batch-delete",
    operation_id = "roarkBatchDeleteCalls",
    tag = "Roark: calls",
    request_body = body::BatchDelete,
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "what was deleted", body = RoarkData<DeletedCalls>)),
)]
pub async fn batch_delete_calls(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<RoarkData<DeletedCalls>>, Problem> {
    caller.require("engagements:write")?;
    let ids = call_ids(&body.value()?)?;
    let outcome = calls::delete_many(state.app(), &caller, ids).await?;
    let texts = |ids: Vec<ConversationId>| ids.iter().map(ToString::to_string).collect();
    let data = DeletedCalls {
        deleted_call_ids: texts(outcome.deleted),
        not_found_call_ids: texts(outcome.not_found),
    };
    Ok(Json(RoarkData { data }))
}

fn call_ids(body: &Value) -> Result<Vec<ConversationId>, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("callIds");
    let items = fields.array("callIds", MOST).unwrap_or_default();
    if items.is_empty() && fields.value("callIds").is_some_and(Value::is_array) {
        fields.refuse("callIds", "invalid_length", "must hold 1 to 100 ids");
    }
    let mut found = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        match item.as_str().and_then(ids::parse) {
            Some(id) => found.push(ConversationId(id)),
            None => fields.refuse(&format!("callIds[{position}]"), "invalid_format", "must be a UUID"),
        }
    }
    fields.finish()?;
    Ok(found)
}
