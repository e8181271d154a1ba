//! `GET /api/colloquy/v1/campaigns`.

use axum::Json;
use axum::extract::State;

use colloquy_app::campaigns;
use colloquy_domain::attribution::{CampaignFilter, CampaignStatus};
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::Campaign;
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::{Paged, words};

/// Longest channel.
const LONGEST_CHANNEL: usize = 100;

/// Which campaigns.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct CampaignsQuery {
    /// That are so far.
    #[param(inline, value_type = Option<words::CampaignStatus>)]
    status: Option<String>,
    /// Over exactly this channel.
    #[param(min_length = 1, max_length = 100)]
    channel: Option<String>,
    /// Made at this instant or later.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Made at this instant or earlier.
    #[param(format = DateTime)]
    until: Option<String>,
}

/// Campaigns, newest first. They come into being when somebody makes them, or when a conversation names them.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/campaigns",
    tag = "Campaigns",
    params(PageQuery, CampaignsQuery),
    security(("key" = ["campaigns:read"])),
    responses(
        (status = 200, description = "a page", body = Paged<Campaign>),
    )
)]
pub async fn list_campaigns(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<Campaign>>, Problem> {
    caller.require("campaigns:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let page = params.page();
    let filter = CampaignFilter {
        status: params.word("status", "running, paused or completed", CampaignStatus::parse),
        channel: params.text("channel", LONGEST_CHANNEL),
        from: params.instant("from"),
        until: params.instant("until"),
    };
    params.finish()?;
    let found = campaigns::list(state.app(), caller.workspace_id(), &filter, page.slice()).await?;
    Ok(Json(Paged::of(page, found.total, found.rows.iter().map(Campaign::of).collect())))
}
