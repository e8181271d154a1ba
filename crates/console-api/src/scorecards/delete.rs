//! `DELETE /api/colloquy/v1/scorecards/{scorecard_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::scorecards;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;

/// Removes a scorecard. Evaluations that were made with it stay.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/scorecards/{scorecard_id}",
    tag = "Scorecards",
    params(("scorecard_id" = String, Path, description = "its id")),
    security(("key" = ["evaluations:write"])),
    responses(
        (status = 204, description = "removed"),
        (status = 409, description = "a project uses it, or it is the default one", body = ErrorBody),
    )
)]
pub async fn delete_scorecard(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("evaluations:write")?;
    scorecards::delete(state.app(), caller.workspace_id(), ids::scorecard(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
