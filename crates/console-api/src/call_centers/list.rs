//! `GET /api/colloquy/v1/call-centers`.

use axum::Json;
use axum::extract::State;

use colloquy_app::campaigns::call_centers;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::CallCenter;
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::Paged;

/// Call centers, newest first. They come into being when somebody makes them, or when a conversation names them.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/call-centers",
    tag = "Campaigns",
    params(PageQuery),
    security(("key" = ["campaigns:read"])),
    responses(
        (status = 200, description = "a page", body = Paged<CallCenter>),
    )
)]
pub async fn list_call_centers(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<CallCenter>>, Problem> {
    caller.require("campaigns:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let page = params.page();
    params.finish()?;
    let found = call_centers::list(state.app(), caller.workspace_id(), page.slice()).await?;
    Ok(Json(Paged::of(page, found.total, found.rows.iter().map(CallCenter::of).collect())))
}
