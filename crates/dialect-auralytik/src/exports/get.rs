//! `GET /exports/{jobId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::exports;
use colloquy_domain::ExportJobId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::Job;
use crate::auth::Signed;
use crate::ids;

/// Tells how far an export is, and where its file is. The link needs no key.
#[utoipa::path(
    get,
    path = "/exports/{jobId}",
    operation_id = "auralytikGetExport",
    tag = "Auralytik: exports",
    params(("jobId" = String, Path, description = "its id")),
    security(("key" = ["analytics:export"])),
    responses((status = 200, description = "the export", body = Job)),
)]
pub async fn get_export(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<Job>, Problem> {
    caller.require("analytics:export")?;
    let id = ids::in_path(ids::EXPORT_JOB, &id, ExportJobId, "export")?;
    let job = exports::get(state.app(), &caller, id).await?;
    Ok(Json(Job::shown(state.app(), &job)))
}
