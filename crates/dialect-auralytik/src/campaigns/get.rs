//! `GET /campaigns/{campaignId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::campaigns;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::Campaign;
use crate::auth::Signed;
use crate::ids;

/// Reads a campaign.
#[utoipa::path(
    get,
    path = "/campaigns/{campaignId}",
    operation_id = "auralytikGetCampaign",
    tag = "Auralytik: campaigns",
    params(("campaignId" = String, Path, description = "its id")),
    security(("key" = ["campaigns:read"])),
    responses((status = 200, description = "the campaign", body = Campaign)),
)]
pub async fn get_campaign(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(key): Path<String>,
) -> Result<Json<Campaign>, Problem> {
    caller.require("campaigns:read")?;
    let key = ids::key_in_path(&key, "campaign")?;
    let campaign = campaigns::get(state.app(), caller.workspace_id(), key).await?;
    Ok(Json(Campaign::of(campaign)))
}
