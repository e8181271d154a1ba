//! `GET /usage/details`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::usage;
use colloquy_domain::usage::ApiCall;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::{KEY, PeriodParams, period};
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::ids;
use crate::params::{self, Paging, USUAL_PAGE};
use crate::wire::iso;

/// A request that was answered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikUsageDetail)]
pub struct UsageDetail {
    #[schema(format = DateTime)]
    timestamp: String,
    key_id: String,
    method: String,
    /// Without its query.
    path: String,
    /// HTTP status of the answer.
    status: u16,
}

impl UsageDetail {
    fn of(call: ApiCall) -> Self {
        Self {
            timestamp: iso(call.at),
            key_id: ids::render(KEY, call.credential_id.0),
            method: call.method,
            path: call.path,
            status: call.status,
        }
    }
}

/// Lists the requests of a month, newest first, as far as single ones are still kept.
#[utoipa::path(
    get,
    path = "/usage/details",
    operation_id = "auralytikListUsageDetails",
    tag = "Auralytik: usage",
    params(PeriodParams, Paging),
    security(("key" = ["usage:read"])),
    responses((status = 200, description = "a page", body = Listed<UsageDetail>)),
)]
pub async fn list_usage_details(
    State(state): State<HttpState>,
    base: Base,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Listed<UsageDetail>>, Problem> {
    caller.require("usage:read")?;
    let app = state.app();
    let period = period(&pairs, app.now())?;
    let page = params::page(&pairs, USUAL_PAGE)?;
    let found = usage::details(app, caller.workspace_id(), period, page.slice()).await?;
    let rows = found.rows.into_iter().map(UsageDetail::of).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}
