//! `GET /api/colloquy/v1/dialogues/{dialogue_id}/messages`: what was said, and what our agent's words rest on.

use axum::Json;
use axum::extract::State;

use colloquy_app::dialogues;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::message::{DialogueMessage, told};
use super::refusals::of_dialogue;
use crate::ids;
use crate::wire::List;

/// The messages of a dialogue in their order, each with the passages of knowledge bases that it rests on and the tools that
/// were used before it. Those of a private one need `engagements:private:read`, too, or the key that began it.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialogues/{dialogue_id}/messages",
    tag = "Dialogues",
    params(("dialogue_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["calls:read"])),
    responses((status = 200, description = "the messages", body = List<DialogueMessage>))
)]
pub async fn list_dialogue_messages(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<DialogueMessage>>, Problem> {
    caller.require("calls:read")?;
    let app = state.app();
    let shown = dialogues::get(app, &caller, ids::dialogue(&id)?).await.map_err(of_dialogue)?;
    Ok(Json(List { data: told(app, &shown).await?.messages }))
}
