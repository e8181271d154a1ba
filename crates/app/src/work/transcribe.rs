//! The transcript stage.
//!
//! A supplied transcript is already stored: the stage only completes it. A recording is decoded, recognised
//! and given to speakers; its transcript, the conversation's end, the events and the jobs of the insight
//! stages are written in one transaction.
//!
//! Somebody may ask for a recording to be heard again. What was heard before counts until that is done, and after it where
//! it fails; what people have corrected by then stays.

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use colloquy_domain::conversation::{Conversation, ProcessingStatus};
use colloquy_domain::event::EventKind;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::transcript::{Transcript, TranscriptSource};
use colloquy_domain::workflow::Moment;
use colloquy_domain::{RecordingId, TranscriptId};
use colloquy_speech::{Heard, ListenRequest};
use colloquy_store::{
    Durability, StoreError, Tx, calls, conversations, jobs, participants, recording_languages, recordings,
    search, stages, transcripts,
};

use super::failure::WorkError;
use super::identify::identify;
use super::stage::{AttemptEnd, StageAttempt, StageWork, show_running};
use crate::App;
use crate::audio_files::follow;
use crate::calls::{analysis, channels};
use crate::clock::dated;
use crate::conversations::{insight_job, revisions};
use crate::events::{event_about, publish, updated_event};
use crate::search::{Person, Spoken, document};
use crate::{dialogues, evaluations, metrics, workflows};

/// Why insight stages do not run.
const NO_TRANSCRIPT: &str = "there is no transcript";

/// The transcript stage.
#[derive(Debug, Clone, Copy)]
pub struct Transcription;

/// What an attempt brings.
#[derive(Default)]
pub struct Finished {
    transcript: Option<(Transcript, Spoken)>,
    engine: Option<EngineLabel>,
    decoded: Option<Decoded>,
    /// Why the recording beside a supplied transcript could not be decoded.
    undecoded: Option<String>,
    /// Length of the conversation as far as a supplied transcript tells.
    supplied_seconds: Option<f64>,
}

/// What is known of the recording once it is decoded.
struct Decoded {
    recording_id: RecordingId,
    channels: u16,
    duration_seconds: f64,
    waveform: serde_json::Value,
}

#[async_trait]
impl StageWork for Transcription {
    type Found = Finished;

    async fn attempt(self, attempt: &StageAttempt<'_>) -> Result<Finished, WorkError> {
        let (app, id) = (attempt.app, attempt.conversation_id);
        let reader = app.store.reader();
        let conversation = conversations::get_any(reader, id)
            .await?
            .ok_or_else(|| WorkError::Permanent("the conversation is gone".into()))?;
        let there = transcripts::get_revised(reader, id).await?;
        let recording = recordings::list_for(reader, id).await?.into_iter().next();
        // What an engine heard is heard again; what people said of it is not.
        let supplied = there
            .filter(|(transcript, revision)| {
                transcript.source != TranscriptSource::Recognised || revision.is_edited || recording.is_none()
            })
            .map(|(transcript, _)| transcript);
        match (supplied, recording) {
            (Some(supplied), None) => {
                Ok(Finished { supplied_seconds: Some(supplied.end_seconds()), ..Finished::default() })
            }
            (Some(supplied), Some(recording)) => {
                let supplied_seconds = Some(supplied.end_seconds());
                Ok(match decode_for_player(app, &recording).await {
                    Ok(decoded) => {
                        Finished { decoded: Some(decoded), supplied_seconds, ..Finished::default() }
                    }
                    Err(error) => Finished {
                        undecoded: Some(error.to_string()),
                        supplied_seconds,
                        ..Finished::default()
                    },
                })
            }
            (None, Some(recording)) => {
                begin(attempt).await?;
                listen(app, &conversation, &recording, attempt.shutdown).await
            }
            (None, None) => Err(WorkError::Permanent("there is neither a recording nor a transcript".into())),
        }
    }

    /// Transcript, stage, conversation, events, jobs of the insight stages.
    async fn complete(self, end: AttemptEnd<'_>, finished: Finished) -> Result<(), StoreError> {
        let AttemptEnd { tx, dialects, before, stage, now } = end;
        let mut after = before.clone();
        if let Some((transcript, spoken)) = &finished.transcript
            && revisions::put_heard(tx, transcript, now).await?
        {
            let people = participants::list(tx, after.id).await?;
            search::put(tx, &document(&after, people.iter().map(Person::from), spoken)).await?;
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
                after.ended_at =
                    Some(after.started_at + time::Duration::seconds_f64(decoded.duration_seconds));
            }
        }
        if let (None, Some(seconds)) = (after.ended_at, finished.supplied_seconds) {
            after.ended_at = Some(after.started_at + time::Duration::seconds_f64(seconds));
        }
        if let Some(error) = finished.undecoded
            && let Some(fetched) = stages::get(tx, after.id, StageName::Recording).await?
        {
            // What was fetched is no recording after all.
            stages::update(tx, &Stage { status: StageStatus::Failed, error: Some(error), ..fetched }).await?;
        }
        after.processing_status = ProcessingStatus::Completed;
        after.updated_at = dated(tx, before.updated_at);
        conversations::update(tx, &after).await?;
        stages::update(tx, &Stage { status: StageStatus::Done, engine: finished.engine, ..stage }).await?;
        let events = vec![
            updated_event(&before, &after, now),
            event_about(EventKind::TranscriptCompleted, &after, now),
        ];
        publish(tx, &dialects, events).await?;
        follow::on_transcribed(tx, &dialects, &after, now).await?;
        dialogues::transcribed(tx, after.id, now).await?;
        wait_again(tx, &after).await?;
        let follow_up =
            StageName::INSIGHTS.map(|stage| insight_job(after.workspace_id, after.id, stage, now));
        jobs::enqueue(tx, follow_up.into()).await?;
        metrics::start(tx, &after, now).await?;
        workflows::start(tx, &after, Moment::TranscriptReady, now).await
    }

    /// Nothing can be found in what was not heard; but what was heard before stays.
    async fn give_up(self, end: AttemptEnd<'_>, reason: String) -> Result<(), StoreError> {
        let AttemptEnd { tx, dialects, before, now, .. } = end;
        if before.processing_status == ProcessingStatus::Completed {
            let after = Conversation { updated_at: dated(tx, before.updated_at), ..before.clone() };
            conversations::update(tx, &after).await?;
            let mut event = updated_event(&before, &after, now);
            event.snapshot.error = Some(reason);
            return publish(tx, &dialects, vec![event]).await;
        }
        for name in StageName::INSIGHTS {
            let stage = Stage {
                status: StageStatus::Skipped,
                error: Some(NO_TRANSCRIPT.into()),
                finished_at: Some(now),
                ..Stage::pending(before.workspace_id, before.id, name)
            };
            stages::update(tx, &stage).await?;
        }
        let mut after = before.clone();
        after.processing_status = ProcessingStatus::Failed;
        after.updated_at = dated(tx, before.updated_at);
        conversations::update(tx, &after).await?;
        evaluations::fail_pending(tx, &dialects, &after, &reason, now).await?;
        dialogues::transcribed(tx, after.id, now).await?;
        let mut event = updated_event(&before, &after, now);
        event.snapshot.error = Some(reason);
        let events = [Some(event), analysis::ended(tx, &after, now).await?];
        publish(tx, &dialects, events.into_iter().flatten().collect()).await
    }
}

/// Has the insight stages wait that have ended: what is found next is found in another transcript.
async fn wait_again(tx: &Tx, conversation: &Conversation) -> Result<(), StoreError> {
    let all = stages::list(tx, conversation.id).await?;
    let is_over = |stage: &&Stage| StageName::INSIGHTS.contains(&stage.name) && stage.status.is_final();
    for stage in all.iter().filter(is_over) {
        let waiting = Stage { status: StageStatus::Pending, attempts: 0, error: None, ..stage.clone() };
        stages::update(tx, &waiting).await?;
    }
    Ok(())
}

/// Shows that the work has begun.
async fn begin(attempt: &StageAttempt<'_>) -> Result<(), WorkError> {
    let (dialects, job, running) = (attempt.app.dialects.clone(), attempt.job.clone(), attempt.running());
    let (id, now) = (attempt.conversation_id, attempt.started_at);
    attempt
        .app
        .store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                show_running(tx, &job, &running).await?;
                let before = conversations::get_for_update(tx, id)
                    .await?
                    .filter(|before| before.processing_status == ProcessingStatus::Pending);
                let Some(before) = before else { return Ok(()) };
                let mut after = before.clone();
                after.processing_status = ProcessingStatus::Processing;
                after.updated_at = dated(tx, before.updated_at);
                conversations::update(tx, &after).await?;
                publish(tx, &dialects, vec![updated_event(&before, &after, now)]).await
            })
        })
        .await
        .map_err(WorkError::from)
}

async fn listen(
    app: &App,
    conversation: &Conversation,
    recording: &Recording,
    shutdown: &CancellationToken,
) -> Result<Finished, WorkError> {
    let scratch = tempfile::tempdir_in(&app.scratch_dir).map_err(io_error)?;
    let source = scratch.path().join("recording");
    app.objects.download_to(&recording.object_key, &source).await?;
    let people = participants::list(app.store.reader(), conversation.id).await?;
    let cancelled = shutdown.child_token();
    // Decoding has a thread of its own, which would go on if this were dropped.
    let _stops_decoding = cancelled.clone().drop_guard();
    let request = ListenRequest {
        source: source.clone(),
        scratch_dir: scratch.path().to_owned(),
        language: recording_languages::get(app.store.reader(), conversation.id).await?,
        expected_speakers: Some(people.len()).filter(|count| *count >= 2),
        cancelled,
    };
    let heard: Heard = app.listener.listen(request, &|_| {}).await?;
    let mut speakers = heard.speakers;
    let is_call = calls::get(app.store.reader(), conversation.id).await?.is_some();
    if !(is_call && channels::assign(&mut speakers, &people)) {
        identify(&mut speakers, &heard.entries, &people);
    }
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
    // Here, as the transaction that stores them keeps others waiting.
    let words = move || (Spoken::of(&transcript), transcript);
    let (spoken, transcript) = tokio::task::spawn_blocking(words)
        .await
        .map_err(|error| WorkError::Transient(format!("words of the transcript: {error}")))?;
    let transcript = Some((transcript, spoken));
    Ok(Finished { transcript, engine: Some(heard.engine), decoded: Some(decoded), ..Finished::default() })
}

/// Waveform and length of a recording that came along with its transcript. The transcript does not depend on
/// it: a recording that cannot be decoded is only noted.
async fn decode_for_player(app: &App, recording: &Recording) -> Result<Decoded, WorkError> {
    let decoded = try_decode_for_player(app, recording).await;
    if let Err(error) = &decoded {
        tracing::warn!(recording.id = %recording.id, %error, "recording beside a supplied transcript not decoded");
    }
    decoded
}

async fn try_decode_for_player(app: &App, recording: &Recording) -> Result<Decoded, WorkError> {
    let scratch = tempfile::tempdir_in(&app.scratch_dir).map_err(io_error)?;
    let source = scratch.path().join("recording");
    app.objects.download_to(&recording.object_key, &source).await?;
    // Not cut short by the end of this process: what fails here is not tried again.
    let cancelled = CancellationToken::new();
    let _stops_decoding = cancelled.clone().drop_guard();
    let prepared = colloquy_speech::prepare(&source, scratch.path(), cancelled).await?;
    Ok(Decoded {
        recording_id: recording.id,
        channels: prepared.source.channels,
        duration_seconds: prepared.duration_seconds,
        waveform: serde_json::to_value(&prepared.waveform)
            .map_err(|error| WorkError::Permanent(error.to_string()))?,
    })
}

fn io_error(error: std::io::Error) -> WorkError {
    WorkError::Transient(format!("scratch folder: {error}"))
}
