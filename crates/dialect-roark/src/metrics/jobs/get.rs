//! `GET /v1/metric/collection-jobs/{jobId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::jobs;
use colloquy_domain::CollectionJobId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Job;
use crate::envelope::RoarkData;
use crate::ids;

/// Reads a collection job.
#[utoipa::path(
    get,
    path = "/v1/metric/collection-jobs/{jobId}",
    operation_id = "roarkGetMetricCollectionJob",
    tag = "Roark: metrics",
    params(("jobId" = String, Path, description = "id of the job")),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "the job", body = RoarkData<Job>)),
)]
pub async fn get_collection_job(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Job>>, Problem> {
    caller.require("metrics:read")?;
    let id = ids::in_path(&id, CollectionJobId, "metric collection job")?;
    let found = jobs::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: Job::of(&found) }))
}
