//! `PUT /api/v1/actions/{actionId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::actions::{self, NewAction};
use colloquy_domain::ActionId;
use colloquy_http::{HttpState, JsonBodyUpTo, Path, Problem};

use super::body::{self, UpdateAction};
use super::wire::ActionObject;
use crate::caller::BasicCaller;
use crate::ids;
use crate::members::LARGEST_BODY;

/// Changes an action; what is left out stays.
#[utoipa::path(
    put,
    path = "/api/v1/actions/{actionId}",
    operation_id = "elementeUpdateAction",
    tag = "Elemente: actions",
    params(("actionId" = String, Path, description = "id of the action, a UUID")),
    request_body = UpdateAction,
    security(("basic" = ["actions:write"])),
    responses((status = 200, description = "the action as it is now", body = ActionObject))
)]
pub async fn update_action(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<ActionObject>, Problem> {
    caller.require("actions:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, ActionId, "action")?;
    let given = body::read_change(&body)?;
    let change = move |action: &mut NewAction| given.put_over(action);
    let action = actions::change(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(ActionObject::of(action)))
}
