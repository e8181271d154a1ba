//! Scoring one conversation for an evaluation.
//!
//! What was found, the numbers that follow, what is left for a person to look at, the stage, the events and the end of
//! the job are one transaction, which asks for the lease first: a conversation that two workers scored has its results
//! once, and a worker that is killed leaves the evaluation to the next one.

mod facts;
mod write;

use std::sync::Arc;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{Evaluation, EvaluationState, Feeling};
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::{EvaluationId, Instant};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, conversations, evaluations, insights, scorecards, stages};
use time::Duration;
use tokio_util::sync::CancellationToken;

use self::write::Found;
use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{finish, retry};
use super::metric::subject::Material;
use super::stage::Ended;
use crate::App;

/// Why nothing is scored.
const NO_TRANSCRIPT: &str = "there is no transcript";

/// Until somebody looks again whether transcript and sentiment are there. The job is written when they are, so they are
/// missing only where an operator has put one of them back.
const PAUSE: Duration = Duration::seconds(30);

/// An attempt at scoring.
struct Attempt<'a> {
    app: &'a App,
    job: &'a Arc<LeasedJob>,
    evaluation: &'a Evaluation,
    started_at: Instant,
}

/// How an attempt ends that brings nothing.
enum Nothing {
    /// It is to be made later, for that reason.
    Later(&'static str),
    /// There is nothing to score, for that reason.
    ToDo(String),
    /// It failed.
    Failed(WorkError),
}

impl<E: Into<WorkError>> From<E> for Nothing {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Scores the conversation and writes down what came of it.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: EvaluationId, shutdown: &CancellationToken) -> Ended {
    match try_once(app, job, id, shutdown).await {
        Ok(ended) => ended,
        Err(WorkError::LeaseLost) => {
            tracing::info!(evaluation.id = %id, "another worker scores the conversation");
            Ended::ForGood
        }
        Err(error) => {
            // The lease runs out, and another attempt is made.
            tracing::error!(evaluation.id = %id, %error, "could not write down what was scored");
            Ended::ForGood
        }
    }
}

async fn try_once(
    app: &App,
    job: &Arc<LeasedJob>,
    id: EvaluationId,
    shutdown: &CancellationToken,
) -> Result<Ended, WorkError> {
    let reader = app.store.reader();
    let found = evaluations::get_any(reader, id).await?.filter(|found| waits(found.state));
    let conversation = match &found {
        Some(evaluation) => conversations::get_any(reader, evaluation.conversation_id).await?,
        None => None,
    };
    let (Some(evaluation), Some(conversation)) = (found, conversation) else {
        // It has its results, or the conversation was deleted.
        let job = job.clone();
        let ended =
            app.store.write(Durability::Relaxed, move |tx| Box::pin(async move { finish(tx, &job).await }));
        return ended.await.map(|()| Ended::ForGood).map_err(WorkError::from);
    };
    let attempt = Attempt { app, job, evaluation: &evaluation, started_at: app.now() };
    let scored = match check_attempts_left(&job.job) {
        Err(error) => Err(Nothing::Failed(error)),
        Ok(()) => attempt.score(conversation).await,
    };
    let nothing = match scored {
        Ok(found) => {
            attempt.complete(found).await?;
            return Ok(Ended::ForGood);
        }
        Err(nothing) => nothing,
    };
    match nothing {
        Nothing::Failed(WorkError::LeaseLost) => return Err(WorkError::LeaseLost),
        Nothing::Failed(WorkError::Permanent(reason)) => attempt.give_up(reason, StageStatus::Failed).await?,
        Nothing::ToDo(reason) => attempt.give_up(reason, StageStatus::Skipped).await?,
        _ if shutdown.is_cancelled() => return Ok(Ended::CutOff),
        Nothing::Failed(error) if job.is_last_attempt() => {
            attempt.give_up(error.to_string(), StageStatus::Failed).await?;
        }
        Nothing::Failed(error) => {
            tracing::warn!(evaluation.id = %id, attempt = job.job.attempts, %error, "could not score a conversation");
            attempt.try_again(stage_retry_delay(job.job.attempts), error.to_string()).await?;
        }
        Nothing::Later(reason) => {
            let (job, then) = (job.clone(), app.now() + PAUSE);
            let later = app.store.write(Durability::Relaxed, move |tx| {
                Box::pin(async move { retry(tx, &job, then, reason).await })
            });
            later.await?;
        }
    }
    Ok(Ended::ForGood)
}

/// Whether an evaluation is still to be made.
fn waits(state: EvaluationState) -> bool {
    matches!(state, EvaluationState::Pending | EvaluationState::Processing)
}

impl Attempt<'_> {
    async fn score(&self, conversation: Conversation) -> Result<Found, Nothing> {
        let (app, reader, id) = (self.app, self.app.store.reader(), conversation.id);
        let all = stages::list(reader, id).await?;
        let of = |name: StageName| all.iter().find(|stage| stage.name == name);
        let is_under_way = |name| of(name).is_some_and(|stage| !stage.status.is_final());
        if !self.job.is_last_attempt()
            && (is_under_way(StageName::Transcript) || is_under_way(StageName::Sentiment))
        {
            return Err(Nothing::Later("transcript and sentiment are not known yet"));
        }
        if of(StageName::Transcript).is_none_or(|stage| stage.status != StageStatus::Done) {
            let reason = of(StageName::Transcript).and_then(|stage| stage.error.clone());
            return Err(Nothing::ToDo(reason.unwrap_or_else(|| NO_TRANSCRIPT.to_owned())));
        }
        self.begin().await?;
        let evaluation = self.evaluation;
        let version =
            scorecards::version(reader, evaluation.scorecard_id, evaluation.scorecard_version).await?;
        let version = version.ok_or_else(|| WorkError::Permanent("the scorecard is gone".into()))?;
        let material = Material::load(app, conversation).await?;
        let facts = facts::of(&material, evaluation.attribution.executive_name.clone());
        let results = match app.analyst.score(&material.view(), &version, &facts).await {
            Ok(results) => results,
            Err(error) if error.is_nothing_to_do() => return Err(Nothing::ToDo(error.to_string())),
            Err(error) => return Err(Nothing::from(error)),
        };
        let sentiment = insights::get_sentiment(reader, id).await?;
        let sentiment = sentiment.map(|found| Feeling::of(found.overall));
        Ok(Found { version, results, sentiment })
    }

    /// The stage while the attempt is at it.
    fn running(&self) -> Stage {
        let (workspace_id, conversation_id) = (self.evaluation.workspace_id, self.evaluation.conversation_id);
        Stage {
            status: StageStatus::Running,
            attempts: self.job.job.attempts,
            started_at: Some(self.started_at),
            ..Stage::pending(workspace_id, conversation_id, StageName::Evaluation)
        }
    }
}
