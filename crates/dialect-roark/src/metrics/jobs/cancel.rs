//! `POST /v1/metric/collection-jobs/{jobId}/cancel`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::jobs;
use colloquy_domain::CollectionJobId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Job;
use crate::envelope::RoarkData;
use crate::ids;

/// Stops what a job has not measured yet; values that are there stay. A job that is over is answered as it is.
#[utoipa::path(
    post,
    path = "/v1/metric/collection-jobs/{jobId}/cancel",
    operation_id = "roarkCancelMetricCollectionJob",
    tag = "Roark: metrics",
    params(("jobId" = String, Path, description = "id of the job")),
    security(("key" = ["metrics:write"])),
    responses((status = 200, description = "the job as it is now", body = RoarkData<Job>)),
)]
pub async fn cancel_collection_job(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Job>>, Problem> {
    caller.require("metrics:write")?;
    let id = ids::in_path(&id, CollectionJobId, "metric collection job")?;
    let found = jobs::cancel(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: Job::of(&found) }))
}
