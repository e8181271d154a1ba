//! The insight stages: summary, action items, signals, tags, sentiment.
//!
//! Each is a job of its own with a transaction of its own. When the last one has ended, a single
//! `ConversationUpdated` event tells that everything can be read. Workflows that wait for answers or for the whole
//! start in the same transactions, and evaluations that wait for the sentiment get their jobs.
//!
//! A stage may run again. What it finds is put together with what people said meanwhile: their word stays
//! ([`colloquy_domain::correction`]).

use async_trait::async_trait;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::correction;
use colloquy_domain::event::EventKind;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::insight::{ActionItem, Sentiment, Signal, Summary, TagAssignment};
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::workflow::Moment;
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_insight::dates::in_zone;
use colloquy_insight::{ConversationView, InsightError};
use colloquy_store::{
    Durability, StoreError, Tx, conversations, erase, insights, participants, signal_definitions, stages,
    tags, transcripts, untitled, workspaces,
};

use super::failure::WorkError;
use super::stage::{AttemptEnd, StageAttempt, StageWork, show_running};
use crate::calls::{analysis, title};
use crate::clock::dated;
use crate::events::{event_about, publish, updated_event};
use crate::search::{Heard, heard, rewrite};
use crate::{App, AppError, evaluations, read, workflows};

/// What a stage found.
pub enum Found {
    /// Nothing, for that reason: nothing was said, or nobody here knows the language.
    Nothing(String),
    Summary(Summary),
    ActionItems(Vec<ActionItem>),
    Signals(Vec<Signal>),
    Tags(Vec<TagAssignment>),
    Sentiment(Sentiment),
}

/// An insight stage.
#[derive(Debug, Clone, Copy)]
pub struct Insight;

#[async_trait]
impl StageWork for Insight {
    type Found = (Found, EngineLabel, Option<Heard>);

    async fn attempt(self, attempt: &StageAttempt<'_>) -> Result<Self::Found, WorkError> {
        begin(attempt).await?;
        let (app, id) = (attempt.app, attempt.conversation_id);
        let reader = app.store.reader();
        let gone = || WorkError::Permanent("the conversation is gone".into());
        let conversation = conversations::get_any(reader, id).await?.ok_or_else(gone)?;
        let transcript = transcripts::get(reader, id).await?.ok_or_else(gone)?;
        let people = participants::list(reader, id).await?;
        let workspace = workspaces::get(reader, conversation.workspace_id).await?.ok_or_else(gone)?;
        let started_at = in_zone(conversation.started_at, &workspace.time_zone)
            .map_err(|error| WorkError::Permanent(format!("the workspace's time zone: {error}")))?;
        let view = ConversationView {
            transcript: &transcript,
            participants: &people,
            started_at,
            kind: conversation.kind,
            title: &conversation.title,
        };
        let engine = app.analyst.label_of(attempt.stage);
        match analyse(app, &view, conversation.workspace_id, attempt.stage).await {
            Err(AnalysisError::Insight(error)) if error.is_nothing_to_do() => {
                Ok((Found::Nothing(error.to_string()), engine, None))
            }
            Err(AnalysisError::Insight(error)) => Err(error.into()),
            Err(AnalysisError::Store(error)) => Err(error.into()),
            Ok(found) => {
                let gives_title = matches!(found, Found::Summary(_)) && !read::has_title(app, id).await?;
                let heard =
                    if gives_title { Some(heard(app, id).await.map_err(words_failed)?) } else { None };
                Ok((found, engine, heard))
            }
        }
    }

    async fn complete(
        self,
        end: AttemptEnd<'_>,
        (found, engine, heard): Self::Found,
    ) -> Result<(), StoreError> {
        let mut after = end.before.clone();
        if let (Found::Summary(summary), Some(heard)) = (&found, heard)
            && untitled::remove(end.tx, after.id).await?
        {
            after.title = title::of(summary).unwrap_or(after.title);
            conversations::update(end.tx, &after).await?;
            rewrite(end.tx, after.id, &heard).await?;
        }
        let reason = if let Found::Nothing(reason) = &found { Some(reason.clone()) } else { None };
        write_found(end.tx, end.before.id, found).await?;
        let stage = Stage {
            status: if reason.is_none() { StageStatus::Done } else { StageStatus::Skipped },
            error: reason,
            engine: Some(engine),
            ..end.stage.clone()
        };
        stages::update(end.tx, &stage).await?;
        tell(end, after, EventKind::InsightCompleted(stage.name), None).await
    }

    async fn give_up(self, end: AttemptEnd<'_>, reason: String) -> Result<(), StoreError> {
        let kind = EventKind::InsightFailed(end.stage.name);
        let after = end.before.clone();
        tell(end, after, kind, Some(reason)).await
    }
}

fn words_failed(error: AppError) -> WorkError {
    WorkError::Transient(format!("words of the transcript: {error}"))
}

async fn begin(attempt: &StageAttempt<'_>) -> Result<(), WorkError> {
    let (job, running) = (attempt.job.clone(), attempt.running());
    attempt
        .app
        .store
        .write(Durability::Relaxed, move |tx| Box::pin(async move { show_running(tx, &job, &running).await }))
        .await
        .map_err(WorkError::from)
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
) -> Result<Found, AnalysisError> {
    let (analyst, reader) = (&app.analyst, app.store.reader());
    Ok(match stage {
        StageName::Summary => Found::Summary(analyst.summary(view).await?),
        StageName::ActionItems => Found::ActionItems(analyst.action_items(view).await?),
        StageName::Signals => {
            let definitions = signal_definitions::list(reader, workspace_id, true).await?;
            Found::Signals(analyst.signals(view, &definitions).await?)
        }
        StageName::Tags => {
            let tags = tags::list(reader, workspace_id, true).await?;
            Found::Tags(analyst.tags(view, &tags).await?)
        }
        StageName::Sentiment => Found::Sentiment(analyst.sentiment(view).await?),
        // No job asks for them: they have queues of their own.
        StageName::Recording | StageName::Transcript | StageName::Evaluation => {
            Found::Nothing(format!("{} is no insight", stage.as_str()))
        }
    })
}

/// Writes what was found beside what people said of the same. The conversation's row is locked by the caller, as it is
/// for those.
async fn write_found(tx: &Tx, id: ConversationId, found: Found) -> Result<(), StoreError> {
    match found {
        Found::Nothing(_) => Ok(()),
        Found::Summary(found) => {
            let there = insights::get_corrected_summary(tx, id).await?;
            let is_again = there.is_some();
            let merged = correction::summary(there, found);
            put(tx, is_again, insights::put_corrected_summary(tx, id, &merged)).await
        }
        Found::ActionItems(found) => {
            let there = insights::list_corrected_action_items(tx, id).await?;
            let is_again = !there.is_empty();
            let removed = insights::list_removed_action_items(tx, id).await?;
            let merged = correction::action_items(there, &removed, found);
            put(tx, is_again, insights::replace_corrected_action_items(tx, id, &merged)).await
        }
        Found::Signals(found) => {
            let there = insights::list_corrected_signals(tx, id).await?;
            let is_again = !there.is_empty();
            let merged = correction::signals(there, found);
            put(tx, is_again, insights::replace_corrected_signals(tx, id, &merged)).await
        }
        Found::Tags(found) => {
            let there = insights::list_corrected_tags(tx, id).await?;
            let is_again = !there.is_empty();
            let removed = insights::list_removed_tags(tx, id).await?;
            let there = there.into_iter().map(|(assignment, _)| assignment).collect();
            let merged = correction::tags(there, &removed, found);
            put(tx, is_again, insights::replace_corrected_tags(tx, id, &merged)).await
        }
        Found::Sentiment(found) => {
            let there = insights::get_corrected_sentiment(tx, id).await?;
            let is_again = there.is_some();
            let merged = correction::sentiment(there, found);
            put(tx, is_again, insights::put_corrected_sentiment(tx, id, &merged)).await
        }
    }
}

/// Nothing of what was found before stays in the file of the database.
async fn put(
    tx: &Tx,
    is_again: bool,
    work: impl Future<Output = Result<(), StoreError>>,
) -> Result<(), StoreError> {
    if is_again { erase::overwriting(tx, work).await } else { work.await }
}

/// Marks the conversation as changed and tells of the stage; of the whole, too, when it was the last one. The
/// row of the conversation is locked, so two stages that end at once see each other.
async fn tell(
    end: AttemptEnd<'_>,
    mut after: Conversation,
    kind: EventKind,
    error: Option<String>,
) -> Result<(), StoreError> {
    let AttemptEnd { tx, dialects, before, stage, now } = end;
    after.updated_at = dated(tx, before.updated_at);
    conversations::update(tx, &after).await?;
    let mut event = event_about(kind, &after, now);
    event.snapshot.error = error;
    let mut events = vec![event];
    let all = stages::list(tx, after.id).await?;
    // Evaluations tell of themselves, and nothing waits for them here.
    let mut insights = all.iter().filter(|stage| stage.name != StageName::Evaluation);
    let is_last = insights.all(|stage| stage.status.is_final());
    if is_last || after.title != before.title {
        events.push(updated_event(&before, &after, now));
    }
    if is_last {
        events.extend(analysis::ended(tx, &after, now).await?);
    }
    publish(tx, &dialects, events).await?;
    evaluations::after_stage(tx, after.id, stage.name, &all, now).await?;
    if kind == EventKind::InsightCompleted(StageName::Signals) {
        workflows::start(tx, &after, Moment::SignalsReady, now).await?;
    }
    if is_last {
        workflows::start(tx, &after, Moment::InsightsReady, now).await?;
    }
    Ok(())
}
