//! The log of runs, and trying one again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use colloquy_app::{AppError, read, workflows};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use super::answer::WorkflowRun;
use crate::wire::List;
use crate::{ids, query};

/// Which runs.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RunsQuery {
    /// 50 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// Only those older than the run of this id.
    #[param(pattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]
    before: Option<String>,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
pub struct WorkflowRunPage {
    /// Newest first.
    data: Vec<WorkflowRun>,
    /// `before` of the next part; null where this is the last.
    next_before: Option<String>,
}

/// Runs of a rule, newest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/workflows/{workflow_id}/runs",
    tag = "Workflows",
    params(("workflow_id" = String, Path, description = "id of the rule"), RunsQuery),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the runs", body = WorkflowRunPage),
    )
)]
pub async fn list_runs_of_workflow(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    Query(query): Query<RunsQuery>,
) -> Result<Json<WorkflowRunPage>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let limit = query::limit(query.limit.as_deref())?;
    let unknown = || AppError::malformed("before", "invalid_format", "before must be the id of a run");
    let before =
        query.before.as_deref().map(|text| ids::workflow_run(text).map_err(|_| unknown())).transpose()?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let found = workflows::list_of_workflow(app, workspace_id, ids::workflow(&id)?, limit, before).await?;
    let is_full = u64::try_from(found.len()).is_ok_and(|length| length == limit);
    let next_before = found.last().filter(|_| is_full).map(|last| last.id.to_string());
    Ok(Json(WorkflowRunPage { data: found.iter().map(WorkflowRun::of).collect(), next_before }))
}

/// Runs for a conversation, newest first: at most one of each rule.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/workflow_runs",
    tag = "Workflows",
    params(("conversation_id" = String, Path, description = "any spelling of its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the runs", body = List<WorkflowRun>),
    )
)]
pub async fn list_runs_of_conversation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<WorkflowRun>>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let conversation = read::conversation(state.app(), &caller, ids::conversation(&id)?).await?;
    let found = workflows::list_of_conversation(state.app(), conversation.id).await?;
    Ok(Json(List::of(&found, WorkflowRun::of)))
}

/// A run with its log.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/workflow_runs/{workflow_run_id}",
    tag = "Workflows",
    params(("workflow_run_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the run", body = WorkflowRun),
    )
)]
pub async fn get_workflow_run(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<WorkflowRun>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let run = workflows::one(state.app(), caller.workspace_id(), ids::workflow_run(&id)?).await?;
    Ok(Json(WorkflowRun::of(&run)))
}

/// Tries a failed run again, by the rule as it is now. What was done is not done again.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/workflow_runs/{workflow_run_id}/retry",
    tag = "Workflows",
    params(("workflow_run_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 202, description = "it is waiting again", body = WorkflowRun),
    )
)]
pub async fn retry_workflow_run(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<WorkflowRun>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let run = workflows::retry(state.app(), caller.workspace_id(), ids::workflow_run(&id)?).await?;
    Ok((StatusCode::ACCEPTED, Json(WorkflowRun::of(&run))))
}
