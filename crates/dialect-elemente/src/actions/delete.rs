//! `DELETE /api/v1/actions/{actionId}`.

use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::actions;
use colloquy_domain::ActionId;
use colloquy_http::{HttpState, Path, Problem};

use crate::caller::BasicCaller;
use crate::ids;

/// Removes an action. Agents cannot run it any more.
#[utoipa::path(
    delete,
    path = "/api/v1/actions/{actionId}",
    operation_id = "elementeDeleteAction",
    tag = "Elemente: actions",
    params(("actionId" = String, Path, description = "id of the action, a UUID")),
    security(("basic" = ["actions:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_action(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("actions:write")?;
    let id = ids::in_path(&id, ActionId, "action")?;
    actions::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
