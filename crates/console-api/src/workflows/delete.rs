//! `DELETE /api/colloquy/v1/workflows/{workflow_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::workflows;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes a rule. What it has begun and not done yet is not done any more; its runs stay.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/workflows/{workflow_id}",
    tag = "Workflows",
    params(("workflow_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 204, description = "removed"),
    )
)]
pub async fn delete_workflow(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    workflows::delete(state.app(), caller.workspace_id(), ids::workflow(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
