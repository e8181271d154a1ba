//! `GET /api/v2/users`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::lists;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::query::{self, ListRequest};
use super::{Collection, envelope, params, schema};
use crate::wire::directory;
use crate::wire::refusals::ListRefusals;

/// Lists users, page by page.
#[utoipa::path(
    get,
    path = "/api/v2/users",
    operation_id = "listUsers",
    tag = "Users",
    params(params::Paging, params::UpdatedAt, params::Users),
    security(("key" = ["users:read"])),
    responses((status = 200, description = "a page", body = schema::UserList), ListRefusals)
)]
pub async fn list_users(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<Value>, Problem> {
    caller.require("users:read")?;
    let ListRequest::<DirectoryFilter> { filter, walk, limit } = query::read(Collection::Users, &pairs)?;
    let page = lists::users(state.app(), &caller, &filter, walk, limit).await?;
    let data = page.rows.iter().map(directory::user).collect();
    Ok(envelope(Collection::Users, filter, &page, data)?)
}
