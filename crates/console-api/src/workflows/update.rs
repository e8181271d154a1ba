//! `PATCH /api/colloquy/v1/workflows/{workflow_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::workflows;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::Workflow;
use super::body::{UpdateWorkflow, change};
use crate::ids;

/// Changes a rule, or switches it on or off. Conversations that came before are not looked at again, and what has
/// begun goes on as it was; while a rule is off, it does nothing more.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/workflows/{workflow_id}",
    tag = "Workflows",
    params(("workflow_id" = String, Path, description = "its id")),
    request_body = UpdateWorkflow,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the rule as it is now", body = Workflow),
    )
)]
pub async fn update_workflow(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Workflow>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (id, change) = (ids::workflow(&id)?, change(&body)?);
    let workflow = workflows::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(Workflow::of(&workflow)))
}
