//! The insight stages: summary, action items, signals, tags, sentiment.
//!
//! Each is a job of its own with a transaction of its own. When the last one has ended, a single
//! `ConversationUpdated` event tells that everything can be read.

use std::sync::Arc;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::event::EventKind;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::insight::{ActionItem, Sentiment, Signal, Summary, TagAssignment};
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use colloquy_insight::dates::in_zone;
use colloquy_insight::{ConversationView, InsightError};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{
    Durability, StoreError, Tx, conversations, insights, participants, signal_definitions, stages, tags,
    transcripts, workspaces,
};

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{bury, finish, retry};
use super::transcribe::INSIGHT_ATTEMPTS;
use crate::App;
use crate::events::{EventDialects, conversation_event, publish, updated_event};

/// Why a stage had nothing to do.
const NOTHING_SAID: &str = "nothing was said";

/// What a stage found.
enum Found {
    /// Nothing, because nothing was said.
    Nothing,
    Summary(Summary),
    ActionItems(Vec<ActionItem>),
    Signals(Vec<Signal>),
    Tags(Vec<TagAssignment>),
    Sentiment(Sentiment),
}

/// Does one attempt and writes down how it ended.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: ConversationId, stage: StageName) {
    let started_at = app.now();
    let result = match note_start(app, job, id, stage, started_at).await {
        Ok(()) => attempt(app, job, id, stage, started_at).await,
        Err(error) => Err(error),
    };
    let Err(error) = result else { return };
    tracing::warn!(conversation.id = %id, stage = stage.as_str(), attempt = job.job.attempts, %error, "insight attempt failed");
    if let Err(error) = fail(app, job, id, stage, started_at, &error).await {
        tracing::error!(conversation.id = %id, stage = stage.as_str(), %error, "could not write down a failed attempt");
    }
}

async fn note_start(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    stage: StageName,
    now: Instant,
) -> Result<(), WorkError> {
    let running = Stage {
        status: StageStatus::Running,
        attempts: job.job.attempts,
        started_at: Some(now),
        ..Stage::pending(job.job.workspace_id, id, stage)
    };
    app.store
        .write(Durability::Relaxed, move |tx| Box::pin(async move { stages::update(tx, &running).await }))
        .await
        .map_err(WorkError::from)
}

async fn attempt(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    stage: StageName,
    started_at: Instant,
) -> Result<(), WorkError> {
    check_attempts_left(&job.job)?;
    let reader = app.store.reader();
    let gone = || WorkError::Permanent("the conversation is gone".into());
    let conversation = conversations::get_any(reader, id).await?.ok_or_else(gone)?;
    let transcript = transcripts::get(reader, id).await?.ok_or_else(gone)?;
    let people = participants::list(reader, id).await?;
    let workspace = workspaces::get(reader, conversation.workspace_id).await?.ok_or_else(gone)?;
    let started_at_local = in_zone(conversation.started_at, &workspace.time_zone)
        .map_err(|error| WorkError::Permanent(format!("the workspace's time zone: {error}")))?;
    let view = ConversationView {
        transcript: &transcript,
        participants: &people,
        started_at: started_at_local,
        kind: conversation.kind,
        title: &conversation.title,
    };
    let analysed = analyse(app, &view, conversation.workspace_id, stage).await;
    let (found, engine) = match analysed {
        Err(AnalysisError::Insight(InsightError::NothingSaid)) => (Found::Nothing, app.analyst.label()),
        Err(AnalysisError::Insight(error)) => return Err(error.into()),
        Err(AnalysisError::Store(error)) => return Err(error.into()),
        Ok(found) => found,
    };
    complete(app, job, id, stage, found, engine, started_at).await
}

/// Why an analysis brought nothing.
#[derive(Debug, thiserror::Error)]
enum AnalysisError {
    #[error(transparent)]
    Insight(#[from] InsightError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

async fn analyse(
    app: &App,
    view: &ConversationView<'_>,
    workspace_id: WorkspaceId,
    stage: StageName,
) -> Result<(Found, EngineLabel), AnalysisError> {
    let reader = app.store.reader();
    Ok(match stage {
        StageName::Summary => {
            let summary = app.analyst.summary(view).await?;
            let engine = summary.grounds.engine.clone();
            (Found::Summary(summary), engine)
        }
        StageName::ActionItems => {
            let items = app.analyst.action_items(view).await?;
            let engine = engine_of(items.first().map(|item| &item.grounds.engine), app.analyst.label());
            (Found::ActionItems(items), engine)
        }
        StageName::Signals => {
            let definitions = signal_definitions::list(reader, workspace_id, true).await?;
            let signals = app.analyst.signals(view, &definitions).await?;
            (Found::Signals(signals), app.analyst.label())
        }
        StageName::Tags => {
            let tags = tags::list(reader, workspace_id, true).await?;
            let assignments = app.analyst.tags(view, &tags).await?;
            (Found::Tags(assignments), app.analyst.label())
        }
        StageName::Sentiment => {
            let sentiment = app.analyst.sentiment(view).await?;
            let engine = sentiment.grounds.engine.clone();
            (Found::Sentiment(sentiment), engine)
        }
        // No job asks for it: the transcript has a queue of its own.
        StageName::Transcript => (Found::Nothing, app.analyst.label()),
    })
}

fn engine_of(first: Option<&EngineLabel>, otherwise: EngineLabel) -> EngineLabel {
    first.cloned().unwrap_or(otherwise)
}

async fn complete(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    name: StageName,
    found: Found,
    engine: EngineLabel,
    started_at: Instant,
) -> Result<(), WorkError> {
    let (dialects, job, now) = (app.dialects.clone(), job.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                finish(tx, &job).await?;
                let before = conversations::get_for_update(tx, id)
                    .await?
                    .ok_or(StoreError::NotFound("conversation"))?;
                let was_anything_said = !matches!(found, Found::Nothing);
                write_found(tx, id, found).await?;
                let stage = Stage {
                    status: if was_anything_said { StageStatus::Done } else { StageStatus::Skipped },
                    error: (!was_anything_said).then(|| NOTHING_SAID.to_owned()),
                    attempts: job.job.attempts,
                    engine: Some(engine),
                    started_at: Some(started_at),
                    finished_at: Some(now),
                    ..Stage::pending(before.workspace_id, id, name)
                };
                stages::update(tx, &stage).await?;
                tell(tx, &dialects, before, EventKind::InsightCompleted(name), None, now).await
            })
        })
        .await
        .map_err(WorkError::from)
}

async fn write_found(tx: &Tx, id: ConversationId, found: Found) -> Result<(), StoreError> {
    match found {
        Found::Nothing => Ok(()),
        Found::Summary(summary) => insights::put_summary(tx, id, &summary).await,
        Found::ActionItems(items) => insights::replace_action_items(tx, id, &items).await,
        Found::Signals(signals) => insights::replace_signals(tx, id, &signals).await,
        Found::Tags(assignments) => insights::replace_tag_assignments(tx, id, &assignments).await,
        Found::Sentiment(sentiment) => insights::put_sentiment(tx, id, &sentiment).await,
    }
}

/// Marks the conversation as changed and tells of the stage; of the whole, too, when it was the last one. The
/// row of the conversation is locked, so two stages that end at once see each other.
async fn tell(
    tx: &Tx,
    dialects: &EventDialects,
    before: Conversation,
    kind: EventKind,
    error: Option<String>,
    now: Instant,
) -> Result<(), StoreError> {
    let mut after = before.clone();
    after.updated_at = now;
    conversations::update(tx, &after).await?;
    let mut event = conversation_event(kind, &after, now);
    event.snapshot.error = error;
    let mut events = vec![event];
    let all = stages::list(tx, after.id).await?;
    if all.iter().all(|stage| stage.status.is_final()) {
        events.push(updated_event(&before, &after, now));
    }
    publish(tx, dialects, events).await
}

async fn fail(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    name: StageName,
    started_at: Instant,
    error: &WorkError,
) -> Result<(), StoreError> {
    let is_final = match error {
        WorkError::LeaseLost => return Ok(()),
        WorkError::Permanent(_) => true,
        WorkError::Transient(_) | WorkError::Store(_) => job.job.attempts >= INSIGHT_ATTEMPTS,
    };
    let (dialects, job, now, message) = (app.dialects.clone(), job.clone(), app.now(), error.to_string());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(before) = conversations::get_for_update(tx, id).await? else {
                    return finish(tx, &job).await;
                };
                let stage = Stage {
                    status: if is_final { StageStatus::Failed } else { StageStatus::Pending },
                    attempts: job.job.attempts,
                    error: Some(message.clone()),
                    started_at: Some(started_at),
                    finished_at: Some(now),
                    ..Stage::pending(before.workspace_id, id, name)
                };
                stages::update(tx, &stage).await?;
                if !is_final {
                    return retry(tx, &job, now + stage_retry_delay(job.job.attempts), &message).await;
                }
                bury(tx, &job, &message).await?;
                tell(tx, &dialects, before, EventKind::InsightFailed(name), Some(message), now).await
            })
        })
        .await
}
