//! `POST /api/colloquy/v1/evaluations/{evaluation_id}/disputes`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{evaluations, reviews};
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{DisputeEvaluation, dispute};
use crate::error::ErrorBody;
use crate::ids;
use crate::wire::evaluation::EvaluationWithResults;

/// Contradicts what counts of a criterion. It counts on until somebody decides the criterion, who may be anybody with
/// `evaluations:review`; until then the evaluation waits in the queue.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/evaluations/{evaluation_id}/disputes",
    tag = "Evaluations",
    params(("evaluation_id" = String, Path, description = "its id")),
    request_body = DisputeEvaluation,
    security(("key" = ["evaluations:dispute"])),
    responses(
        (status = 200, description = "the evaluation as it is now", body = EvaluationWithResults),
        (status = 409, description = "it is not completed, or the criterion is disputed already", body = ErrorBody),
    )
)]
pub async fn dispute_evaluation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<EvaluationWithResults>, Problem> {
    caller.require("evaluations:dispute")?;
    let (app, body) = (state.app(), body.value()?);
    let evaluation = evaluations::get(app, &caller, ids::evaluation(&id)?).await?;
    let (criterion_id, reason) = dispute(&body)?;
    let disputed = reviews::dispute(app, &caller, evaluation.id, criterion_id, reason).await?;
    Ok(Json(EvaluationWithResults::of(&disputed)))
}
