//! `GET /analytics/campaigns`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::quality::{self, GroupRow};
use colloquy_domain::quality::Grouping;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::{GroupNumbers, Rows};
use crate::auth::Signed;
use crate::filters::{self, OfEvaluations};

/// The numbers of a campaign.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikCampaignAnalytics)]
pub struct CampaignAnalytics {
    campaign_id: String,
    campaign_name: String,
    #[serde(flatten)]
    numbers: GroupNumbers,
}

impl CampaignAnalytics {
    fn of(row: GroupRow) -> Self {
        Self { campaign_id: row.key, campaign_name: row.name, numbers: GroupNumbers::of(&row.totals) }
    }
}

/// Adds up evaluations by campaign, without those that have none.
#[utoipa::path(
    get,
    path = "/analytics/campaigns",
    operation_id = "auralytikGetCampaignAnalytics",
    tag = "Auralytik: analytics",
    params(OfEvaluations),
    security(("key" = ["analytics:read"])),
    responses((status = 200, description = "the numbers", body = Rows<CampaignAnalytics>)),
)]
pub async fn get_campaign_analytics(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Rows<CampaignAnalytics>>, Problem> {
    caller.require("analytics:read")?;
    let app = state.app();
    let filter = filters::evaluations(app, caller.workspace_id(), &pairs).await?;
    let groups = quality::groups(app, &caller, Grouping::Campaign, &filter).await?;
    Ok(Json(Rows { data: groups.into_iter().map(CampaignAnalytics::of).collect() }))
}
