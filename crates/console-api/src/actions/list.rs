//! `GET /api/colloquy/v1/actions`.

use axum::Json;
use axum::extract::State;

use colloquy_app::actions;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::Action;
use crate::onward::{Asked, Onward, OnwardQuery};
use crate::params::Params;

/// Names the list in its cursors.
const LIST: &str = "actions";

/// The requests that agents may make, the newest first. No secret stands in any of them.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/actions",
    tag = "Agents",
    params(OnwardQuery),
    security(("key" = ["actions:read"])),
    responses((status = 200, description = "a page", body = Onward<Action>))
)]
pub async fn list_actions(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Onward<Action>>, Problem> {
    caller.require("actions:read")?;
    let pairs = pairs?;
    let asked = Asked::of(LIST, Params::of(&pairs), ())?;
    let page = actions::page(state.app(), caller.workspace_id(), asked.walk, asked.limit).await?;
    Ok(Json(asked.answer(page, Action::of)?))
}
