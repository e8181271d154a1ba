//! Jobs that were given up.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::dead_jobs::{self, DeadJob as AppDeadJob};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use crate::wire::{List, words};
use crate::{ids, query};

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list_dead_jobs))
        .routes(routes!(retry_dead_job))
        .routes(routes!(retry_all_dead_jobs))
}

/// A job that was given up.
#[derive(Serialize, ToSchema)]
struct DeadJob {
    id: String,
    #[schema(value_type = words::Queue)]
    queue: &'static str,
    /// What was to be done, with the id of what it was to be done to.
    job: Value,
    /// Attempts that were made.
    attempts: u32,
    /// Why the last one failed.
    last_error: Option<String>,
    created_at: String,
    died_at: String,
}

impl DeadJob {
    fn of(job: &AppDeadJob) -> Self {
        Self {
            id: job.id.to_string(),
            queue: job.queue.as_str(),
            job: json!(job.kind),
            attempts: job.attempts,
            last_error: job.last_error.clone(),
            created_at: iso(job.created_at),
            died_at: iso(job.died_at),
        }
    }
}

/// How many were put back.
#[derive(Serialize, ToSchema)]
struct PutBack {
    put_back: usize,
}

/// Query of the list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct DeadJobsQuery {
    /// 50 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// Jobs that were given up, newest first within each queue.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/jobs/dead",
    tag = "Jobs",
    params(DeadJobsQuery),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the jobs", body = List<DeadJob>),
    )
)]
async fn list_dead_jobs(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Query(query): Query<DeadJobsQuery>,
) -> Result<Json<List<DeadJob>>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let limit = query::limit(query.limit.as_deref())?;
    let found = dead_jobs::list(state.app(), caller.workspace_id(), limit).await?;
    Ok(Json(List::of(&found, DeadJob::of)))
}

/// Puts one back, to be tried from the beginning.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/jobs/dead/{job_id}/retry",
    tag = "Jobs",
    params(("job_id" = String, Path, description = "id of the job")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 202, description = "it is waiting again", body = PutBack),
    )
)]
async fn retry_dead_job(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<PutBack>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    dead_jobs::retry(state.app(), caller.workspace_id(), ids::job(&id)?).await?;
    Ok((StatusCode::ACCEPTED, Json(PutBack { put_back: 1 })))
}

/// Puts all of them back.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/jobs/dead/retry",
    tag = "Jobs",
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 202, description = "they are waiting again", body = PutBack),
    )
)]
async fn retry_all_dead_jobs(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<(StatusCode, Json<PutBack>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let put_back = dead_jobs::retry_all(state.app(), caller.workspace_id()).await?;
    Ok((StatusCode::ACCEPTED, Json(PutBack { put_back })))
}
