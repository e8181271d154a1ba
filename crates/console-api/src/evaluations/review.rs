//! `POST /api/colloquy/v1/evaluations/{evaluation_id}/reviews`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{evaluations, reviews};
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{ReviewEvaluation, verdicts};
use crate::error::ErrorBody;
use crate::ids;
use crate::wire::evaluation::EvaluationWithResults;

/// Decides criteria of a completed evaluation: confirms what the engine says, or answers otherwise. The numbers follow
/// at once; what the engine said stays beside it. Disputes of these criteria are settled with it.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/evaluations/{evaluation_id}/reviews",
    tag = "Evaluations",
    params(("evaluation_id" = String, Path, description = "its id")),
    request_body = ReviewEvaluation,
    security(("key" = ["evaluations:review"])),
    responses(
        (status = 200, description = "the evaluation as it is now", body = EvaluationWithResults),
        (status = 409, description = "it is not completed", body = ErrorBody),
    )
)]
pub async fn review_evaluation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<EvaluationWithResults>, Problem> {
    caller.require("evaluations:review")?;
    let (app, body) = (state.app(), body.value()?);
    // What is wrong with a verdict depends on the evaluation: that it is there comes first.
    let evaluation = evaluations::get(app, &caller, ids::evaluation(&id)?).await?;
    let decided = reviews::decide(app, &caller, evaluation.id, verdicts(&body)?).await?;
    Ok(Json(EvaluationWithResults::of(&decided)))
}
