//! `GET /audio-files/{audioFileId}/transcript`.

use axum::Json;
use axum::extract::State;
use colloquy_app::audio_files;
use colloquy_domain::AudioFileId;
use colloquy_http::{HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::ids;
use crate::wire::{TranscriptEntry, transcript};

/// What was said in a recording.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikAudioFileTranscript)]
pub struct AudioFileTranscript {
    audio_file_id: String,
    /// ISO 639-1, where it is known.
    #[schema(required)]
    language: Option<String>,
    /// Empty until it is transcribed.
    transcript: Vec<TranscriptEntry>,
}

/// Reads what was said in a recording, by whom and when.
#[utoipa::path(
    get,
    path = "/audio-files/{audioFileId}/transcript",
    operation_id = "auralytikGetAudioFileTranscript",
    tag = "Auralytik: audio files",
    params(("audioFileId" = String, Path, description = "`af_…`")),
    security(("key" = ["audio:read"])),
    responses((status = 200, description = "the transcript", body = AudioFileTranscript))
)]
pub async fn get_audio_file_transcript(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<AudioFileTranscript>, Problem> {
    caller.require("audio:read")?;
    let id = ids::in_path(ids::AUDIO_FILE, &id, AudioFileId, "audio file")?;
    let (file, said, people) = audio_files::transcript(state.app(), &caller, id).await?;
    Ok(Json(AudioFileTranscript {
        audio_file_id: ids::render(ids::AUDIO_FILE, file.id.0),
        transcript: transcript(said.as_ref(), &people),
        language: said.and_then(|said| said.language),
    }))
}
