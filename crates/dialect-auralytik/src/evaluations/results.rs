//! `GET /evaluations/{evaluationId}/results`.

use axum::Json;
use axum::extract::State;
use colloquy_app::{AppError, evaluations};
use colloquy_domain::EvaluationId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::EvaluationResultsAnswer;
use crate::auth::Signed;
use crate::ids;

/// Reads what was found: the note of each criterion, why, and where in the transcript.
#[utoipa::path(
    get,
    path = "/evaluations/{evaluationId}/results",
    operation_id = "auralytikGetEvaluationResults",
    tag = "Auralytik: evaluations",
    params(("evaluationId" = String, Path, description = "`eval_…`")),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "the results", body = EvaluationResultsAnswer),
        (status = 409, description = "the evaluation is not completed"),
    )
)]
pub async fn get_evaluation_results(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<EvaluationResultsAnswer>, Problem> {
    caller.require("evaluations:read")?;
    let id = ids::in_path(ids::EVALUATION, &id, EvaluationId, "evaluation")?;
    let shown = evaluations::results(state.app(), &caller, id).await?;
    let answer = EvaluationResultsAnswer::of(shown)
        .ok_or_else(|| AppError::Conflict("the evaluation is not completed".into()))?;
    Ok(Json(answer))
}
