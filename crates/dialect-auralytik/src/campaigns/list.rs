//! `GET /campaigns`.

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use colloquy_app::{AppError, campaigns};
use colloquy_domain::attribution::CampaignFilter;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::names::{AuralytikCampaignStatus, STATUSES};
use super::wire::Campaign;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::filters;
use crate::params::{self, DateOrInstant, Paging, USUAL_PAGE};

/// Which campaigns.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct CampaignParams {
    /// Only those that are so far.
    #[param(inline)]
    status: Option<AuralytikCampaignStatus>,
    /// Only those over exactly this: `Voice`, `WhatsApp` and the like.
    channel_type: Option<String>,
    /// Made at this instant or later; of a bare date from its start in UTC.
    #[param(inline)]
    date_from: Option<DateOrInstant>,
    /// Made at this instant or earlier; of a bare date up to its end in UTC.
    #[param(inline)]
    date_to: Option<DateOrInstant>,
}

/// Lists campaigns, newest first.
#[utoipa::path(
    get,
    path = "/campaigns",
    operation_id = "auralytikListCampaigns",
    tag = "Auralytik: campaigns",
    params(CampaignParams, Paging),
    security(("key" = ["campaigns:read"])),
    responses((status = 200, description = "a page", body = Listed<Campaign>)),
)]
pub async fn list_campaigns(
    State(state): State<HttpState>,
    base: Base,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Listed<Campaign>>, Problem> {
    caller.require("campaigns:read")?;
    let page = params::page(&pairs, USUAL_PAGE)?;
    let filter = read(&pairs)?;
    let found = campaigns::list(state.app(), caller.workspace_id(), &filter, page.slice()).await?;
    let rows = found.rows.into_iter().map(Campaign::of).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}

fn read(pairs: &QueryPairs) -> Result<CampaignFilter, AppError> {
    let (from, until) = filters::dates(pairs)?;
    Ok(CampaignFilter {
        status: params::one_of(pairs, "status", &STATUSES)?,
        channel: params::text(pairs, "channelType")?,
        from,
        until,
    })
}
