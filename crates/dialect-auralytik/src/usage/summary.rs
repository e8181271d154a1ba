//! `GET /usage/summary`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::usage::{self, GIGABYTE, Quotas};
use colloquy_domain::usage::Usage;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::{PeriodParams, period};
use crate::auth::Signed;

/// There is no other one.
const TIER: &str = "self-hosted";

/// What was used in a month.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikUsageSummary)]
pub struct UsageSummary {
    /// The month.
    billing_period: String,
    /// Always `self-hosted`.
    tier: &'static str,
    usage: UsedResources,
}

/// What was used of each resource.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikUsedResources)]
struct UsedResources {
    /// Requests.
    calls: UsedCount,
    /// Webhook deliveries that were made.
    webhooks: UsedCount,
    /// Gigabytes of recordings that are kept now.
    storage_gb: UsedAmount,
}

/// How often something was used.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = AuralytikUsedCount)]
struct UsedCount {
    used: u64,
    /// The operator's quota; 0 where there is none.
    included: u64,
    /// What goes beyond it; 0 where there is none.
    overage: u64,
}

/// How much of something is used.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = AuralytikUsedAmount)]
struct UsedAmount {
    used: f64,
    /// The operator's quota; 0 where there is none.
    included: u64,
    /// What goes beyond it; 0 where there is none.
    overage: f64,
}

/// Tells what was used in a month.
#[utoipa::path(
    get,
    path = "/usage/summary",
    operation_id = "auralytikGetUsageSummary",
    tag = "Auralytik: usage",
    params(PeriodParams),
    security(("key" = ["usage:read"])),
    responses((status = 200, description = "what was used", body = UsageSummary)),
)]
pub async fn get_usage_summary(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<UsageSummary>, Problem> {
    caller.require("usage:read")?;
    let app = state.app();
    let period = period(&pairs, app.now())?;
    let used = usage::summary(app, caller.workspace_id(), period).await?;
    let usage = UsedResources::of(used, app.quotas);
    Ok(Json(UsageSummary { billing_period: period.text(), tier: TIER, usage }))
}

impl UsedResources {
    fn of(usage: Usage, quotas: Quotas) -> Self {
        Self {
            calls: UsedCount::of(usage.calls, quotas.calls),
            webhooks: UsedCount::of(usage.webhooks, quotas.webhooks),
            storage_gb: UsedAmount::of(usage.stored_bytes, quotas.storage_gb),
        }
    }
}

impl UsedCount {
    fn of(used: u64, included: u64) -> Self {
        let overage = if included == 0 { 0 } else { used.saturating_sub(included) };
        Self { used, included, overage }
    }
}

impl UsedAmount {
    fn of(used_bytes: u64, included: u64) -> Self {
        let included_bytes = included.saturating_mul(GIGABYTE);
        let overage_bytes = if included == 0 { 0 } else { used_bytes.saturating_sub(included_bytes) };
        Self { used: gigabytes(used_bytes), included, overage: gigabytes(overage_bytes) }
    }
}

/// Gigabytes to the kilobyte.
fn gigabytes(bytes: u64) -> f64 {
    const DIGITS: f64 = 1e6;
    (bytes as f64 / GIGABYTE as f64 * DIGITS).round() / DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_quota_nothing_goes_beyond_it() {
        assert_eq!(UsedCount::of(7, 0), UsedCount { used: 7, included: 0, overage: 0 });
        assert_eq!(UsedCount::of(7, 5), UsedCount { used: 7, included: 5, overage: 2 });
        assert_eq!(UsedCount::of(7, 9), UsedCount { used: 7, included: 9, overage: 0 });
        let amount = |used, included, overage| UsedAmount { used, included, overage };
        assert_eq!(UsedAmount::of(1_234_567_890, 0), amount(1.234_568, 0, 0.0));
        assert_eq!(UsedAmount::of(2_500_000_000, 2), amount(2.5, 2, 0.5));
        assert_eq!(UsedAmount::of(123_456, 2), amount(0.000_123, 2, 0.0));
    }
}
