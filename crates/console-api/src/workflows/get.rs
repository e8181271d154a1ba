//! `GET /api/colloquy/v1/workflows/{workflow_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::workflows;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::Workflow;
use crate::ids;

/// A rule, without its secret.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/workflows/{workflow_id}",
    tag = "Workflows",
    params(("workflow_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the rule", body = Workflow),
    )
)]
pub async fn get_workflow(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Workflow>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let workflow = workflows::get(state.app(), caller.workspace_id(), ids::workflow(&id)?).await?;
    Ok(Json(Workflow::of(&workflow)))
}
