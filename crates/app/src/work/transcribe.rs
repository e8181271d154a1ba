//! The transcript stage.
//!
//! A supplied transcript is already stored: the stage only completes it. A recording is decoded, recognised
//! and given to speakers; its transcript, the conversation's end, the events and the jobs of the insight
//! stages are written in one transaction.

use std::path::Path;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use colloquy_domain::conversation::{Conversation, ProcessingStatus};
use colloquy_domain::event::EventKind;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::job::JobKind;
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::transcript::{Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, RecordingId, TranscriptId};
use colloquy_speech::{Heard, ListenRequest};
use colloquy_store::jobs::{self, LeasedJob, NewJob};
use colloquy_store::{
    Durability, StoreError, Tx, conversations, participants, recordings, stages, transcripts,
};

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::identify::identify;
use super::lease::{bury, finish, retry};
use crate::App;
use crate::events::{EventDialects, conversation_event, publish, updated_event};
use crate::ingest::TRANSCRIBE_ATTEMPTS;

/// Attempts of an insight stage.
pub(super) const INSIGHT_ATTEMPTS: u32 = 5;

/// Why insight stages do not run.
const NO_TRANSCRIPT: &str = "there is no transcript";

/// Does one attempt and writes down how it ended.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: ConversationId, shutdown: &CancellationToken) {
    let result = attempt(app, job, id, shutdown).await;
    let Err(error) = result else { return };
    match &error {
        WorkError::LeaseLost => tracing::warn!(conversation.id = %id, "the transcript's lease was lost"),
        error => {
            tracing::warn!(conversation.id = %id, attempt = job.job.attempts, %error, "transcript attempt failed")
        }
    }
    if shutdown.is_cancelled() {
        // Cut off by the end of this process: the lease is given back and the attempt does not count.
        return;
    }
    if let Err(error) = fail(app, job, id, &error).await {
        tracing::error!(conversation.id = %id, %error, "could not write down a failed attempt");
    }
}

/// What an attempt brings.
struct Finished {
    transcript: Option<Transcript>,
    engine: Option<EngineLabel>,
    decoded: Option<Decoded>,
    started_at: Instant,
}

/// What is known of the recording once it is decoded.
struct Decoded {
    recording_id: RecordingId,
    channels: u16,
    duration_seconds: f64,
    waveform: serde_json::Value,
}

async fn attempt(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    shutdown: &CancellationToken,
) -> Result<(), WorkError> {
    check_attempts_left(&job.job)?;
    let started_at = app.now();
    let reader = app.store.reader();
    let Some(conversation) = conversations::get_any(reader, id).await? else {
        return drop_job(app, job).await;
    };
    let supplied = transcripts::get(reader, id).await?;
    let recording = recordings::list_for(reader, id).await?.into_iter().next();
    let finished = match (supplied, recording) {
        (Some(_), None) => Finished { transcript: None, engine: None, decoded: None, started_at },
        (Some(_), Some(recording)) => {
            let decoded = decode_for_player(app, &recording).await;
            Finished { transcript: None, engine: None, decoded, started_at }
        }
        (None, Some(recording)) => {
            begin(app, job, &conversation, started_at).await?;
            listen(app, &conversation, &recording, shutdown, started_at).await?
        }
        (None, None) => {
            return Err(WorkError::Permanent("there is neither a recording nor a transcript".into()));
        }
    };
    complete(app, job, id, finished).await
}

/// Shows that the work has begun.
async fn begin(
    app: &App,
    job: &Arc<LeasedJob>,
    conversation: &Conversation,
    now: Instant,
) -> Result<(), WorkError> {
    let (dialects, id, attempts) = (app.dialects.clone(), conversation.id, job.job.attempts);
    let workspace_id = conversation.workspace_id;
    app.store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                let Some(before) = conversations::get_for_update(tx, id).await? else { return Ok(()) };
                let mut stage = Stage::pending(workspace_id, id, StageName::Transcript);
                stage.status = StageStatus::Running;
                stage.attempts = attempts;
                stage.started_at = Some(now);
                stages::update(tx, &stage).await?;
                if before.processing_status != ProcessingStatus::Pending {
                    return Ok::<_, StoreError>(());
                }
                let mut after = before.clone();
                after.processing_status = ProcessingStatus::Processing;
                after.updated_at = now;
                conversations::update(tx, &after).await?;
                publish(tx, &dialects, vec![updated_event(&before, &after, now)]).await
            })
        })
        .await?;
    Ok(())
}

async fn listen(
    app: &App,
    conversation: &Conversation,
    recording: &Recording,
    shutdown: &CancellationToken,
    started_at: Instant,
) -> Result<Finished, WorkError> {
    let scratch = tempfile::tempdir_in(&app.scratch_dir).map_err(io_error)?;
    let source = scratch.path().join("recording");
    app.objects.download_to(&recording.object_key, &source).await?;
    let people = participants::list(app.store.reader(), conversation.id).await?;
    let request = ListenRequest {
        source: source.clone(),
        scratch_dir: scratch.path().to_owned(),
        language: None,
        expected_speakers: Some(people.len()).filter(|count| *count >= 2),
        cancelled: shutdown.clone(),
    };
    let heard: Heard = app.listener.listen(request, &|_| {}).await?;
    let mut speakers = heard.speakers;
    identify(&mut speakers, &heard.entries, &people);
    let transcript = Transcript {
        id: TranscriptId::generate(),
        workspace_id: conversation.workspace_id,
        conversation_id: conversation.id,
        source: TranscriptSource::Recognised,
        language: heard.language,
        engine: Some(heard.engine.clone()),
        speakers,
        entries: heard.entries,
        created_at: app.now(),
    };
    let decoded = Decoded {
        recording_id: recording.id,
        channels: heard.source_channels,
        duration_seconds: heard.duration_seconds,
        waveform: serde_json::to_value(&heard.waveform)
            .map_err(|error| WorkError::Permanent(error.to_string()))?,
    };
    Ok(Finished {
        transcript: Some(transcript),
        engine: Some(heard.engine),
        decoded: Some(decoded),
        started_at,
    })
}

/// Waveform and length of a recording that came along with its transcript. The transcript does not depend on
/// it: a recording that cannot be decoded is only noted.
async fn decode_for_player(app: &App, recording: &Recording) -> Option<Decoded> {
    let decoded = try_decode_for_player(app, recording).await;
    if let Err(error) = &decoded {
        tracing::warn!(recording.id = %recording.id, %error, "recording beside a supplied transcript not decoded");
    }
    decoded.ok()
}

async fn try_decode_for_player(app: &App, recording: &Recording) -> Result<Decoded, WorkError> {
    let scratch = tempfile::tempdir_in(&app.scratch_dir).map_err(io_error)?;
    let source = scratch.path().join("recording");
    app.objects.download_to(&recording.object_key, &source).await?;
    let prepared =
        colloquy_speech::prepare(&source, Path::new(scratch.path()), CancellationToken::new()).await?;
    Ok(Decoded {
        recording_id: recording.id,
        channels: prepared.source.channels,
        duration_seconds: prepared.duration_seconds,
        waveform: serde_json::to_value(&prepared.waveform)
            .map_err(|error| WorkError::Permanent(error.to_string()))?,
    })
}

/// One transaction: transcript, stage, conversation, events, jobs of the insight stages.
async fn complete(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    finished: Finished,
) -> Result<(), WorkError> {
    let (dialects, job, now) = (app.dialects.clone(), job.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { write_complete(tx, &dialects, &job, id, finished, now).await })
        })
        .await
        .map_err(WorkError::from)
}

async fn write_complete(
    tx: &Tx,
    dialects: &EventDialects,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    finished: Finished,
    now: Instant,
) -> Result<(), StoreError> {
    finish(tx, job).await?;
    let before = conversations::get_for_update(tx, id).await?.ok_or(StoreError::NotFound("conversation"))?;
    let mut after = before.clone();
    if let Some(transcript) = &finished.transcript {
        transcripts::put(tx, transcript).await?;
    }
    if let Some(decoded) = &finished.decoded {
        recordings::set_decoded(
            tx,
            decoded.recording_id,
            decoded.channels,
            decoded.duration_seconds,
            &decoded.waveform,
        )
        .await?;
        if after.ended_at.is_none() {
            after.ended_at = Some(after.started_at + time::Duration::seconds_f64(decoded.duration_seconds));
        }
    }
    after.processing_status = ProcessingStatus::Completed;
    after.updated_at = now;
    conversations::update(tx, &after).await?;
    let stage = Stage {
        status: StageStatus::Done,
        attempts: job.job.attempts,
        engine: finished.engine,
        started_at: Some(finished.started_at),
        finished_at: Some(now),
        ..Stage::pending(after.workspace_id, id, StageName::Transcript)
    };
    stages::update(tx, &stage).await?;
    let events = vec![
        updated_event(&before, &after, now),
        conversation_event(EventKind::TranscriptCompleted, &after, now),
    ];
    publish(tx, dialects, events).await?;
    let follow_up = StageName::INSIGHTS.map(|stage| NewJob {
        workspace_id: after.workspace_id,
        lane: after.workspace_id.0,
        kind: JobKind::Insight { conversation_id: id, stage },
        run_at: now,
        max_attempts: INSIGHT_ATTEMPTS,
        dedupe_key: Some(format!("{}:{id}", stage.as_str())),
    });
    jobs::enqueue(tx, follow_up.into()).await
}

/// Writes down a failed attempt: to be tried again, or given up with its reason.
async fn fail(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    error: &WorkError,
) -> Result<(), StoreError> {
    let is_final = match error {
        WorkError::LeaseLost => return Ok(()),
        WorkError::Permanent(_) => true,
        WorkError::Transient(_) | WorkError::Store(_) => job.job.attempts >= TRANSCRIBE_ATTEMPTS,
    };
    let (dialects, job, now, message) = (app.dialects.clone(), job.clone(), app.now(), error.to_string());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(before) = conversations::get_for_update(tx, id).await? else {
                    return finish(tx, &job).await;
                };
                let mut stage = Stage {
                    status: if is_final { StageStatus::Failed } else { StageStatus::Pending },
                    attempts: job.job.attempts,
                    error: Some(message.clone()),
                    finished_at: Some(now),
                    ..Stage::pending(before.workspace_id, id, StageName::Transcript)
                };
                stages::update(tx, &stage).await?;
                if !is_final {
                    return retry(tx, &job, now + stage_retry_delay(job.job.attempts), &message).await;
                }
                bury(tx, &job, &message).await?;
                for name in StageName::INSIGHTS {
                    stage = Stage {
                        status: StageStatus::Skipped,
                        error: Some(NO_TRANSCRIPT.into()),
                        finished_at: Some(now),
                        ..Stage::pending(before.workspace_id, id, name)
                    };
                    stages::update(tx, &stage).await?;
                }
                let mut after = before.clone();
                after.processing_status = ProcessingStatus::Failed;
                after.updated_at = now;
                conversations::update(tx, &after).await?;
                let mut event = updated_event(&before, &after, now);
                event.snapshot.error = Some(message);
                publish(tx, &dialects, vec![event]).await
            })
        })
        .await
}

async fn drop_job(app: &App, job: &Arc<LeasedJob>) -> Result<(), WorkError> {
    let job = job.clone();
    app.store
        .write(Durability::Full, move |tx| Box::pin(async move { finish(tx, &job).await }))
        .await
        .map_err(WorkError::from)
}

fn io_error(error: std::io::Error) -> WorkError {
    WorkError::Transient(format!("scratch folder: {error}"))
}
