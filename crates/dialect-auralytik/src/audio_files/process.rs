//! `POST /audio-files/{audioFileId}/process`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::audio_files;
use colloquy_domain::AudioFileId;
use colloquy_http::{HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::evaluations::wire::AuralytikEvaluationState;
use crate::{ids, names};

/// That a recording is being processed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikProcessing)]
pub struct Processing {
    audio_file_id: String,
    #[schema(value_type = AuralytikEvaluationState)]
    status: &'static str,
    evaluation_id: String,
}

/// Has a recording transcribed and evaluated. One that is being processed goes on; one that was gets another evaluation.
#[utoipa::path(
    post,
    path = "/audio-files/{audioFileId}/process",
    operation_id = "auralytikProcessAudioFile",
    tag = "Auralytik: audio files",
    params(("audioFileId" = String, Path, description = "`af_…`")),
    security(("key" = ["audio:write"])),
    responses(
        (status = 202, description = "it is being processed", body = Processing),
        (status = 409, description = "it has not been uploaded yet"),
        (status = 413, description = "the body, of which there need be none, is too large"),
    )
)]
pub async fn process_audio_file(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Processing>), Problem> {
    caller.require("audio:write")?;
    let id = ids::in_path(ids::AUDIO_FILE, &id, AudioFileId, "audio file")?;
    let (file, evaluation) = audio_files::process(state.app(), &caller, id).await?;
    let processing = Processing {
        audio_file_id: ids::render(ids::AUDIO_FILE, file.id.0),
        status: names::processing_state(file.state),
        evaluation_id: ids::render(ids::EVALUATION, evaluation.id.0),
    };
    Ok((StatusCode::ACCEPTED, Json(processing)))
}
