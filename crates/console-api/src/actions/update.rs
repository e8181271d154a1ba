//! `PATCH /api/colloquy/v1/actions/{action_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::actions::{self, NewAction};
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Path, Problem};

use super::answer::Action;
use super::body::{self, UpdateAction};
use crate::given::LARGEST_BODY;
use crate::ids;

/// Changes an action; what is left out stays, and null clears. It counts at once, also in dialogues that go on.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/actions/{action_id}",
    tag = "Agents",
    params(("action_id" = String, Path, description = "its id")),
    request_body = UpdateAction,
    security(("key" = ["actions:write"])),
    responses((status = 200, description = "the action as it is now", body = Action))
)]
pub async fn update_action(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<Action>, Problem> {
    caller.require("actions:write")?;
    let body = body.value()?;
    let (id, given) = (ids::action(&id)?, body::read_change(&body)?);
    let change = move |action: &mut NewAction| given.put_over(action);
    let changed = actions::change(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(Action::of(&changed)))
}
