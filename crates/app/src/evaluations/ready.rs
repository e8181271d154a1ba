//! When an evaluation can be made.
//!
//! Scoring reads the transcript, and an evaluation tells how people felt and what it was about, which the stages of
//! sentiment and summary find once there is a transcript. So their ends are what evaluations wait for, whatever they
//! brought: whoever ends the later one writes the jobs of those that wait, and whoever begins an evaluation after that
//! writes its job at once. Both hold the conversation's row, so that one of them sees the other.

use colloquy_domain::evaluation::Evaluation;
use colloquy_domain::job::JobKind;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::{self, NewJob};
use colloquy_store::{StoreError, Tx, evaluations, stages};

/// Attempts at scoring a conversation.
const ATTEMPTS: u32 = 5;

/// What is read beside the transcript.
const NEEDED: [StageName; 2] = [StageName::Summary, StageName::Sentiment];

/// Whether everything that an evaluation tells is there, or will never be.
pub(super) async fn is_ready(tx: &Tx, id: ConversationId) -> Result<bool, StoreError> {
    Ok(are_over(&stages::list(tx, id).await?))
}

fn are_over(all: &[Stage]) -> bool {
    NEEDED.iter().all(|name| all.iter().any(|stage| stage.name == *name && stage.status.is_final()))
}

/// Writes the jobs of evaluations that wait for an insight stage which has just ended, where it was the last of those
/// that they wait for. `all` are the conversation's stages; its row is locked by the caller.
pub(crate) async fn after_stage(
    tx: &Tx,
    id: ConversationId,
    ended: StageName,
    all: &[Stage],
    now: Instant,
) -> Result<(), StoreError> {
    if NEEDED.contains(&ended) && are_over(all) { enqueue_ready(tx, id, now).await } else { Ok(()) }
}

/// Writes the jobs of a conversation's evaluations that wait. Its row is locked by the caller.
async fn enqueue_ready(tx: &Tx, id: ConversationId, now: Instant) -> Result<(), StoreError> {
    let waiting = evaluations::pending_of(tx, id).await?;
    jobs::enqueue(tx, waiting.iter().map(|evaluation| job(evaluation, now)).collect()).await
}

/// The job that scores.
pub(super) fn job(evaluation: &Evaluation, now: Instant) -> NewJob {
    NewJob {
        workspace_id: evaluation.workspace_id,
        lane: evaluation.workspace_id.0,
        kind: JobKind::Evaluate { evaluation_id: evaluation.id },
        run_at: now,
        max_attempts: ATTEMPTS,
        dedupe_key: Some(format!("evaluate:{}", evaluation.id)),
    }
}
