//! `GET /evaluations/{evaluationId}/transcript`.

use axum::Json;
use axum::extract::State;
use colloquy_app::evaluations;
use colloquy_domain::EvaluationId;
use colloquy_domain::evaluation::EvaluationState;
use colloquy_http::{HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::ids;
use crate::wire::{TranscriptEntry, transcript};

/// What was said in the call of an evaluation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikEvaluationTranscript)]
pub struct EvaluationTranscript {
    evaluation_id: String,
    /// ISO 639-1, where it is known.
    #[schema(required)]
    language: Option<String>,
    /// Empty as long as the evaluation goes on.
    transcript: Vec<TranscriptEntry>,
}

/// Reads what was said, by whom and when. As long as the evaluation goes on the list is empty.
#[utoipa::path(
    get,
    path = "/evaluations/{evaluationId}/transcript",
    operation_id = "auralytikGetEvaluationTranscript",
    tag = "Auralytik: evaluations",
    params(("evaluationId" = String, Path, description = "`eval_…`")),
    security(("key" = ["evaluations:read"])),
    responses((status = 200, description = "the transcript", body = EvaluationTranscript))
)]
pub async fn get_evaluation_transcript(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<EvaluationTranscript>, Problem> {
    caller.require("evaluations:read")?;
    let id = ids::in_path(ids::EVALUATION, &id, EvaluationId, "evaluation")?;
    let (evaluation, said, people) = evaluations::transcript(state.app(), &caller, id).await?;
    let goes_on = matches!(evaluation.state, EvaluationState::Pending | EvaluationState::Processing);
    let said = said.filter(|_| !goes_on);
    Ok(Json(EvaluationTranscript {
        evaluation_id: ids::render(ids::EVALUATION, evaluation.id.0),
        transcript: transcript(said.as_ref(), &people),
        language: said.and_then(|said| said.language),
    }))
}
