//! `GET /api/v1/calls`.

use axum::Json;
use axum::extract::State;
use colloquy_app::dialogues;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::query::{self, Filters};
use super::wire::CallObject;
use crate::caller::BasicCaller;
use crate::params::{self, Paging};

/// Lists calls, the newest first. Without `page` and `limit` it is the newest hundred.
#[utoipa::path(
    get,
    path = "/api/v1/calls",
    operation_id = "elementeListCalls",
    tag = "Elemente: calls",
    params(Filters, Paging),
    security(("basic" = ["calls:read"])),
    responses((status = 200, description = "the calls", body = Vec<CallObject>))
)]
pub async fn list_calls(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    query: QueryPairs,
) -> Result<Json<Vec<CallObject>>, Problem> {
    caller.require("calls:read")?;
    let app = state.app();
    let now = app.now();
    let filter = query::read(&query, now)?;
    let page = params::page_or_all(&query)?;
    let found = dialogues::list(app, &caller, &filter, page.slice()).await?;
    Ok(Json(found.rows.into_iter().map(|shown| CallObject::of(shown, now)).collect()))
}
