//! Writing down how far scoring is and what came of it.
//!
//! Each transaction asks for the lease, then locks the conversation, then the evaluation: so two workers, or a worker
//! and somebody who deletes the conversation, wait for each other in the same order. Results of different conversations
//! meet in the sums of analytics; of two that stand in each other's way one is rolled back and tried again at once.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationState, Feeling, Outcome};
use colloquy_domain::event::EventKind;
use colloquy_domain::scorecard::ScorecardVersion;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::{ConversationId, EvaluationId};
use colloquy_store::{Durability, StoreError, Tx, conversations, evaluations as stored};
use time::Duration;

use super::{Attempt, waits};
use crate::audio_files::follow;
use crate::clock::dated;
use crate::events::publish;
use crate::work::lease::{bury, finish, hold, retry};
use crate::{evaluations, reviews};

/// Times that a transaction is tried which gives way to others.
const MOST_WRITES: usize = 5;

/// What scoring brings.
#[derive(Clone)]
pub(super) struct Found {
    pub version: ScorecardVersion,
    pub results: Vec<CriterionResult>,
    pub sentiment: Option<Feeling>,
}

impl Attempt<'_> {
    /// Shows that the work has begun.
    pub(super) async fn begin(&self) -> Result<(), StoreError> {
        let (job, stage, place) = (self.job.clone(), self.running(), self.place());
        let work = self.app.store.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                hold(tx, &job).await?;
                let Some((_, mut evaluation)) = place.locked(tx).await? else { return Ok(()) };
                if evaluation.state != EvaluationState::Processing {
                    evaluation.state = EvaluationState::Processing;
                    evaluation.updated_at = dated(tx, evaluation.updated_at);
                    stored::update(tx, &evaluation).await?;
                }
                evaluations::put_stage(tx, &stage).await
            })
        });
        work.await
    }

    /// Writes what was found and everything that follows from it.
    pub(super) async fn complete(&self, found: Found) -> Result<(), StoreError> {
        written(|| {
            let (app, place, mut found) = (self.app, self.place(), found.clone());
            let (job, dialects, now) = (self.job.clone(), app.dialects.clone(), app.now());
            let done = Stage {
                status: StageStatus::Done,
                engine: Some(app.analyst.label_of(StageName::Evaluation)),
                finished_at: Some(now),
                ..self.running()
            };
            app.store.write(Durability::Full, move |tx| {
                Box::pin(async move {
                    finish(tx, &job).await?;
                    let Some((conversation, mut evaluation)) = place.locked(tx).await? else {
                        return Ok(());
                    };
                    evaluations::carry(tx, &evaluation, &found.version, &mut found.results).await?;
                    evaluation.state = EvaluationState::Completed;
                    evaluation.error = None;
                    let outcome = Outcome::of(&found.version, &found.results, found.sentiment);
                    evaluation.outcome = Some(outcome);
                    if let Some(seconds) = evaluations::length(tx, &conversation).await? {
                        evaluation.duration_seconds = Some(seconds);
                    }
                    if evaluation.audio_file_id.is_none() {
                        // It may have been found only now.
                        evaluation.name.clone_from(&conversation.title);
                    }
                    evaluation.updated_at = dated(tx, evaluation.updated_at);
                    evaluation.completed_at = Some(now);
                    stored::complete(tx, &evaluation, &found.version, &found.results).await?;
                    reviews::settle(tx, &evaluation, &found.results, now).await?;
                    put_end(tx, done).await?;
                    let told =
                        evaluations::event(tx, EventKind::EvaluationCompleted, &evaluation, now).await?;
                    publish(tx, &dialects, vec![told]).await?;
                    follow::on_evaluated(tx, &dialects, &evaluation, now).await
                })
            })
        })
        .await
    }

    /// Has the job tried again after a pause.
    pub(super) async fn try_again(&self, pause: Duration, reason: String) -> Result<(), StoreError> {
        let (job, place, then) = (self.job.clone(), self.place(), self.app.now() + pause);
        let stage = Stage {
            status: StageStatus::Pending,
            error: Some(reason.clone()),
            finished_at: Some(self.app.now()),
            ..self.running()
        };
        let work = self.app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                retry(tx, &job, then, &reason).await?;
                let Some((_, mut evaluation)) = place.locked(tx).await? else { return Ok(()) };
                evaluation.state = EvaluationState::Pending;
                evaluation.updated_at = dated(tx, evaluation.updated_at);
                stored::update(tx, &evaluation).await?;
                evaluations::put_stage(tx, &stage).await
            })
        });
        work.await
    }

    /// Gives the evaluation up; an operator may put back what failed, not what there was nothing to do for.
    pub(super) async fn give_up(&self, reason: String, status: StageStatus) -> Result<(), StoreError> {
        written(|| {
            let (app, place, reason) = (self.app, self.place(), reason.clone());
            let (job, dialects, now) = (self.job.clone(), app.dialects.clone(), app.now());
            let ended =
                Stage { status, error: Some(reason.clone()), finished_at: Some(now), ..self.running() };
            app.store.write(Durability::Full, move |tx| {
                Box::pin(async move {
                    hold(tx, &job).await?;
                    let Some((_, evaluation)) = place.locked(tx).await? else {
                        return finish(tx, &job).await;
                    };
                    match status {
                        StageStatus::Failed => bury(tx, &job, &reason).await?,
                        _ => finish(tx, &job).await?,
                    }
                    evaluations::give_up(tx, &dialects, evaluation, &reason, now).await?;
                    put_end(tx, ended).await
                })
            })
        })
        .await
    }

    fn place(&self) -> Place {
        Place { conversation_id: self.evaluation.conversation_id, evaluation_id: self.evaluation.id }
    }
}

/// Which evaluation of which conversation.
#[derive(Clone, Copy)]
struct Place {
    conversation_id: ConversationId,
    evaluation_id: EvaluationId,
}

impl Place {
    /// Both, locked; none where the conversation is deleted, or the evaluation waits no more.
    async fn locked(self, tx: &Tx) -> Result<Option<(Conversation, Evaluation)>, StoreError> {
        let conversation = conversations::get_for_update(tx, self.conversation_id).await?;
        let Some(conversation) = conversation else { return Ok(None) };
        let evaluation = stored::get_for_update(tx, self.evaluation_id).await?;
        let evaluation = evaluation.filter(|evaluation| waits(evaluation.state));
        Ok(evaluation.map(|evaluation| (conversation, evaluation)))
    }
}

/// Writes the end of the stage, unless another evaluation of the conversation is still to be made.
async fn put_end(tx: &Tx, ended: Stage) -> Result<(), StoreError> {
    let is_last = stored::pending_of(tx, ended.conversation_id).await?.is_empty();
    let stage = match is_last {
        true => ended,
        false => Stage::pending(ended.workspace_id, ended.conversation_id, StageName::Evaluation),
    };
    evaluations::put_stage(tx, &stage).await
}

async fn written<F>(mut attempt: impl FnMut() -> F) -> Result<(), StoreError>
where
    F: Future<Output = Result<(), StoreError>>,
{
    for _ in 1..MOST_WRITES {
        match attempt().await {
            Err(StoreError::GaveWay(_)) => {}
            ended => return ended,
        }
    }
    attempt().await
}
