//! `GET /v1/metric/definitions`.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use colloquy_app::metrics::definitions;
use colloquy_http::{Authenticated, HttpState, Problem, Query};

use super::wire::Metric;
use crate::envelope::{Cursor, limit};

/// Longest page that can be asked for.
const MOST: u64 = 100;
/// What comes where nothing is asked for: older clients do not turn pages.
const ALL: u64 = 1_000;

/// Which page.
#[derive(Deserialize, IntoParams)]
pub struct PageQuery {
    /// Everything up to 1000 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// `nextCursor` of the page before.
    after: Option<String>,
}

/// A page of metrics.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkMetricList)]
pub struct MetricList {
    data: Vec<Metric>,
    pagination: MetricPagination,
}

/// Where the list goes on; this one does not tell how long it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricPagination)]
struct MetricPagination {
    has_more: bool,
    limit: u64,
    #[schema(required)]
    next_cursor: Option<String>,
}

/// Lists metrics by id: the server's own and the project's.
#[utoipa::path(
    get,
    path = "/v1/metric/definitions",
    operation_id = "roarkListMetrics",
    tag = "Roark: metrics",
    params(PageQuery),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "a page of metrics", body = MetricList)),
)]
pub async fn list_metrics(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Query(query): Query<PageQuery>,
) -> Result<Json<MetricList>, Problem> {
    caller.require("metrics:read")?;
    let limit = match &query.limit {
        Some(given) => limit(Some(given), MOST)?,
        None => ALL,
    };
    let after = query.after.as_deref().map(Cursor::read).transpose()?;
    let mut all = definitions::list(state.app(), caller.workspace_id()).await?;
    if let Some((cursor, _)) = after {
        all.retain(|metric| metric.id.0 > cursor.id);
    }
    let count = usize::try_from(limit).unwrap_or(usize::MAX);
    let last = all.get(count.saturating_sub(1)).filter(|_| all.len() > count);
    let next = last.map(|metric| Cursor { sort_value: None, id: metric.id.0 });
    all.truncate(count);
    Ok(Json(MetricList {
        data: all.iter().map(Metric::of).collect(),
        pagination: MetricPagination {
            has_more: next.is_some(),
            limit,
            next_cursor: next.as_ref().map(Cursor::write),
        },
    }))
}
