//! `POST /api/colloquy/v1/evaluations/{evaluation_id}/evaluate`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::evaluations;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::evaluation::Evaluation;

/// Evaluates a conversation again, within the same project and by the newest version of the same scorecard. The answer
/// is the new evaluation, or the one that waits or is being made already; the one before stays as it is.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/evaluations/{evaluation_id}/evaluate",
    tag = "Evaluations",
    params(("evaluation_id" = String, Path, description = "its id")),
    security(("key" = ["evaluations:write"])),
    responses(
        (status = 202, description = "it is waiting", body = Evaluation),
    )
)]
pub async fn evaluate_again(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Evaluation>), Problem> {
    caller.require("evaluations:write")?;
    let app = state.app();
    let evaluation = evaluations::reevaluate(app, &caller, ids::evaluation(&id)?).await?;
    let shown = evaluations::shown(app, vec![evaluation]).await?;
    let shown = shown.first().map(Evaluation::of).ok_or_else(Problem::internal)?;
    Ok((StatusCode::ACCEPTED, Json(shown)))
}
