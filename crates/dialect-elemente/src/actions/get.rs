//! `GET /api/v1/actions/{actionId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::actions;
use colloquy_domain::ActionId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::ActionObject;
use crate::caller::BasicCaller;
use crate::ids;

/// Reads an action.
#[utoipa::path(
    get,
    path = "/api/v1/actions/{actionId}",
    operation_id = "elementeGetAction",
    tag = "Elemente: actions",
    params(("actionId" = String, Path, description = "id of the action, a UUID")),
    security(("basic" = ["actions:read"])),
    responses((status = 200, description = "the action", body = ActionObject))
)]
pub async fn get_action(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<Json<ActionObject>, Problem> {
    caller.require("actions:read")?;
    let id = ids::in_path(&id, ActionId, "action")?;
    let action = actions::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(ActionObject::of(action)))
}
