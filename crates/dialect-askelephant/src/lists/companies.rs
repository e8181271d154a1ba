//! `GET /api/v2/companies`.

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

/// Lists companies, page by page.
#[utoipa::path(
    get,
    path = "/api/v2/companies",
    operation_id = "listCompanies",
    tag = "Companies",
    params(params::Paging, params::UpdatedAt, params::Companies),
    security(("key" = ["companies:read"])),
    responses((status = 200, description = "a page", body = schema::CompanyList), ListRefusals)
)]
pub async fn list_companies(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<Value>, Problem> {
    caller.require("companies:read")?;
    let ListRequest::<DirectoryFilter> { filter, walk, limit } = query::read(Collection::Companies, &pairs)?;
    let page = lists::companies(state.app(), &caller, &filter, walk, limit).await?;
    let data = page.rows.iter().map(directory::company).collect();
    Ok(envelope(Collection::Companies, filter, &page, data)?)
}
