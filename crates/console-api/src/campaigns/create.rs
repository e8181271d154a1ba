//! `POST /api/colloquy/v1/campaigns`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::campaigns;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::Campaign;
use super::body::{CreateCampaign, new_campaign};
use crate::error::ErrorBody;

/// Adds a campaign.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/campaigns",
    tag = "Campaigns",
    request_body = CreateCampaign,
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 201, description = "created", body = Campaign),
        (status = 409, description = "a campaign has this key already", body = ErrorBody),
    )
)]
pub async fn create_campaign(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Campaign>), Problem> {
    caller.require("campaigns:write")?;
    let body = body.value()?;
    let campaign = campaigns::create(state.app(), caller.workspace_id(), new_campaign(&body)?).await?;
    Ok((StatusCode::CREATED, Json(Campaign::of(&campaign))))
}
