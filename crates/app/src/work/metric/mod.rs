//! Measuring one conversation of a collection job.
//!
//! The values, the conversation's end within the job, the job's own end and the event that tells of it are one
//! transaction, which asks for the lease first: a conversation that two workers measured is counted once and has no
//! value twice. What an analysis waits for ends in it, too.

mod compute;
mod heard;
pub(super) mod subject;

use std::sync::Arc;

use colloquy_domain::event::EventKind;
use colloquy_domain::metric::{
    CaptureStatus, CollectedMetric, CollectionJob, ItemStatus, Measured, MetricDefinition, MetricValue,
};
use colloquy_domain::stage::StageName;
use colloquy_domain::{CollectionJobId, ConversationId, Instant, MetricValueId};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::metrics::{Catalogue, collections, values};
use colloquy_store::{Durability, StoreError, Tx, conversations, stages};
use time::Duration;
use tokio_util::sync::CancellationToken;

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{finish, retry};
use super::stage::Ended;
use crate::App;
use crate::calls::analysis;
use crate::events::{EventDialects, event_about, publish};

/// Why nothing can be measured in a conversation that was there when it was asked for.
const DELETED: &str = "the conversation was deleted";

/// Until somebody looks again whether the sentiment is known. It is found beside this, by another queue.
/// A model may take minutes for it.
fn sentiment_pause(attempts: u32) -> Duration {
    Duration::seconds(4_i64.saturating_pow(attempts.saturating_sub(1)).min(300))
}

/// What an attempt brings.
struct Found {
    /// Of each metric of the job its values.
    values: Vec<(CollectedMetric, Vec<Measured>)>,
    /// The conversation's start.
    started_at: Instant,
}

/// How an attempt ends that brings nothing.
enum Nothing {
    /// It is to be tried again then, for that reason.
    Later(Duration, String),
    /// It failed.
    Failed(WorkError),
}

impl<E: Into<WorkError>> From<E> for Nothing {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Measures the conversation and writes down what came of it.
pub async fn run(
    app: &App,
    job: &Arc<LeasedJob>,
    id: CollectionJobId,
    conversation_id: ConversationId,
    shutdown: &CancellationToken,
) -> Ended {
    match try_once(app, job, id, conversation_id, shutdown).await {
        Ok(ended) => ended,
        Err(WorkError::LeaseLost) => {
            tracing::info!(collection_job.id = %id, "another worker measures the conversation");
            Ended::ForGood
        }
        Err(error) => {
            // The lease runs out, and another attempt is made.
            tracing::error!(collection_job.id = %id, %error, "could not write down what was measured");
            Ended::ForGood
        }
    }
}

async fn try_once(
    app: &App,
    job: &Arc<LeasedJob>,
    id: CollectionJobId,
    conversation_id: ConversationId,
    shutdown: &CancellationToken,
) -> Result<Ended, WorkError> {
    let reader = app.store.reader();
    let is_waiting = collections::is_pending(reader, id, conversation_id).await?;
    let collection = collections::get_any(reader, id).await?.filter(|_| is_waiting);
    let Some(collection) = collection else {
        // Stopped, or the conversation is gone for good.
        let job = job.clone();
        let ended =
            app.store.write(Durability::Relaxed, move |tx| Box::pin(async move { finish(tx, &job).await }));
        return ended.await.map(|()| Ended::ForGood).map_err(WorkError::from);
    };
    let ended = match check_attempts_left(&job.job) {
        Err(error) => Err(Nothing::Failed(error)),
        Ok(()) => measure(app, job, &collection, conversation_id).await,
    };
    let found = match ended {
        Ok(found) => Ok(found),
        Err(Nothing::Failed(WorkError::LeaseLost)) => return Err(WorkError::LeaseLost),
        Err(Nothing::Failed(WorkError::Permanent(reason))) => Err(reason),
        Err(_) if shutdown.is_cancelled() => return Ok(Ended::CutOff),
        Err(Nothing::Failed(error)) if job.is_last_attempt() => Err(error.to_string()),
        Err(Nothing::Failed(error)) => {
            tracing::warn!(collection_job.id = %id, conversation.id = %conversation_id, %error, "could not measure");
            let pause = stage_retry_delay(job.job.attempts);
            return again(app, job, pause, error.to_string()).await;
        }
        Err(Nothing::Later(pause, reason)) => return again(app, job, pause, reason).await,
    };
    write(app, job, collection, conversation_id, found)
        .await
        .map(|()| Ended::ForGood)
        .map_err(WorkError::from)
}

async fn again(app: &App, job: &Arc<LeasedJob>, pause: Duration, reason: String) -> Result<Ended, WorkError> {
    let (job, then) = (job.clone(), app.now() + pause);
    let written = app
        .store
        .write(Durability::Relaxed, move |tx| Box::pin(async move { retry(tx, &job, then, &reason).await }));
    written.await.map(|()| Ended::ForGood).map_err(WorkError::from)
}

async fn measure(
    app: &App,
    job: &LeasedJob,
    collection: &CollectionJob,
    conversation_id: ConversationId,
) -> Result<Found, Nothing> {
    let reader = app.store.reader();
    let is_last = job.is_last_attempt();
    let conversation = conversations::get_any(reader, conversation_id).await?;
    let conversation = conversation.ok_or_else(|| WorkError::Permanent(DELETED.into()))?;
    let catalogue = Catalogue::load(reader, conversation.workspace_id).await?;
    let plan = compute::plan(app, &catalogue, collection).await?;
    if !is_last && plan.iter().any(MetricDefinition::needs_sentiment) {
        let stage = stages::get(reader, conversation_id, StageName::Sentiment).await?;
        if stage.is_some_and(|stage| !stage.status.is_final()) {
            return Err(Nothing::Later(
                sentiment_pause(job.job.attempts),
                "the sentiment is not known yet".into(),
            ));
        }
    }
    let started_at = conversation.started_at;
    let material = subject::Material::load(app, conversation).await?;
    let values = compute::measure(app, &material, &catalogue, &plan, collection, is_last).await?;
    Ok(Found { values, started_at })
}

async fn write(
    app: &App,
    job: &Arc<LeasedJob>,
    collection: CollectionJob,
    conversation_id: ConversationId,
    found: Result<Found, String>,
) -> Result<(), StoreError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                finish(tx, &job).await?;
                let conversation = conversations::get_for_update(tx, conversation_id).await?;
                let found = if conversation.is_some() { found } else { Err(DELETED.to_owned()) };
                let outcome = Outcome::of(&collection, &found);
                if let (Ok(found), Some(_)) = (found, &conversation) {
                    let rows = rows(&collection, conversation_id, found, now);
                    // Looked at before anything is written: what was stopped meanwhile keeps what it had.
                    if collections::is_pending(tx, collection.id, conversation_id).await? {
                        values::replace(tx, conversation_id, collection.id, &rows).await?;
                    }
                }
                settle(tx, &dialects, collection.id, conversation_id, outcome, now).await?;
                let Some(conversation) = conversation else { return Ok(()) };
                let ended = analysis::ended(tx, &conversation, now).await?;
                publish(tx, &dialects, ended.into_iter().collect()).await
            })
        })
        .await
}

/// How many metrics of a conversation have a value, and how many none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    completed: u64,
    failed: u64,
    error: Option<String>,
}

impl Outcome {
    /// Nothing could be measured, for that reason.
    pub(crate) fn nothing(collection: &CollectionJob, reason: String) -> Self {
        Self { completed: 0, failed: collection.metrics.len() as u64, error: Some(reason) }
    }

    fn of(collection: &CollectionJob, found: &Result<Found, String>) -> Self {
        let found = match found {
            Ok(found) => found,
            Err(reason) => return Self::nothing(collection, reason.clone()),
        };
        let has_value = |measured: &Measured| {
            matches!(measured.status, CaptureStatus::Success | CaptureStatus::NotApplicable)
        };
        let (done, missing): (Vec<_>, Vec<_>) =
            found.values.iter().partition(|(_, values)| values.iter().any(has_value));
        let reasons = missing.iter().flat_map(|(_, values)| values);
        let error =
            reasons.filter_map(|value| value.error.clone().or_else(|| value.reasoning.clone())).next();
        Self { completed: done.len() as u64, failed: missing.len() as u64, error }
    }
}

/// Counts what a conversation brought, and ends the job where that was the last one.
pub(crate) async fn settle(
    tx: &Tx,
    dialects: &EventDialects,
    id: CollectionJobId,
    conversation_id: ConversationId,
    outcome: Outcome,
    now: Instant,
) -> Result<(), StoreError> {
    let Some(mut collection) = collections::get_for_update(tx, id).await? else { return Ok(()) };
    if !collections::settle_item(tx, id, conversation_id, ItemStatus::Done).await? {
        return Ok(());
    }
    let was_over = collection.status.is_final();
    collection.note(outcome.completed, outcome.failed, outcome.error, now);
    collections::update(tx, &collection).await?;
    if was_over || !collection.status.is_final() {
        return Ok(());
    }
    let kind =
        if collection.completed_items > 0 { EventKind::MetricsCollected } else { EventKind::MetricsFailed };
    let mut event = event_about(kind, &collection, now);
    if kind == EventKind::MetricsFailed {
        event.snapshot.error.clone_from(&collection.error);
    }
    publish(tx, dialects, vec![event]).await
}

fn rows(
    collection: &CollectionJob,
    conversation_id: ConversationId,
    found: Found,
    now: Instant,
) -> Vec<MetricValue> {
    let started_at = found.started_at;
    let of_metric = |(metric, values): (CollectedMetric, Vec<Measured>)| {
        values.into_iter().map(move |measured| MetricValue {
            id: MetricValueId::generate(),
            workspace_id: collection.workspace_id,
            conversation_id,
            definition_id: metric.definition_id,
            variant_id: metric.variant_id,
            collection_job_id: collection.id,
            measured,
            started_at,
            computed_at: now,
        })
    };
    found.values.into_iter().flat_map(of_metric).collect()
}
