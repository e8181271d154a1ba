//! `POST /api/v1/calls`.

use axum::Json;
use axum::extract::State;
use colloquy_app::dialogues;
use colloquy_http::{HttpState, JsonBodyUpTo, Problem};

use super::body::{self, CreateCall};
use super::wire::CallObject;
use crate::caller::BasicCaller;
use crate::members::LARGEST_BODY;
use crate::names;

/// Lets an agent begin a conversation with a customer. The answer is `in-progress`, and `queued` only where the call has
/// to wait for others; how it goes on is read from the call.
#[utoipa::path(
    post,
    path = "/api/v1/calls",
    operation_id = "elementeCreateCall",
    tag = "Elemente: calls",
    request_body = CreateCall,
    security(("basic" = ["calls:write"])),
    responses(
        (status = 200, description = "the call", body = CallObject),
        (status = 404, description = "there is no such agent or skill in this workspace"),
    )
)]
pub async fn create_call(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<CallObject>, Problem> {
    caller.require("calls:write")?;
    let new = body::read_new(&body.value()?)?;
    let app = state.app();
    let created = dialogues::create(app, &caller, new).await?;
    let shown = dialogues::get(app, &caller, created.dialogue.conversation_id).await?;
    let status = names::first_status(created.is_held);
    Ok(Json(CallObject::of(shown, app.now()).with_status(status)))
}
