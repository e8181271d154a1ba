//! `POST /api/colloquy/v1/workflows/{workflow_id}/rotate-secret`.

use axum::Json;
use axum::extract::State;

use colloquy_app::workflows;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::WorkflowWithSecret;
use crate::ids;

/// Gives a rule a new secret. The old one signs nothing any more.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/workflows/{workflow_id}/rotate-secret",
    tag = "Workflows",
    params(("workflow_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the rule with its new secret", body = WorkflowWithSecret),
    )
)]
pub async fn rotate_workflow_secret(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<WorkflowWithSecret>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let workflow = workflows::rotate_secret(state.app(), caller.workspace_id(), ids::workflow(&id)?).await?;
    Ok(Json(WorkflowWithSecret::of(&workflow)))
}
