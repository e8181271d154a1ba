//! Campaigns: `/campaigns`. They are read here; the operator makes them, or an upload that names them. Clients refer to
//! them by their key, which may be any text.

mod get;
mod list;
mod names;
mod wire;

use colloquy_app::{App, AppError, campaigns};
use colloquy_domain::{CallCenterId, CampaignId, WorkspaceId};
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list::list_campaigns)).routes(routes!(get::get_campaign))
}

/// The campaign that a member of a body names. A name that nothing has matches nothing: it stands for an id that nothing
/// has.
pub async fn campaign_of(
    app: &App,
    workspace_id: WorkspaceId,
    key: Option<&str>,
) -> Result<Option<CampaignId>, AppError> {
    let Some(key) = key else { return Ok(None) };
    match campaigns::get(app, workspace_id, key).await {
        Ok(campaign) => Ok(Some(campaign.id)),
        Err(AppError::NotFound(_)) => Ok(Some(CampaignId(Uuid::nil()))),
        Err(error) => Err(error),
    }
}

/// The same for call centers.
pub async fn call_center_of(
    app: &App,
    workspace_id: WorkspaceId,
    key: Option<&str>,
) -> Result<Option<CallCenterId>, AppError> {
    let Some(key) = key else { return Ok(None) };
    match campaigns::call_centers::get(app, workspace_id, key).await {
        Ok(call_center) => Ok(Some(call_center.id)),
        Err(AppError::NotFound(_)) => Ok(Some(CallCenterId(Uuid::nil()))),
        Err(error) => Err(error),
    }
}
