//! `GET /api/v2/contacts`.

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

/// Lists contacts, page by page.
#[utoipa::path(
    get,
    path = "/api/v2/contacts",
    operation_id = "listContacts",
    tag = "Contacts",
    params(params::Paging, params::UpdatedAt, params::Contacts),
    security(("key" = ["contacts:read"])),
    responses((status = 200, description = "a page", body = schema::ContactList), ListRefusals)
)]
pub async fn list_contacts(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<Value>, Problem> {
    caller.require("contacts:read")?;
    let ListRequest::<DirectoryFilter> { filter, walk, limit } = query::read(Collection::Contacts, &pairs)?;
    let page = lists::contacts(state.app(), &caller, &filter, walk, limit).await?;
    let data = page.rows.iter().map(directory::contact).collect();
    Ok(envelope(Collection::Contacts, filter, &page, data)?)
}
