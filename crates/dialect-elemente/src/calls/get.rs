//! `GET /api/v1/calls/{dialogueId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::dialogues;
use colloquy_domain::ConversationId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::CallObject;
use crate::caller::BasicCaller;
use crate::ids;

/// Reads a call with everything that has been said so far.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{dialogueId}",
    operation_id = "elementeGetCall",
    tag = "Elemente: calls",
    params(("dialogueId" = String, Path, description = "id of the call, a UUID")),
    security(("basic" = ["calls:read"])),
    responses((status = 200, description = "the call", body = CallObject))
)]
pub async fn get_call(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<Json<CallObject>, Problem> {
    caller.require("calls:read")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let app = state.app();
    let shown = dialogues::get(app, &caller, id).await?;
    Ok(Json(CallObject::of(shown, app.now())))
}
