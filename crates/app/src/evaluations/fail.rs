//! Giving evaluations up.

use colloquy_domain::Instant;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{Evaluation, EvaluationState};
use colloquy_domain::event::EventKind;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_store::{StoreError, Tx, evaluations};

use super::carry::reinstate;
use super::stage::put_stage;
use super::told::event;
use crate::audio_files::follow;
use crate::clock::dated;
use crate::events::{EventDialects, publish};

/// Gives up everything that waits for a transcript which will not come, and the file that the conversation was made of.
/// The conversation's row is locked by the caller.
pub(crate) async fn fail_pending(
    tx: &Tx,
    dialects: &EventDialects,
    conversation: &Conversation,
    reason: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let waiting = evaluations::pending_of(tx, conversation.id).await?;
    if !waiting.is_empty() {
        let stage = Stage {
            status: StageStatus::Skipped,
            error: Some(reason.to_owned()),
            finished_at: Some(now),
            ..Stage::pending(conversation.workspace_id, conversation.id, StageName::Evaluation)
        };
        put_stage(tx, &stage).await?;
    }
    for evaluation in waiting {
        give_up(tx, dialects, evaluation, reason, now).await?;
    }
    follow::on_failed(tx, dialects, conversation, reason, now).await
}

/// Gives up one evaluation, and the file where it waits for this one. The evaluation before counts again.
pub(crate) async fn give_up(
    tx: &Tx,
    dialects: &EventDialects,
    mut evaluation: Evaluation,
    reason: &str,
    now: Instant,
) -> Result<(), StoreError> {
    evaluation.state = EvaluationState::Failed;
    evaluation.error = Some(reason.to_owned());
    evaluation.updated_at = dated(tx, evaluation.updated_at);
    evaluations::update(tx, &evaluation).await?;
    reinstate(tx, &evaluation, now).await?;
    let mut failed = event(tx, EventKind::EvaluationFailed, &evaluation, now).await?;
    failed.snapshot.error = Some(reason.to_owned());
    publish(tx, dialects, vec![failed]).await?;
    follow::on_evaluated(tx, dialects, &evaluation, now).await
}
