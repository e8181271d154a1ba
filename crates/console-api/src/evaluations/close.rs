//! `POST /api/colloquy/v1/evaluations/{evaluation_id}/close`.

use axum::Json;
use axum::extract::State;

use colloquy_app::reviews;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{CloseEvaluation, close};
use crate::error::ErrorBody;
use crate::ids;
use crate::wire::evaluation::EvaluationWithResults;

/// Says that a person has looked at an evaluation and leaves it: it waits no more for having failed a critical
/// criterion, for its score, or because it was drawn. Where criteria are unsure or disputed it waits on until they are
/// decided.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/evaluations/{evaluation_id}/close",
    tag = "Evaluations",
    params(("evaluation_id" = String, Path, description = "its id")),
    request_body = CloseEvaluation,
    security(("key" = ["evaluations:review"])),
    responses(
        (status = 200, description = "the evaluation as it is now", body = EvaluationWithResults),
        (status = 409, description = "it is not completed", body = ErrorBody),
    )
)]
pub async fn close_evaluation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<EvaluationWithResults>, Problem> {
    caller.require("evaluations:review")?;
    let body = body.value()?;
    let (id, reason) = (ids::evaluation(&id)?, close(&body)?);
    let closed = reviews::close(state.app(), &caller, id, reason).await?;
    Ok(Json(EvaluationWithResults::of(&closed)))
}
