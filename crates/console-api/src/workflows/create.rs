//! `POST /api/colloquy/v1/workflows`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::workflows;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::WorkflowWithSecret;
use super::body::{CreateWorkflow, new_workflow};

/// Makes a rule; it runs for conversations that come from now on, once for each. The answer holds its signing secret,
/// which no read shows.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/workflows",
    tag = "Workflows",
    request_body = CreateWorkflow,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "made", body = WorkflowWithSecret),
    )
)]
pub async fn create_workflow(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<WorkflowWithSecret>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let new = new_workflow(&body.value()?)?;
    let workflow = workflows::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(WorkflowWithSecret::of(&workflow))))
}
