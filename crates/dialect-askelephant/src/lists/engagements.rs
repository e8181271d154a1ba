//! `GET /api/v2/engagements`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::lists;
use colloquy_domain::filter::ConversationFilter;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::query::{self, ListRequest};
use super::{Collection, envelope, params, schema};
use crate::expand::Expansions;
use crate::expanded;
use crate::wire::refusals::ListRefusals;

/// Lists engagements, page by page, each with what `expand` asks for. Private ones are left out without
/// `engagements:private:read`.
///
/// Companies, contacts and deals are three buckets: within a bucket one match is enough, and each bucket that names
/// anything must match.
#[utoipa::path(
    get,
    path = "/api/v2/engagements",
    operation_id = "listEngagements",
    tag = "Engagements",
    params(params::EngagementPaging, params::UpdatedAt, params::Engagements),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "a page", body = schema::EngagementList), ListRefusals)
)]
pub async fn list_engagements(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<Value>, Problem> {
    caller.require("engagements:read")?;
    let expansions = Expansions::parse(pairs.one("expand")?)?;
    expansions.require_scopes(&caller)?;
    let ListRequest::<ConversationFilter> { filter, walk, limit } =
        query::read(Collection::Engagements, &pairs)?;
    let page = lists::conversations(state.app(), &caller, &filter, walk, limit).await?;
    let _place = match expansions.is_empty() {
        true => None,
        false => Some(state.heavy_read(caller.credential.id).await?),
    };
    let data = expanded::render(state.app(), &caller, &page.rows, &expansions).await?;
    Ok(envelope(Collection::Engagements, filter, &page, data)?)
}
