//! The recording stage: getting a recording from where it stands, for a conversation that was accepted before.
//!
//! One that came in pieces while the call went on is put together here, too.
//!
//! Of two recordings the one with a channel for each side is taken; where it cannot be had, the other one. A recording
//! that cannot be had at all ends the stage as failed. What was brought along as a transcript is analysed all the same,
//! and its end counts as the conversation's; without one there is nothing to analyse.

use async_trait::async_trait;
use colloquy_domain::conversation::{Conversation, ProcessingStatus};
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_store::recording_sources::{self, RecordingSource};
use colloquy_store::{
    Durability, StoreError, audio_pieces, calls, conversations, jobs, recordings, stages, transcripts,
};
use serde_json::Map;

use super::failure::WorkError;
use super::stage::{AttemptEnd, StageAttempt, StageWork, show_running};
use crate::calls::analysis;
use crate::clock::dated;
use crate::events::{publish, updated_event};
use crate::ingest::StoredMedia;
use crate::ingest::media::{Unfetched, fetch_by_content};
use crate::ingest::transcribe_job;
use crate::observers::{Unjoined, join};
use crate::{AppError, evaluations};

/// Attempts after which a host's refusal counts: what is recorded may not be there at once.
const ATTEMPTS_AFTER_REFUSAL: u32 = 3;

/// Why nothing is made of a conversation without a recording.
const NO_RECORDING: &str = "there is no recording";

/// Member of what is known of a call beside everything else: the positions of pieces that were lost.
const LOST_PIECES: &str = "lostAudioPieces";

/// The recording stage.
#[derive(Debug, Clone, Copy)]
pub struct RecordingFetch;

/// A recording that is here now.
pub struct Fetched {
    stored: StoredMedia,
    /// Positions of pieces that did not come, of one that came in pieces.
    lost: Vec<u32>,
}

#[async_trait]
impl StageWork for RecordingFetch {
    type Found = Fetched;

    async fn attempt(self, attempt: &StageAttempt<'_>) -> Result<Fetched, WorkError> {
        begin(attempt).await?;
        let (app, id) = (attempt.app, attempt.conversation_id);
        let reader = app.store.reader();
        let gone = || WorkError::Permanent("the conversation is gone".into());
        let conversation = conversations::get_any(reader, id).await?.ok_or_else(gone)?;
        if let Some(source) = recording_sources::get(reader, id).await? {
            let stored = fetch(attempt, &conversation, &source).await?;
            return Ok(Fetched { stored, lost: Vec::new() });
        }
        let pieced = audio_pieces::recording(reader, id).await?;
        let pieced = pieced.ok_or_else(|| WorkError::Permanent("where it stands is not known".into()))?;
        let joined = join(app, &pieced).await.map_err(|unjoined| match unjoined {
            Unjoined::Lasting(reason) => WorkError::Permanent(reason),
            Unjoined::Ours(error) => not_stored(error),
        })?;
        Ok(Fetched { stored: joined.stored, lost: joined.lost })
    }

    /// Recording, stage, conversation, and the job of the transcript.
    async fn complete(self, end: AttemptEnd<'_>, fetched: Fetched) -> Result<(), StoreError> {
        let AttemptEnd { tx, before, stage, now, .. } = end;
        let recording: Recording = fetched.stored.recording(before.workspace_id, before.id, now);
        recordings::insert(tx, &recording).await?;
        recording_sources::remove(tx, before.id).await?;
        audio_pieces::forget(tx, before.id).await?;
        if !fetched.lost.is_empty() {
            let lost = Map::from_iter([(LOST_PIECES.to_owned(), fetched.lost.into())]);
            calls::add_extra(tx, before.id, lost).await?;
        }
        let after = Conversation { updated_at: dated(tx, before.updated_at), ..before };
        conversations::update(tx, &after).await?;
        stages::update(tx, &Stage { status: StageStatus::Done, ..stage }).await?;
        jobs::enqueue(tx, vec![transcribe_job(after.workspace_id, after.id, now)]).await
    }

    async fn give_up(self, end: AttemptEnd<'_>, reason: String) -> Result<(), StoreError> {
        let AttemptEnd { tx, dialects, before, now, .. } = end;
        let mut after = Conversation { updated_at: dated(tx, before.updated_at), ..before.clone() };
        if let Some(transcript) = transcripts::get(tx, before.id).await? {
            let length = time::Duration::seconds_f64(transcript.end_seconds());
            if after.ended_at.is_none() {
                after.ended_at = Some(after.started_at + length);
                conversations::update(tx, &after).await?;
                publish(tx, &dialects, vec![updated_event(&before, &after, now)]).await?;
            }
            return jobs::enqueue(tx, vec![transcribe_job(after.workspace_id, after.id, now)]).await;
        }
        for name in StageName::COMMON {
            let stage = Stage {
                status: StageStatus::Skipped,
                error: Some(NO_RECORDING.into()),
                finished_at: Some(now),
                ..Stage::pending(before.workspace_id, before.id, name)
            };
            stages::update(tx, &stage).await?;
        }
        after.processing_status = ProcessingStatus::Failed;
        conversations::update(tx, &after).await?;
        evaluations::fail_pending(tx, &dialects, &after, &reason, now).await?;
        let mut event = updated_event(&before, &after, now);
        event.snapshot.error = Some(reason);
        let events = [Some(event), analysis::ended(tx, &after, now).await?];
        publish(tx, &dialects, events.into_iter().flatten().collect()).await
    }
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

async fn fetch(
    attempt: &StageAttempt<'_>,
    conversation: &Conversation,
    source: &RecordingSource,
) -> Result<StoredMedia, WorkError> {
    let (app, workspace_id) = (attempt.app, conversation.workspace_id);
    if let Some(url) = &source.stereo_url {
        let unfetched = match fetch_by_content(app, workspace_id, url).await {
            Ok(stored) => return Ok(stored),
            Err(unfetched) => failure(attempt, unfetched),
        };
        // As long as the better one may still come it is waited for.
        if matches!(unfetched, WorkError::Transient(_)) && !attempt.job.is_last_attempt() {
            return Err(unfetched);
        }
        tracing::info!(conversation.id = %conversation.id, error = %unfetched, "took the recording of both sides together");
    }
    fetch_by_content(app, workspace_id, &source.url).await.map_err(|unfetched| failure(attempt, unfetched))
}

fn failure(attempt: &StageAttempt<'_>, unfetched: Unfetched) -> WorkError {
    match unfetched {
        Unfetched::Passing(reason) => WorkError::Transient(reason),
        Unfetched::Denied(reason) if attempt.job.job.attempts < ATTEMPTS_AFTER_REFUSAL => {
            WorkError::Transient(reason)
        }
        Unfetched::Denied(reason) | Unfetched::Lasting(reason) => WorkError::Permanent(reason),
        Unfetched::Ours(error) => not_stored(error),
    }
}

fn not_stored(error: AppError) -> WorkError {
    tracing::error!(error = ?error, "a recording could not be stored");
    WorkError::Transient("the recording could not be stored".into())
}
