//! How much of the server is used: `/usage`. A server of one's own bills nothing: what is included is the operator's
//! quota, after which nobody is stopped.

mod by_key;
mod details;
mod summary;

use colloquy_app::AppError;
use colloquy_domain::Instant;
use colloquy_domain::usage::BillingPeriod;
use colloquy_http::{HttpState, QueryPairs};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::params::refused;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(summary::get_usage_summary))
        .routes(routes!(details::list_usage_details))
        .routes(routes!(by_key::get_usage_by_key))
}

/// Before the id of a key.
pub const KEY: &str = "key_";

/// Which month.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the field is read by the description only")]
struct PeriodParams {
    /// A month in UTC, such as `2026-03`; the current one where it is left out.
    #[param(pattern = "^(19[0-9]{2}|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-(0[1-9]|1[0-2])$")]
    billing_period: Option<String>,
}

/// `billingPeriod` of a query.
fn period(pairs: &QueryPairs, now: Instant) -> Result<BillingPeriod, AppError> {
    let Some(text) = pairs.one("billingPeriod")? else { return Ok(BillingPeriod::of(now)) };
    let rule = "must be a month of the years 1900 to 9998, such as 2026-03";
    BillingPeriod::parse(text).ok_or_else(|| refused("billingPeriod", rule))
}
