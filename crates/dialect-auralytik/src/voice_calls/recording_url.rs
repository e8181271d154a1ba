//! `GET /voice-calls/{voiceCallId}/recording-url`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::links::{Disposition, USUAL_LIFE};
use colloquy_app::{read, voice_calls};
use colloquy_http::{HttpState, Path, Problem};

use super::in_path;
use crate::auth::Signed;
use crate::wire::iso;

/// Where the recording of a call is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikRecordingUrl)]
pub struct RecordingUrl {
    /// Needs no key.
    #[schema(format = "uri")]
    recording_url: String,
    /// When the link ends.
    expires_at: String,
}

/// Makes a link to the recording of a call, for a quarter of an hour.
#[utoipa::path(
    get,
    path = "/voice-calls/{voiceCallId}/recording-url",
    operation_id = "auralytikGetRecordingUrl",
    tag = "Auralytik: voice calls",
    params(("voiceCallId" = String, Path, description = "id of the call")),
    security(("key" = ["audio:download"])),
    responses(
        (status = 200, description = "the link", body = RecordingUrl),
        (status = 404, description = "there is no such call, or it has no recording"),
    ),
)]
pub async fn get_recording_url(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<RecordingUrl>, Problem> {
    caller.require("audio:download")?;
    let app = state.app();
    let recording = voice_calls::recording(app, &caller, in_path(&id)?).await?;
    let expires_at = app.now() + USUAL_LIFE;
    let recording_url = read::media_link(app, &recording, Disposition::Inline);
    Ok(Json(RecordingUrl { recording_url, expires_at: iso(expires_at) }))
}
