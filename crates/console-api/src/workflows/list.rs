//! `GET /api/colloquy/v1/workflows`.

use axum::Json;
use axum::extract::State;

use colloquy_app::workflows;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::answer::Workflow;
use crate::wire::List;

/// All rules, oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/workflows",
    tag = "Workflows",
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the rules", body = List<Workflow>),
    )
)]
pub async fn list_workflows(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<Workflow>>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let all = workflows::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, Workflow::of)))
}
