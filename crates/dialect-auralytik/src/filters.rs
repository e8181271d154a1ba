//! Filters that several lists have. What names nothing finds nothing: its id is the one that nothing has.

use colloquy_app::{App, AppError, campaigns};
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::{CallCenterId, CampaignId, Instant, ProjectId, WorkspaceId};
use colloquy_http::QueryPairs;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::ids;
use crate::params::{self, DateOrInstant};

/// What the description says of the parameters by which evaluations are narrowed everywhere.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct OfEvaluations {
    /// Of this engagement.
    engagement_id: Option<String>,
    /// Of this campaign.
    campaign_id: Option<String>,
    /// Of this call center.
    call_center_id: Option<String>,
    /// Recorded at this instant or later; of a bare date from its start in UTC.
    #[param(inline)]
    date_from: Option<DateOrInstant>,
    /// Recorded at this instant or earlier; of a bare date up to its end in UTC.
    #[param(inline)]
    date_to: Option<DateOrInstant>,
}

/// Reads the parameters of [`OfEvaluations`].
pub async fn evaluations(
    app: &App,
    workspace_id: WorkspaceId,
    query: &QueryPairs,
) -> Result<EvaluationFilter, AppError> {
    let (from, until) = dates(query)?;
    Ok(EvaluationFilter {
        project_id: engagement(query)?,
        campaign_id: campaign(app, workspace_id, query).await?,
        call_center_id: call_center(app, workspace_id, query).await?,
        from,
        until,
        ..EvaluationFilter::default()
    })
}

/// `dateFrom` and `dateTo`.
pub fn dates(query: &QueryPairs) -> Result<(Option<Instant>, Option<Instant>), AppError> {
    Ok((params::instant_from(query, "dateFrom")?, params::instant_until(query, "dateTo")?))
}

/// `engagementId`.
pub fn engagement(query: &QueryPairs) -> Result<Option<ProjectId>, AppError> {
    params::id(query, "engagementId", ids::ENGAGEMENT, ProjectId)
}

/// `campaignId`, which is a campaign's key.
pub async fn campaign(
    app: &App,
    workspace_id: WorkspaceId,
    query: &QueryPairs,
) -> Result<Option<CampaignId>, AppError> {
    let Some(key) = query.one("campaignId")? else { return Ok(None) };
    let found = campaigns::get(app, workspace_id, key).await.map(|campaign| campaign.id);
    or_nothing(found, CampaignId)
}

/// `callCenterId`, which is a call center's key.
pub async fn call_center(
    app: &App,
    workspace_id: WorkspaceId,
    query: &QueryPairs,
) -> Result<Option<CallCenterId>, AppError> {
    let Some(key) = query.one("callCenterId")? else { return Ok(None) };
    let found = campaigns::call_centers::get(app, workspace_id, key).await.map(|center| center.id);
    or_nothing(found, CallCenterId)
}

fn or_nothing<T>(found: Result<T, AppError>, make: fn(Uuid) -> T) -> Result<Option<T>, AppError> {
    match found {
        Ok(id) => Ok(Some(id)),
        Err(AppError::NotFound(_)) => Ok(Some(make(Uuid::nil()))),
        Err(error) => Err(error),
    }
}
