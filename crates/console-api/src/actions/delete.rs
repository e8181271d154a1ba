//! `DELETE /api/colloquy/v1/actions/{action_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::actions;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes an action: no agent runs it any more.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/actions/{action_id}",
    tag = "Agents",
    params(("action_id" = String, Path, description = "its id")),
    security(("key" = ["actions:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_action(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("actions:write")?;
    actions::delete(state.app(), caller.workspace_id(), ids::action(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
