//! `GET /voice-calls/{voiceCallId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::voice_calls;
use colloquy_http::{HttpState, Path, Problem};

use super::in_path;
use super::wire::VoiceCall;
use crate::auth::Signed;

/// Reads a call with what was said.
#[utoipa::path(
    get,
    path = "/voice-calls/{voiceCallId}",
    operation_id = "auralytikGetVoiceCall",
    tag = "Auralytik: voice calls",
    params(("voiceCallId" = String, Path, description = "its id")),
    security(("key" = ["voice:read"])),
    responses((status = 200, description = "the call", body = VoiceCall)),
)]
pub async fn get_voice_call(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<VoiceCall>, Problem> {
    caller.require("voice:read")?;
    let call = voice_calls::get(state.app(), &caller, in_path(&id)?).await?;
    Ok(Json(VoiceCall::of(call)))
}
