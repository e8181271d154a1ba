//! `GET /v1/call`.

use axum::Json;
use axum::extract::State;

use colloquy_app::calls;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::query::{self, CallQuery, ListParams};
use super::wire::Call;
use crate::envelope::{Pagination, RoarkList};

/// Lists calls. Beside the parameters that are named here it takes `properties[name][exists]=true|false`, at most
/// twenty times: only calls that have, or lack, the property of that name. A credential has two searches by
/// `searchText` going at once; more of them wait.
#[utoipa::path(
    get,
    path = "/v1/call",
    operation_id = "roarkListCalls",
    tag = "Roark: calls",
    params(ListParams),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "a page of calls", body = RoarkList<Call>)),
)]
pub async fn list_calls(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<RoarkList<Call>>, Problem> {
    caller.require("engagements:read")?;
    let app = state.app();
    let CallQuery { filter, mut window, after, is_simulated } = query::read(&pairs)?;
    if let Some(after) = after {
        window.after = Some(query::place(app, &caller, after, window.key).await?);
    }
    if is_simulated {
        // All calls here are real ones.
        return Ok(Json(RoarkList { data: Vec::new(), pagination: Pagination::new(None, 0) }));
    }
    let key = window.key;
    // A search may look into every transcript.
    let _place = match filter.search {
        Some(_) => Some(state.heavy_read(caller.credential.id).await?),
        None => None,
    };
    let page = calls::list(app, &caller, filter, window).await?;
    let next = page.next.map(|(value, id)| query::cursor(key, value, id));
    let data = page.calls.into_iter().map(|call| Call::of(app, &caller, call)).collect();
    Ok(Json(RoarkList { data, pagination: Pagination::new(next.as_ref(), page.total) }))
}
