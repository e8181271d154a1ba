//! When an evaluation can be made.
//!
//! Scoring reads the transcript, and an evaluation tells how people felt, which the sentiment stage finds once there is
//! a transcript. So its end is what evaluations wait for, whatever it brought: whoever ends that stage writes the jobs
//! of those that wait, and whoever begins an evaluation after that writes its job at once. Both hold the conversation's
//! row, so that one of them sees the other.

use colloquy_domain::evaluation::Evaluation;
use colloquy_domain::job::JobKind;
use colloquy_domain::stage::StageName;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::{self, NewJob};
use colloquy_store::{StoreError, Tx, evaluations, stages};

/// Attempts at scoring a conversation.
const ATTEMPTS: u32 = 5;

/// Whether everything that scoring reads is there, or will never be.
pub(super) async fn is_ready(tx: &Tx, id: ConversationId) -> Result<bool, StoreError> {
    let sentiment = stages::get(tx, id, StageName::Sentiment).await?;
    Ok(sentiment.is_some_and(|stage| stage.status.is_final()))
}

/// Writes the jobs of a conversation's evaluations that wait. Its row is locked by the caller.
pub(crate) async fn enqueue_ready(tx: &Tx, id: ConversationId, now: Instant) -> Result<(), StoreError> {
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
