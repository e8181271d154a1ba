//! `GET /webhooks`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::Webhook;
use crate::NAME;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::params::{self, Paging, USUAL_PAGE};

/// Lists receivers, newest first, without their secrets.
#[utoipa::path(
    get,
    path = "/webhooks",
    operation_id = "auralytikListWebhooks",
    tag = "Auralytik: webhooks",
    params(Paging),
    security(("key" = ["webhooks:manage"])),
    responses((status = 200, description = "a page", body = Listed<Webhook>)),
)]
pub async fn list_webhooks(
    State(state): State<HttpState>,
    base: Base,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Listed<Webhook>>, Problem> {
    caller.require("webhooks:manage")?;
    let page = params::page(&pairs, USUAL_PAGE)?;
    // A workspace has few of them: they are read for every event.
    let mut all = webhooks::list(state.app(), caller.workspace_id()).await?;
    all.retain(|endpoint| endpoint.dialect == NAME);
    all.sort_by_key(|endpoint| std::cmp::Reverse((endpoint.created_at, endpoint.id)));
    let total = u64::try_from(all.len()).unwrap_or_default();
    let slice = page.slice();
    let (offset, limit) = (usize::try_from(slice.offset), usize::try_from(slice.limit));
    let of_page = all.iter().skip(offset.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX));
    Ok(Json(listed(base, &state, of_page.map(Webhook::of).collect(), total, page)))
}
