//! `GET /audio-files/{audioFileId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::audio_files;
use colloquy_domain::AudioFileId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::AudioFileAnswer;
use crate::auth::Signed;
use crate::ids;

/// Reads a recording's row.
#[utoipa::path(
    get,
    path = "/audio-files/{audioFileId}",
    operation_id = "auralytikGetAudioFile",
    tag = "Auralytik: audio files",
    params(("audioFileId" = String, Path, description = "`af_…`")),
    security(("key" = ["audio:read"])),
    responses((status = 200, description = "the recording", body = AudioFileAnswer))
)]
pub async fn get_audio_file(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<AudioFileAnswer>, Problem> {
    caller.require("audio:read")?;
    let id = ids::in_path(ids::AUDIO_FILE, &id, AudioFileId, "audio file")?;
    Ok(Json(audio_files::get(state.app(), &caller, id).await?.into()))
}
