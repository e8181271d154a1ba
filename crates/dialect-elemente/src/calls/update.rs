//! `PUT /api/v1/calls/{dialogueId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::dialogues;
use colloquy_domain::ConversationId;
use colloquy_http::{HttpState, JsonBodyUpTo, Path, Problem};

use super::body::{self, UpdateCall};
use super::wire::CallObject;
use crate::caller::BasicCaller;
use crate::ids;
use crate::members::LARGEST_BODY;

/// Notes something on a call, gives it to another agent or says how far it is; what is left out stays. A final status
/// ends a call that goes on.
#[utoipa::path(
    put,
    path = "/api/v1/calls/{dialogueId}",
    operation_id = "elementeUpdateCall",
    tag = "Elemente: calls",
    params(("dialogueId" = String, Path, description = "id of the call, a UUID")),
    request_body = UpdateCall,
    security(("basic" = ["calls:write"])),
    responses(
        (status = 200, description = "the call as it is now", body = CallObject),
        (status = 404, description = "there is no such call or agent in this workspace"),
    )
)]
pub async fn update_call(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<CallObject>, Problem> {
    caller.require("calls:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let change = body::read_change(&body)?;
    let app = state.app();
    let shown = dialogues::change(app, &caller, id, change).await?;
    Ok(Json(CallObject::of(shown, app.now())))
}
