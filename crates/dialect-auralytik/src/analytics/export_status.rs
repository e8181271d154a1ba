//! `GET /analytics/export/{jobId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{AppError, exports};
use colloquy_domain::ExportJobId;
use colloquy_domain::export::ExportContent;
use colloquy_http::{HttpState, Path, Problem};

use crate::auth::Signed;
use crate::exports::Job;
use crate::ids;

/// Tells how far an export of analytics is, and where its file is. The link needs no key.
#[utoipa::path(
    get,
    path = "/analytics/export/{jobId}",
    operation_id = "auralytikGetAnalyticsExport",
    tag = "Auralytik: analytics",
    params(("jobId" = String, Path, description = "its id")),
    security(("key" = ["analytics:read"])),
    responses((status = 200, description = "the export", body = Job)),
)]
pub async fn get_analytics_export(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<Job>, Problem> {
    caller.require("analytics:read")?;
    let id = ids::in_path(ids::EXPORT_JOB, &id, ExportJobId, "export")?;
    let job = exports::get(state.app(), &caller, id).await?;
    match job.content {
        ExportContent::Analytics { .. } => Ok(Json(Job::shown(state.app(), &job))),
        // Reports of calls need more than the scope that is asked for here.
        ExportContent::AiCalls { .. } => Err(AppError::NotFound("export").into()),
    }
}
