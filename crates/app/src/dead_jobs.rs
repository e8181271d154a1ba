//! Jobs that were given up: looking at them and putting them back.
//!
//! Putting a stage's job back makes the stage pending again, so that what people see and what will happen agree.

use colloquy_domain::conversation::{Conversation, ProcessingStatus};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::{ConversationId, Instant, JobId, WorkspaceId};
use colloquy_store::jobs::dead;
pub use colloquy_store::jobs::dead::DeadJob;
use colloquy_store::{Durability, StoreError, Tx, conversations, stages};

use crate::events::{EventDialects, publish, updated_event};
use crate::{App, AppError};

/// Most jobs that are put back at once.
const MOST_AT_ONCE: u64 = 10_000;

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
    let found = list(app, workspace_id, MOST_AT_ONCE).await?.into_iter().find(|job| job.id == id);
    put_back(app, workspace_id, vec![found.ok_or(AppError::NotFound("dead job"))?]).await
}

/// Puts all back; returns how many.
pub async fn retry_all(app: &App, workspace_id: WorkspaceId) -> Result<usize, AppError> {
    let found = list(app, workspace_id, MOST_AT_ONCE).await?;
    let count = found.len();
    put_back(app, workspace_id, found).await?;
    Ok(count)
}

async fn put_back(app: &App, workspace_id: WorkspaceId, found: Vec<DeadJob>) -> Result<(), AppError> {
    let (dialects, now) = (app.dialects.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                for job in found {
                    dead::retry(tx, workspace_id, job.id, now).await?;
                    reopen(tx, &dialects, job.kind, now).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(())
}

async fn reopen(tx: &Tx, dialects: &EventDialects, kind: JobKind, now: Instant) -> Result<(), StoreError> {
    match kind {
        JobKind::Transcribe { conversation_id } => {
            let Some(before) = conversations::get_for_update(tx, conversation_id).await? else {
                return Ok(());
            };
            for name in StageName::ALL {
                stages::update(tx, &Stage::pending(before.workspace_id, conversation_id, name)).await?;
            }
            let mut after: Conversation = before.clone();
            after.processing_status = ProcessingStatus::Pending;
            after.updated_at = now;
            conversations::update(tx, &after).await?;
            publish(tx, dialects, vec![updated_event(&before, &after, now)]).await
        }
        JobKind::Insight { conversation_id, stage } => reopen_stage(tx, conversation_id, stage).await,
        JobKind::Deliver { .. } => Ok(()),
    }
}

async fn reopen_stage(tx: &Tx, id: ConversationId, name: StageName) -> Result<(), StoreError> {
    let Some(conversation) = conversations::get_for_update(tx, id).await? else { return Ok(()) };
    stages::update(tx, &Stage::pending(conversation.workspace_id, id, name)).await
}
