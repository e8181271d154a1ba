//! Runs: looking at them, and trying a failed one again.

use colloquy_domain::job::JobKind;
use colloquy_domain::workflow::{ActionLog, RunStatus, WorkflowRun};
use colloquy_domain::{ConversationId, Instant, WorkflowId, WorkflowRunId, WorkspaceId};
use colloquy_store::jobs::NewJob;
use colloquy_store::{Durability, jobs, workflow_runs, workflows};

use crate::{App, AppError};

/// Claims that the job of a run may take before it counts as dead. Attempts are counted by step and end long before;
/// this bounds attempts that end without a result, such as those of a worker that was killed.
const MOST_CLAIMS: u32 = 64;

/// The runs of a rule, newest first.
pub async fn list_of_workflow(
    app: &App,
    workspace_id: WorkspaceId,
    id: WorkflowId,
    limit: u64,
    before: Option<WorkflowRunId>,
) -> Result<Vec<WorkflowRun>, AppError> {
    let workflow = super::get(app, workspace_id, id).await?;
    Ok(workflow_runs::list_of_workflow(app.store.reader(), workflow.id, limit, before).await?)
}

/// The runs of a conversation, newest first. Whether the caller may see the conversation is asked before.
pub async fn list_of_conversation(app: &App, id: ConversationId) -> Result<Vec<WorkflowRun>, AppError> {
    Ok(workflow_runs::list_of_conversation(app.store.reader(), id).await?)
}

/// One run.
pub async fn one(app: &App, workspace_id: WorkspaceId, id: WorkflowRunId) -> Result<WorkflowRun, AppError> {
    let found = workflow_runs::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("workflow run"))
}

/// Tries a failed run again, by the rule as it is now. What was done is not done again: actions that were done stay
/// so while the rule has one of the same kind at their place, and mails that were taken are not sent twice.
pub async fn retry(app: &App, workspace_id: WorkspaceId, id: WorkflowRunId) -> Result<WorkflowRun, AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = workflow_runs::get_for_update(tx, workspace_id, id).await?;
                let mut run = found.ok_or(AppError::NotFound("workflow run"))?;
                if run.status != RunStatus::Failed {
                    let message =
                        format!("only a failed run can be tried again; this one is {}", run.status.as_str());
                    return Err(AppError::Conflict(message));
                }
                let workflow = workflows::get(tx, workspace_id, run.workflow_id).await?;
                let Some(workflow) = workflow.filter(|workflow| workflow.enabled) else {
                    return Err(AppError::Conflict("its workflow is deleted or switched off".into()));
                };
                run.log = renewed(&run, &workflow.actions);
                run.actions = workflow.actions;
                run.status = RunStatus::Pending;
                run.retries += 1;
                run.next_attempt_at = Some(now);
                run.updated_at = now;
                workflow_runs::update(tx, &run).await?;
                jobs::enqueue(tx, vec![run_job(&run, now)]).await?;
                Ok(run)
            })
        })
        .await
}

fn renewed(run: &WorkflowRun, actions: &[colloquy_domain::workflow::Action]) -> Vec<ActionLog> {
    let kept = |(position, action): (usize, &colloquy_domain::workflow::Action)| {
        let log = run.log.get(position).cloned()?;
        let is_same_kind = run.actions.get(position)?.kind() == action.kind();
        if !is_same_kind {
            return None;
        }
        if log.status == RunStatus::Done {
            return Some(log);
        }
        let done = log.steps.into_iter().filter(|step| step.status == RunStatus::Done).collect();
        Some(ActionLog { steps: done, ..ActionLog::default() })
    };
    actions.iter().enumerate().map(|entry| kept(entry).unwrap_or_default()).collect()
}

/// The job that does what a run says.
pub(crate) fn run_job(run: &WorkflowRun, run_at: Instant) -> NewJob {
    NewJob {
        workspace_id: run.workspace_id,
        lane: run.workspace_id.0,
        kind: JobKind::Workflow { workflow_run_id: run.id },
        run_at,
        max_attempts: MOST_CLAIMS,
        dedupe_key: None,
    }
}
