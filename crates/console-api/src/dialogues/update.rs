//! `PATCH /api/colloquy/v1/dialogues/{dialogue_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::dialogues;
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Path, Problem};

use super::answer::Dialogue;
use super::body::{self, UpdateDialogue};
use super::refusals::of_body;
use crate::given::LARGEST_BODY;
use crate::ids;
use crate::wire::Addresses;

/// Notes something on a dialogue, gives it to another agent, or ends it; what is left out stays. A private one needs
/// `engagements:private:write`, too, or the key that began it.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/dialogues/{dialogue_id}",
    tag = "Dialogues",
    params(("dialogue_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = UpdateDialogue,
    security(("key" = ["calls:write"])),
    responses((status = 200, description = "the dialogue as it is now", body = Dialogue))
)]
pub async fn update_dialogue(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<Dialogue>, Problem> {
    caller.require("calls:write")?;
    let body = body.value()?;
    let (id, change) = (ids::dialogue(&id)?, body::read_change(&body)?);
    let shown = dialogues::change(state.app(), &caller, id, change).await.map_err(of_body)?;
    Ok(Json(Dialogue::of(&shown.dialogue, Addresses::of(&caller))))
}
