//! `GET /api/colloquy/v1/actions/{action_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::actions;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::Action;
use crate::ids;

/// An action.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/actions/{action_id}",
    tag = "Agents",
    params(("action_id" = String, Path, description = "its id")),
    security(("key" = ["actions:read"])),
    responses((status = 200, description = "the action", body = Action))
)]
pub async fn get_action(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Action>, Problem> {
    caller.require("actions:read")?;
    let id = ids::action(&id)?;
    Ok(Json(Action::of(&actions::get(state.app(), caller.workspace_id(), id).await?)))
}
