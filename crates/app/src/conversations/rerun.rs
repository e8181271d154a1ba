//! Running a stage again that has ended.
//!
//! What comes of it takes the place of what was found before, except where people said something else: that stays. A stage
//! that is waiting or at work is left alone, so that nobody's impatience makes work twice.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::job::JobKind;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::transcript::TranscriptSource;
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use colloquy_store::jobs::{self, NewJob, dead};
use colloquy_store::{
    Durability, StoreError, Tx, audio_pieces, evaluations as stored, recording_sources, recordings, stages,
    transcripts,
};

use super::to_correct;
use crate::again::again;
use crate::calls::fetch_job;
use crate::dead_jobs::reopen;
use crate::events::EventDialects;
use crate::ingest::transcribe_job;
use crate::keys::Caller;
use crate::{App, AppError, evaluations, read};

/// Attempts of an insight stage.
const INSIGHT_ATTEMPTS: u32 = 5;

/// The job of an insight stage.
pub(crate) fn insight_job(
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    stage: StageName,
    now: Instant,
) -> NewJob {
    NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::Insight { conversation_id, stage },
        run_at: now,
        max_attempts: INSIGHT_ATTEMPTS,
        dedupe_key: Some(format!("{}:{conversation_id}", stage.as_str())),
    }
}

/// Has a stage run again, and returns it as it is then. A transcript is heard again where an engine heard it; one that was
/// brought along, or that people corrected, is not. The evaluations of a conversation are all made again, each by the
/// newest version of its scorecard, which needs `evaluations:write`.
///
/// # Errors
/// [`AppError::NotFound`] where the conversation has no such stage; [`AppError::Conflict`] where there is nothing that it
/// could run on.
pub async fn run_stage(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    name: StageName,
) -> Result<Stage, AppError> {
    read::conversation(app, caller, id).await?;
    if name == StageName::Evaluation {
        return evaluate_again(app, caller, id).await;
    }
    // It never changes, and takes long to read.
    let source = match name {
        StageName::Transcript => transcripts::get(app.store.reader(), id).await?.map(|there| there.source),
        _ => None,
    };
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = to_correct(tx, &caller, id).await?;
                let stage = stages::get(tx, id, name).await?.ok_or(AppError::NotFound("stage"))?;
                if !stage.status.is_final() {
                    return Ok(stage);
                }
                match name {
                    StageName::Recording => fetch_again(tx, &dialects, &conversation, &stage, now).await?,
                    StageName::Transcript => {
                        hear_again(tx, &dialects, &conversation, &stage, source, now).await?;
                    }
                    _ => find_again(tx, &conversation, &stage, now).await?,
                }
                let waiting = stages::get(tx, id, name).await?;
                waiting.ok_or(AppError::NotFound("stage"))
            })
        })
    })
    .await
}

/// Waits again. What is known of the last attempt stays: what it found counts until something else is found.
fn waiting(stage: &Stage) -> Stage {
    Stage { status: StageStatus::Pending, attempts: 0, error: None, ..stage.clone() }
}

async fn find_again(
    tx: &Tx,
    conversation: &Conversation,
    stage: &Stage,
    now: Instant,
) -> Result<(), AppError> {
    let (workspace_id, id) = (conversation.workspace_id, conversation.id);
    if transcripts::revision_of(tx, id).await?.is_none() {
        return Err(AppError::Conflict("there is no transcript in which something could be found".into()));
    }
    stages::update(tx, &waiting(stage)).await?;
    enqueue(tx, insight_job(workspace_id, id, stage.name, now)).await?;
    Ok(())
}

async fn hear_again(
    tx: &Tx,
    dialects: &EventDialects,
    conversation: &Conversation,
    stage: &Stage,
    source: Option<TranscriptSource>,
    now: Instant,
) -> Result<(), AppError> {
    let (workspace_id, id) = (conversation.workspace_id, conversation.id);
    let there = transcripts::revision_of(tx, id).await?;
    let is_corrected = there.as_ref().is_some_and(|(_, revision)| revision.is_edited);
    let was_heard = there.is_none() || source == Some(TranscriptSource::Recognised);
    let refusal = if is_corrected {
        Some("people have corrected the transcript: restore its first revision before it is heard again")
    } else if !was_heard {
        Some("the transcript was not made from a recording")
    } else if recordings::list_for(tx, id).await?.is_empty() {
        Some("there is no recording that could be heard")
    } else {
        None
    };
    if let Some(refusal) = refusal {
        return Err(AppError::Conflict(refusal.into()));
    }
    if there.is_some() {
        stages::update(tx, &waiting(stage)).await?;
    } else {
        // Everything else waits for it.
        reopen(tx, dialects, JobKind::Transcribe { conversation_id: id }, now).await?;
    }
    enqueue(tx, transcribe_job(workspace_id, id, now)).await?;
    Ok(())
}

async fn fetch_again(
    tx: &Tx,
    dialects: &EventDialects,
    conversation: &Conversation,
    stage: &Stage,
    now: Instant,
) -> Result<(), AppError> {
    let (workspace_id, id) = (conversation.workspace_id, conversation.id);
    let is_somewhere =
        recording_sources::get(tx, id).await?.is_some() || audio_pieces::recording(tx, id).await?.is_some();
    if stage.status == StageStatus::Done || !is_somewhere {
        let refusal = "there is no recording that could still be fetched";
        return Err(AppError::Conflict(refusal.into()));
    }
    reopen(tx, dialects, JobKind::FetchRecording { conversation_id: id }, now).await?;
    enqueue(tx, fetch_job(workspace_id, id, now)).await?;
    Ok(())
}

/// Writes the job in place of one that was given up, which is not to be put back by hand any more.
async fn enqueue(tx: &Tx, job: NewJob) -> Result<(), StoreError> {
    dead::forget(tx, job.workspace_id, job.kind).await?;
    jobs::enqueue(tx, vec![job]).await
}

async fn evaluate_again(app: &App, caller: &Caller, id: ConversationId) -> Result<Stage, AppError> {
    caller.require("evaluations:write")?;
    let all = stored::of_conversation(app.store.reader(), id).await?;
    let current: Vec<_> = all.into_iter().filter(|evaluation| evaluation.is_current).collect();
    if current.is_empty() {
        return Err(AppError::Conflict("nobody has had the conversation evaluated".into()));
    }
    for evaluation in current {
        evaluations::reevaluate(app, caller, evaluation.id).await?;
    }
    let stage = stages::get(app.store.reader(), id, StageName::Evaluation).await?;
    stage.ok_or(AppError::NotFound("stage"))
}
