//! `GET /v1/webhook`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use colloquy_app::webhooks;
use colloquy_http::{Authenticated, HttpState, Problem, Query};

use super::wire::Webhook;
use crate::NAME;
use crate::envelope::{Cursor, Pagination, RoarkList, limit};

/// Longest page.
const MOST: u64 = 50;

/// Which page.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct PageQuery {
    /// 20 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 50)]
    limit: Option<String>,
    /// `nextCursor` of the page before.
    after: Option<String>,
}

/// Lists receivers, newest first, without their secrets.
#[utoipa::path(
    get,
    path = "/v1/webhook",
    operation_id = "roarkListWebhooks",
    tag = "Roark: webhooks",
    params(PageQuery),
    security(("key" = ["webhooks:read"])),
    responses((status = 200, description = "the receivers", body = RoarkList<Webhook>)),
)]
pub async fn list_webhooks(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Query(query): Query<PageQuery>,
) -> Result<Json<RoarkList<Webhook>>, Problem> {
    caller.require("webhooks:read")?;
    let limit = usize::try_from(limit(query.limit.as_deref(), MOST)?).unwrap_or_default();
    let after = query.after.as_deref().map(Cursor::read).transpose()?;
    // A workspace has few of them: they are read for every event.
    let mut all = webhooks::list(state.app(), caller.workspace_id()).await?;
    all.retain(|endpoint| endpoint.dialect == NAME);
    all.reverse();
    let total = u64::try_from(all.len()).unwrap_or_default();
    if let Some((cursor, _)) = after {
        all.retain(|endpoint| endpoint.id.0 < cursor.id);
    }
    let last = all.get(limit.saturating_sub(1)).filter(|_| all.len() > limit);
    let next = last.map(|endpoint| Cursor { sort_value: None, id: endpoint.id.0 });
    all.truncate(limit);
    Ok(Json(RoarkList {
        data: all.iter().map(Webhook::of).collect(),
        pagination: Pagination::new(next.as_ref(), total),
    }))
}
