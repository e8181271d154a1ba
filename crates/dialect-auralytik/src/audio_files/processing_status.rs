//! `GET /audio-files/{audioFileId}/processing-status`.

use axum::Json;
use axum::extract::State;
use colloquy_app::audio_files::{self, ProcessingStage};
use colloquy_domain::AudioFileId;
use colloquy_http::{HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::evaluations::wire::AuralytikEvaluationState;
use crate::wire::iso;
use crate::{ids, names};

/// How far a recording is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikProcessingStatus)]
pub struct ProcessingStatusAnswer {
    audio_file_id: String,
    /// `Pending` before it is asked to be processed.
    #[schema(value_type = AuralytikEvaluationState)]
    status: &'static str,
    /// What is being done, or comes next.
    #[schema(value_type = AuralytikProcessingStage)]
    stage: &'static str,
    /// So many of a hundred, roughly.
    #[schema(maximum = 100)]
    progress: u8,
    /// Its newest evaluation.
    #[schema(required)]
    evaluation_id: Option<String>,
    /// Why it failed.
    #[schema(required)]
    error: Option<String>,
    updated_at: String,
}

colloquy_http::words! {
    /// What is done with a recording.
    AuralytikProcessingStage = ["transcription", "evaluation", "done"];
}

/// Tells how far a recording is.
#[utoipa::path(
    get,
    path = "/audio-files/{audioFileId}/processing-status",
    operation_id = "auralytikGetProcessingStatus",
    tag = "Auralytik: audio files",
    params(("audioFileId" = String, Path, description = "`af_…`")),
    security(("key" = ["audio:read"])),
    responses((status = 200, description = "how far it is", body = ProcessingStatusAnswer))
)]
pub async fn get_processing_status(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<ProcessingStatusAnswer>, Problem> {
    caller.require("audio:read")?;
    let id = ids::in_path(ids::AUDIO_FILE, &id, AudioFileId, "audio file")?;
    let status = audio_files::status(state.app(), &caller, id).await?;
    let stage = match status.stage {
        ProcessingStage::Transcription => "transcription",
        ProcessingStage::Evaluation => "evaluation",
        ProcessingStage::Done => "done",
    };
    Ok(Json(ProcessingStatusAnswer {
        audio_file_id: ids::render(ids::AUDIO_FILE, status.file.id.0),
        status: names::processing_state(status.file.state),
        stage,
        progress: status.progress,
        evaluation_id: status.evaluation.map(|evaluation| ids::render(ids::EVALUATION, evaluation.id.0)),
        error: status.error,
        updated_at: iso(status.updated_at),
    }))
}
