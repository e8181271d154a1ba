//! `GET /conversations/{conversationId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::chats;
use colloquy_http::{HttpState, Path, Problem};

use super::in_path;
use super::wire::Conversation;
use crate::auth::Signed;

/// Reads a conversation.
#[utoipa::path(
    get,
    path = "/conversations/{conversationId}",
    operation_id = "auralytikGetConversation",
    tag = "Auralytik: conversations",
    params(("conversationId" = String, Path, description = "its id")),
    security(("key" = ["conversations:read"])),
    responses((status = 200, description = "the conversation", body = Conversation)),
)]
pub async fn get_conversation(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<Conversation>, Problem> {
    caller.require("conversations:read")?;
    let chat = chats::get(state.app(), &caller, in_path(&id)?).await?;
    Ok(Json(Conversation::of(chat)))
}
