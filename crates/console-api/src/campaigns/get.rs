//! `GET /api/colloquy/v1/campaigns/{campaign_key}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::campaigns;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::Campaign;
use crate::ids;

/// A campaign.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/campaigns/{campaign_key}",
    tag = "Campaigns",
    params(("campaign_key" = String, Path, description = "its key")),
    security(("key" = ["campaigns:read"])),
    responses(
        (status = 200, description = "the campaign", body = Campaign),
    )
)]
pub async fn get_campaign(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(key): Path<String>,
) -> Result<Json<Campaign>, Problem> {
    caller.require("campaigns:read")?;
    let key = ids::key(&key, "campaign")?;
    let campaign = campaigns::get(state.app(), caller.workspace_id(), key).await?;
    Ok(Json(Campaign::of(&campaign)))
}
