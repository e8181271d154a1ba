//! `GET /evaluations/{evaluationId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::{AppError, evaluations};
use colloquy_domain::EvaluationId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::EvaluationAnswer;
use crate::auth::Signed;
use crate::ids;

/// Reads an evaluation with its results.
#[utoipa::path(
    get,
    path = "/evaluations/{evaluationId}",
    operation_id = "auralytikGetEvaluation",
    tag = "Auralytik: evaluations",
    params(("evaluationId" = String, Path, description = "`eval_…`")),
    security(("key" = ["evaluations:read"])),
    responses((status = 200, description = "the evaluation", body = EvaluationAnswer))
)]
pub async fn get_evaluation(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<EvaluationAnswer>, Problem> {
    caller.require("evaluations:read")?;
    let id = ids::in_path(ids::EVALUATION, &id, EvaluationId, "evaluation")?;
    let app = state.app();
    let evaluation = evaluations::get(app, &caller, id).await?;
    let shown = evaluations::shown(app, vec![evaluation]).await?;
    let one = shown.into_iter().next().ok_or(AppError::NotFound("evaluation"))?;
    Ok(Json(one.into()))
}
