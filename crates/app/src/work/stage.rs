//! One attempt of a stage, from its job to what is written down of it.
//!
//! The transcript and the insights differ in what they find, and in what follows from it or from giving up
//! ([`StageWork`]). How attempts are counted, who may write and how an attempt ends is the same for all and stands
//! here.
//!
//! Every transaction asks for the lease before anything else. So a worker that has lost it writes nothing: no
//! result, and not that the stage is at work either, which would stand there for ever once another worker has
//! finished it. And since that locks the job's row, two workers that meet at one job wait in the same order.

use std::sync::Arc;

use async_trait::async_trait;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError, Tx, conversations, stages};
use tokio_util::sync::CancellationToken;

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{bury, finish, hold, retry};
use crate::App;
use crate::events::EventDialects;

/// How an attempt left its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// There is nothing more to do for it: how it went is written down, or somebody else has the job.
    ForGood,
    /// The end of this process cut it off: the job is to be given back, and the attempt does not count.
    CutOff,
}

/// An attempt of a stage.
pub struct StageAttempt<'a> {
    pub app: &'a App,
    pub job: &'a Arc<LeasedJob>,
    pub conversation_id: ConversationId,
    pub stage: StageName,
    pub started_at: Instant,
    /// This process is about to end.
    pub shutdown: &'a CancellationToken,
}

/// The end of an attempt, in the transaction that writes it down.
pub struct AttemptEnd<'t> {
    pub tx: &'t Tx,
    pub dialects: EventDialects,
    /// The conversation, whose row is locked.
    pub before: Conversation,
    /// The stage, to be given its end.
    pub stage: Stage,
    pub now: Instant,
}

/// What one kind of stage does.
#[async_trait]
pub trait StageWork: Copy + Send + Sync + 'static {
    /// What an attempt brings.
    type Found: Send + 'static;

    /// Does the work; writes nothing, but may show that it has begun.
    async fn attempt(self, attempt: &StageAttempt<'_>) -> Result<Self::Found, WorkError>;

    /// Writes what was found, the end of the stage, and what follows.
    async fn complete(self, end: AttemptEnd<'_>, found: Self::Found) -> Result<(), StoreError>;

    /// Writes what follows from a stage that is given up; that it failed is written already.
    async fn give_up(self, end: AttemptEnd<'_>, reason: String) -> Result<(), StoreError>;
}

/// Does one attempt and writes down how it ended.
pub async fn run<W: StageWork>(attempt: &StageAttempt<'_>, work: W) -> Ended {
    let (id, stage, number) = (attempt.conversation_id, attempt.stage.as_str(), attempt.job.job.attempts);
    let Err(error) = try_once(attempt, work).await else { return Ended::ForGood };
    tracing::warn!(conversation.id = %id, stage, attempt = number, %error, "attempt of a stage failed");
    let is_final = match &error {
        WorkError::LeaseLost => return Ended::ForGood,
        WorkError::Permanent(_) => true,
        // Whether it was the shutdown that failed it or something else that came with it: the next one will tell.
        WorkError::Transient(_) | WorkError::Store(_) if attempt.shutdown.is_cancelled() => {
            return Ended::CutOff;
        }
        WorkError::Transient(_) | WorkError::Store(_) => attempt.job.is_last_attempt(),
    };
    if let Err(error) = fail(attempt, work, error.to_string(), is_final).await {
        tracing::error!(conversation.id = %id, stage, %error, "could not write down a failed attempt");
    }
    Ended::ForGood
}

/// Shows that the stage is at work.
pub async fn show_running(tx: &Tx, job: &LeasedJob, running: &Stage) -> Result<(), StoreError> {
    hold(tx, job).await?;
    stages::update(tx, running).await
}

impl StageAttempt<'_> {
    /// The stage while the attempt is at it.
    pub fn running(&self) -> Stage {
        Stage {
            status: StageStatus::Running,
            attempts: self.job.job.attempts,
            started_at: Some(self.started_at),
            ..Stage::pending(self.job.job.workspace_id, self.conversation_id, self.stage)
        }
    }
}

async fn try_once<W: StageWork>(attempt: &StageAttempt<'_>, work: W) -> Result<(), WorkError> {
    check_attempts_left(&attempt.job.job)?;
    let found = work.attempt(attempt).await?;
    let (app, job, id) = (attempt.app, attempt.job.clone(), attempt.conversation_id);
    let (dialects, now) = (app.dialects.clone(), app.now());
    let stage = Stage { finished_at: Some(now), ..attempt.running() };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                finish(tx, &job).await?;
                let before = conversations::get_for_update(tx, id)
                    .await?
                    .ok_or(StoreError::NotFound("conversation"))?;
                work.complete(AttemptEnd { tx, dialects, before, stage, now }, found).await
            })
        })
        .await
        .map_err(WorkError::from)
}

/// Writes down a failed attempt: to be tried again, or given up with its reason.
async fn fail<W: StageWork>(
    attempt: &StageAttempt<'_>,
    work: W,
    reason: String,
    is_final: bool,
) -> Result<(), StoreError> {
    let (app, job, id) = (attempt.app, attempt.job.clone(), attempt.conversation_id);
    let (dialects, now) = (app.dialects.clone(), app.now());
    let stage = Stage {
        status: if is_final { StageStatus::Failed } else { StageStatus::Pending },
        error: Some(reason.clone()),
        finished_at: Some(now),
        ..attempt.running()
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                hold(tx, &job).await?;
                let Some(before) = conversations::get_for_update(tx, id).await? else {
                    return finish(tx, &job).await;
                };
                stages::update(tx, &stage).await?;
                if !is_final {
                    return retry(tx, &job, now + stage_retry_delay(job.job.attempts), &reason).await;
                }
                bury(tx, &job, &reason).await?;
                work.give_up(AttemptEnd { tx, dialects, before, stage, now }, reason).await
            })
        })
        .await
}
