//! `PATCH /api/colloquy/v1/campaigns/{campaign_key}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::campaigns;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::Campaign;
use super::body::{UpdateCampaign, change};
use crate::ids;

/// Changes a campaign; what is left out stays. Its key never changes.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/campaigns/{campaign_key}",
    tag = "Campaigns",
    params(("campaign_key" = String, Path, description = "its key")),
    request_body = UpdateCampaign,
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 200, description = "the campaign as it is now", body = Campaign),
    )
)]
pub async fn update_campaign(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(key): Path<String>,
    body: JsonBody,
) -> Result<Json<Campaign>, Problem> {
    caller.require("campaigns:write")?;
    let body = body.value()?;
    let (key, change) = (ids::key(&key, "campaign")?, change(&body)?);
    let campaign = campaigns::update(state.app(), caller.workspace_id(), key, change).await?;
    Ok(Json(Campaign::of(&campaign)))
}
