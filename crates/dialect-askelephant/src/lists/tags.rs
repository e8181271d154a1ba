//! `GET /api/v2/tags`.

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

/// Lists tags, page by page.
#[utoipa::path(
    get,
    path = "/api/v2/tags",
    operation_id = "listTags",
    tag = "Tags",
    params(params::Paging, params::UpdatedAt),
    security(("key" = ["tags:read"])),
    responses((status = 200, description = "a page", body = schema::TagList), ListRefusals)
)]
pub async fn list_tags(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<Value>, Problem> {
    caller.require("tags:read")?;
    let ListRequest::<DirectoryFilter> { filter, walk, limit } = query::read(Collection::Tags, &pairs)?;
    let page = lists::tags(state.app(), &caller, &filter, walk, limit).await?;
    let data = page.rows.iter().map(directory::tag).collect();
    Ok(envelope(Collection::Tags, filter, &page, data)?)
}
