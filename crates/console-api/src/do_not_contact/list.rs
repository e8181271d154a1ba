//! `GET /api/colloquy/v1/do-not-contact`.

use axum::Json;
use axum::extract::State;

use colloquy_app::do_not_contact;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::DoNotContact;
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::Paged;

/// Addresses that no agent writes to or calls: those that operators put there, and those of people who opted out.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/do-not-contact",
    tag = "Dialogues",
    params(PageQuery),
    security(("key" = ["contacts:read"])),
    responses((status = 200, description = "a page", body = Paged<DoNotContact>))
)]
pub async fn list_do_not_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<DoNotContact>>, Problem> {
    caller.require("contacts:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let page = params.page();
    params.finish()?;
    let found = do_not_contact::list(state.app(), caller.workspace_id(), page.slice()).await?;
    Ok(Json(Paged::of(page, found.total, found.rows.iter().map(DoNotContact::of).collect())))
}
