//! `GET /api/v1/actions`.

use axum::Json;
use axum::extract::State;
use colloquy_app::actions;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::ActionObject;
use crate::caller::BasicCaller;
use crate::params::{self, Paging};

/// Lists actions, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/actions",
    operation_id = "elementeListActions",
    tag = "Elemente: actions",
    params(Paging),
    security(("basic" = ["actions:read"])),
    responses((status = 200, description = "a page of actions", body = Vec<ActionObject>))
)]
pub async fn list_actions(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    query: QueryPairs,
) -> Result<Json<Vec<ActionObject>>, Problem> {
    caller.require("actions:read")?;
    let page = params::page(&query)?;
    let found = actions::list(state.app(), caller.workspace_id(), page.slice()).await?;
    Ok(Json(found.rows.into_iter().map(ActionObject::of).collect()))
}
