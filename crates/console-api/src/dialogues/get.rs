//! `GET /api/colloquy/v1/dialogues/{dialogue_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::dialogues;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::{Dialogue, FullDialogue};
use super::message::told;
use super::refusals::of_dialogue;
use crate::ids;
use crate::wire::Addresses;

/// A dialogue with what was said in it, each word of the agent's with what it rests on and the tools that were used before
/// it. A private one needs `engagements:private:read`, too, or the key that began it.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialogues/{dialogue_id}",
    tag = "Dialogues",
    params(("dialogue_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["calls:read"])),
    responses((status = 200, description = "the dialogue", body = FullDialogue))
)]
pub async fn get_dialogue(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<FullDialogue>, Problem> {
    caller.require("calls:read")?;
    let app = state.app();
    let shown = dialogues::get(app, &caller, ids::dialogue(&id)?).await.map_err(of_dialogue)?;
    let told = told(app, &shown).await?;
    Ok(Json(FullDialogue {
        dialogue: Dialogue::of(&shown.dialogue, Addresses::of(&caller)),
        recording_url: shown.recording_url,
        messages: told.messages,
        tool_invocations: told.unspoken,
    }))
}
