//! Jobs that were given up: looking at them and putting them back.
//!
//! Putting a stage's job back makes the stage pending again, so that what people see and what will happen agree.

use colloquy_domain::conversation::{Conversation, ProcessingStatus};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::{ConversationId, EvaluationId, Instant, JobId, WorkspaceId};
use colloquy_store::jobs::dead;
pub use colloquy_store::jobs::dead::DeadJob;
use colloquy_store::{Durability, StoreError, Tx, conversations, evaluations as stored, stages};

use crate::clock::dated;
use crate::events::{EventDialects, publish, updated_event};
use crate::{App, AppError, evaluations};

/// Jobs that are put back in one transaction: with all of their conversation's stages and an event, all at once would
/// hold up every other change.
const RETRIED_AT_ONCE: u64 = 100;

/// The dead jobs of a workspace, newest first within each queue.
pub async fn list(app: &App, workspace_id: WorkspaceId, limit: u64) -> Result<Vec<DeadJob>, AppError> {
    let mut found = Vec::new();
    for queue in Queue::ALL {
        found.extend(dead::list(app.store.reader(), workspace_id, queue, limit, None).await?);
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Puts one back.
pub async fn retry(app: &App, workspace_id: WorkspaceId, id: JobId) -> Result<(), AppError> {
    match put_back(app, workspace_id, vec![id]).await? {
        0 => Err(AppError::NotFound("dead job")),
        _ => Ok(()),
    }
}

/// Puts all back; returns how many. One that is given up again meanwhile is not put back a second time.
pub async fn retry_all(app: &App, workspace_id: WorkspaceId) -> Result<usize, AppError> {
    let mut count = 0;
    for queue in Queue::ALL {
        let mut before = None;
        loop {
            let found = dead::list(app.store.reader(), workspace_id, queue, RETRIED_AT_ONCE, before).await?;
            let Some(last) = found.last() else { break };
            before = Some(last.id);
            count += put_back(app, workspace_id, found.iter().map(|job| job.id).collect()).await?;
        }
    }
    Ok(count)
}

/// Puts these back in one transaction; returns how many of them were still dead.
async fn put_back(app: &App, workspace_id: WorkspaceId, ids: Vec<JobId>) -> Result<usize, AppError> {
    let (dialects, now) = (app.dialects.clone(), app.now());
    let count = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut count = 0;
                for id in ids {
                    // Somebody else may have put it back, and it may be done by now: then nothing is to be reopened.
                    if let Some(job) = dead::retry(tx, workspace_id, id, now).await? {
                        reopen(tx, &dialects, job.kind, now).await?;
                        count += 1;
                    }
                }
                Ok::<_, StoreError>(count)
            })
        })
        .await?;
    Ok(count)
}

/// Has the stage of a job that is about to be done anew wait again, with whatever waits for it.
pub(crate) async fn reopen(
    tx: &Tx,
    dialects: &EventDialects,
    kind: JobKind,
    now: Instant,
) -> Result<(), StoreError> {
    match kind {
        JobKind::FetchRecording { conversation_id } | JobKind::Transcribe { conversation_id } => {
            let Some(before) = conversations::get_for_update(tx, conversation_id).await? else {
                return Ok(());
            };
            if matches!(kind, JobKind::Transcribe { .. })
                && before.processing_status == ProcessingStatus::Completed
            {
                // What was heard before counts as long as it is not heard again.
                return reopen_stage(tx, conversation_id, StageName::Transcript).await;
            }
            if matches!(kind, JobKind::FetchRecording { .. }) {
                let recording = Stage::pending(before.workspace_id, conversation_id, StageName::Recording);
                stages::update(tx, &recording).await?;
            }
            for name in StageName::COMMON {
                stages::update(tx, &Stage::pending(before.workspace_id, conversation_id, name)).await?;
            }
            // They failed because there was no transcript.
            evaluations::reopen(tx, &before, None).await?;
            let mut after: Conversation = before.clone();
            after.processing_status = ProcessingStatus::Pending;
            after.updated_at = dated(tx, before.updated_at);
            conversations::update(tx, &after).await?;
            publish(tx, dialects, vec![updated_event(&before, &after, now)]).await
        }
        JobKind::Insight { conversation_id, stage } => reopen_stage(tx, conversation_id, stage).await,
        JobKind::Evaluate { evaluation_id } => reopen_evaluation(tx, evaluation_id).await,
        // A delivery that is over is not attempted, a run that failed is tried again by its own route, and what could
        // not be measured is asked for again. An export shows its progress once it is at work. A call that was not taken
        // in is no conversation yet. Jobs of dialogues and knowledge bases look at what is there when they run.
        JobKind::Deliver { .. }
        | JobKind::Workflow { .. }
        | JobKind::Metric { .. }
        | JobKind::Export { .. }
        | JobKind::TakeDialerCall { .. }
        | JobKind::BeginDialogue { .. }
        | JobKind::Reply { .. }
        | JobKind::DialogueIdle { .. }
        | JobKind::SendMessage { .. }
        | JobKind::PlaceCall { .. }
        | JobKind::ReadKnowledge { .. } => Ok(()),
    }
}

async fn reopen_evaluation(tx: &Tx, id: EvaluationId) -> Result<(), StoreError> {
    let Some(evaluation) = stored::get_any(tx, id).await? else { return Ok(()) };
    let Some(conversation) = conversations::get_for_update(tx, evaluation.conversation_id).await? else {
        return Ok(());
    };
    evaluations::reopen(tx, &conversation, Some(id)).await
}

async fn reopen_stage(tx: &Tx, id: ConversationId, name: StageName) -> Result<(), StoreError> {
    let Some(conversation) = conversations::get_for_update(tx, id).await? else { return Ok(()) };
    stages::update(tx, &Stage::pending(conversation.workspace_id, id, name)).await
}
