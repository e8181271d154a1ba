//! `GET /api/colloquy/v1/evaluations/{evaluation_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::evaluations;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::evaluation::EvaluationWithResults;

/// An evaluation with what was found of each criterion, once it is completed. That of a private conversation needs
/// `engagements:private:read`, too, the key that asked for it, or a key of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/evaluations/{evaluation_id}",
    tag = "Evaluations",
    params(("evaluation_id" = String, Path, description = "its id")),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "the evaluation", body = EvaluationWithResults),
    )
)]
pub async fn get_evaluation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<EvaluationWithResults>, Problem> {
    caller.require("evaluations:read")?;
    let app = state.app();
    let evaluation = evaluations::get(app, &caller, ids::evaluation(&id)?).await?;
    let shown = evaluations::shown(app, vec![evaluation]).await?;
    let shown = shown.first().map(EvaluationWithResults::of).ok_or_else(Problem::internal)?;
    Ok(Json(shown))
}
