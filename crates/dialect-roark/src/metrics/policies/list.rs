//! `GET /v1/metric/policies`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use colloquy_app::AppError;
use colloquy_app::metrics::policies;
use colloquy_domain::metric::PolicyKind;
use colloquy_http::{Authenticated, HttpState, Problem, Query};

use super::super::words::RoarkPolicyStatus;
use super::wire::Policy;
use crate::envelope::{Cursor, Pagination, RoarkList, limit};

/// Longest page.
const MOST: u64 = 50;

/// Which page.
#[derive(Deserialize, IntoParams)]
pub struct PageQuery {
    /// 20 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 50)]
    limit: Option<String>,
    /// `nextCursor` of the page before.
    after: Option<String>,
    /// Only policies that act, or that do not.
    #[param(value_type = Option<RoarkPolicyStatus>, inline)]
    status: Option<String>,
}

/// Lists policies, newest first; the server's own comes last.
#[utoipa::path(
    get,
    path = "/v1/metric/policies",
    operation_id = "roarkListMetricPolicies",
    tag = "Roark: metrics",
    params(PageQuery),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "a page of policies", body = RoarkList<Policy>)),
)]
pub async fn list_policies(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Query(query): Query<PageQuery>,
) -> Result<Json<RoarkList<Policy>>, Problem> {
    caller.require("metrics:read")?;
    let limit = usize::try_from(limit(query.limit.as_deref(), MOST)?).unwrap_or_default();
    let after = query.after.as_deref().map(Cursor::read).transpose()?;
    let is_active = match query.status.as_deref() {
        None => None,
        Some("ACTIVE") => Some(true),
        Some("INACTIVE") => Some(false),
        Some(_) => {
            let message = "status must be one of ACTIVE, INACTIVE";
            return Err(AppError::malformed("status", "unknown_value", message).into());
        }
    };
    let mut all = policies::list(state.app(), caller.workspace_id()).await?;
    all.retain(|policy| is_active.is_none_or(|wanted| policy.is_active == wanted));
    let total = u64::try_from(all.len()).unwrap_or_default();
    if let Some((cursor, _)) = after {
        // After the server's own, the last one, nothing comes.
        let is_last = |id| all.iter().any(|policy| policy.id.0 == id && policy.kind == PolicyKind::System);
        let is_over = is_last(cursor.id);
        all.retain(|policy| !is_over && (policy.id.0 < cursor.id || policy.kind == PolicyKind::System));
    }
    let last = all.get(limit.saturating_sub(1)).filter(|_| all.len() > limit);
    let next = last.map(|policy| Cursor { sort_value: None, id: policy.id.0 });
    all.truncate(limit);
    Ok(Json(RoarkList {
        data: all.iter().map(Policy::of).collect(),
        pagination: Pagination::new(next.as_ref(), total),
    }))
}
