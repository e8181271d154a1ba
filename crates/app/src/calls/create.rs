//! A new call.

use colloquy_domain::agent::Agent;
use colloquy_domain::audio_piece::PiecedRecording;
use colloquy_domain::call::{CallDetails, CallStatus, ConversationKey, ConversationKeyKind};
use colloquy_domain::conversation::{Conversation, ConversationKind, DataSource, ProcessingStatus};
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::EventKind;
use colloquy_domain::job::JobKind;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use colloquy_store::jobs::NewJob;
use colloquy_store::recording_sources::{self, RecordingSource};
use colloquy_store::search as word_index;
use colloquy_store::{
    Durability, StoreError, Tx, audio_pieces, calls, constraint, conversations, jobs, participants,
    recordings, stages, transcripts, untitled, workspaces,
};

use super::new::{CallRecording, NewCall};
use super::{people, title, transcript};
use crate::again::again;
use crate::events::{EventDialects, event_about, publish};
use crate::ingest::transcribe_job;
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::{App, AppError, agents, properties, tools};

/// Attempts of the recording stage: with the pauses between them somewhat more than a minute.
const FETCH_ATTEMPTS: u32 = 4;

/// Takes a call in: all of it, or nothing.
///
/// # Errors
/// [`AppError::Conflict`] where another call that is not deleted has its external id; [`AppError::Invalid`] where what
/// came along breaks a rule.
pub async fn create(app: &App, caller: &Caller, new: NewCall) -> Result<ConversationId, AppError> {
    Ok(take_in(app, caller, new, None).await?.0)
}

/// The same, unless there is a call with this name, which the new one has, too. Returns the call, and whether it is
/// new: of several who tell of it at once, to whatever processes, one makes it.
pub async fn create_unless_known(
    app: &App,
    caller: &Caller,
    mut new: NewCall,
    key: ConversationKey,
) -> Result<(ConversationId, bool), AppError> {
    if !new.keys.contains(&key) {
        new.keys.push(key.clone());
    }
    take_in(app, caller, new, Some(key)).await
}

async fn take_in(
    app: &App,
    caller: &Caller,
    mut new: NewCall,
    unless_known_as: Option<ConversationKey>,
) -> Result<(ConversationId, bool), AppError> {
    transcript::check(&new.turns)?;
    let workspace = workspaces::get(app.store.reader(), caller.workspace_id())
        .await?
        .ok_or(AppError::NotFound("workspace"))?;
    check_free(app, workspace.id, &new.keys).await?;
    let now = app.now();
    let id = ConversationId::generate();
    let transcript = transcript::draft(&mut new.turns, workspace.id, id, now);
    let spoken = transcript.as_ref().map(Spoken::of).unwrap_or_default();
    let conversation = conversation(&new, id, &workspace, caller, now);
    let draft = Draft { new, conversation, transcript, spoken };
    let written = again(|| {
        let (dialects, workspace, draft) = (app.dialects.clone(), workspace.clone(), draft.clone());
        let key = unless_known_as.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                if let Some(key) = key {
                    calls::lock_key(tx, workspace.id, &key).await?;
                    if let Some(known) = calls::find_by_key(tx, workspace.id, &key).await? {
                        return Ok((known, false));
                    }
                }
                write(tx, &dialects, &workspace, draft).await?;
                Ok((id, true))
            })
        })
    })
    .await;
    written.map_err(translated)
}

/// An external id is one call's; those of conversations that came in by other ways are theirs, too.
pub(super) async fn check_free(
    app: &App,
    workspace_id: WorkspaceId,
    keys: &[ConversationKey],
) -> Result<(), AppError> {
    let reader = app.store.reader();
    for key in keys.iter().filter(|key| key.kind == ConversationKeyKind::ExternalId) {
        let is_taken = calls::find_by_key(reader, workspace_id, key).await?.is_some()
            || conversations::find_by_external_id(reader, workspace_id, &key.value).await?.is_some();
        if is_taken {
            return Err(taken());
        }
    }
    Ok(())
}

fn taken() -> AppError {
    AppError::Conflict("the external id belongs to another call".into())
}

/// Two requests with the same external id came at once.
fn translated(error: AppError) -> AppError {
    match &error {
        AppError::Internal(source)
            if source
                .downcast_ref::<StoreError>()
                .is_some_and(|error| error.is_conflict_of(constraint::CALL_EXTERNAL_ID)) =>
        {
            taken()
        }
        _ => error,
    }
}

#[derive(Clone)]
struct Draft {
    new: NewCall,
    conversation: Conversation,
    transcript: Option<Transcript>,
    spoken: Spoken,
}

fn conversation(
    new: &NewCall,
    id: ConversationId,
    workspace: &Workspace,
    caller: &Caller,
    now: Instant,
) -> Conversation {
    Conversation {
        id,
        workspace_id: workspace.id,
        kind: ConversationKind::Call,
        title: new.title.clone().unwrap_or_else(|| title::placeholder(new.direction).to_owned()),
        description: None,
        meeting_url: None,
        processing_status: ProcessingStatus::Pending,
        is_private: workspace.private_by_default,
        is_internal: false,
        data_source: DataSource::PublicApi,
        started_at: new.started_at,
        ended_at: new.ended_at,
        owner_user_id: caller.user_id(),
        host_user_id: caller.user_id(),
        source_system: None,
        external_id: None,
        external_url: None,
        run_workflows: true,
        crm_association: None,
        created_by: Some(caller.credential.id),
        created_at: now,
        updated_at: now,
    }
}

async fn write(
    tx: &Tx,
    dialects: &EventDialects,
    workspace: &Workspace,
    draft: Draft,
) -> Result<(), AppError> {
    let Draft { new, conversation, mut transcript, spoken } = draft;
    let (id, now) = (conversation.id, conversation.created_at);
    let on_call = agents::find_or_create(tx, workspace.id, &new.agents, now).await?;
    let (people, mut events) = people::participants(tx, workspace, &on_call, &new.customers, now).await?;
    conversations::insert(tx, &conversation).await?;
    if new.title.is_none() {
        untitled::insert(tx, workspace.id, id).await?;
    }
    participants::insert_many(tx, id, &people).await?;
    let details = CallDetails {
        conversation_id: id,
        workspace_id: workspace.id,
        origin: new.origin,
        direction: new.direction,
        interface: new.interface,
        status: new.status,
        ended_status: new.ended_status,
        is_test: new.is_test,
    };
    calls::insert(tx, &details, &new.extra).await?;
    calls::insert_keys(tx, workspace.id, id, &new.keys).await?;
    let agents: Vec<Agent> = on_call.into_iter().map(|one| one.agent).collect();
    if let Some(transcript) = &mut transcript {
        transcript::bind(transcript, &new.turns, &agents, &people, &new.recording)?;
        transcripts::put(tx, transcript).await?;
    }
    tools::append(tx, workspace.id, id, &agents, &new.tool_invocations, now).await?;
    properties::write(tx, workspace.id, id, &new.properties).await?;
    word_index::insert(tx, &document(&conversation, people.iter().map(Person::from), &spoken)).await?;
    let pending = StageName::COMMON.map(|name| Stage::pending(workspace.id, id, name));
    stages::insert_many(tx, &pending).await?;
    events.push(event_about(EventKind::ConversationCreated, &conversation, now));
    publish(tx, dialects, events).await?;
    match new.status {
        CallStatus::Ended => Ok(begin_analysis(tx, &conversation, new.recording, now).await?),
        CallStatus::Ringing | CallStatus::InProgress => Ok(()),
    }
}

/// Writes what is known of the recording, and the job with which the analysis of a call begins that is over.
pub(super) async fn begin_analysis(
    tx: &Tx,
    conversation: &Conversation,
    recording: CallRecording,
    now: Instant,
) -> Result<(), StoreError> {
    let (workspace_id, id) = (conversation.workspace_id, conversation.id);
    let job = match recording {
        CallRecording::Nothing => transcribe_job(workspace_id, id, now),
        CallRecording::Here(stored) => {
            recordings::insert(tx, &stored.recording(workspace_id, id, now)).await?;
            transcribe_job(workspace_id, id, now)
        }
        CallRecording::Elsewhere { url, stereo_url } => {
            recording_sources::insert(tx, id, &RecordingSource { url, stereo_url }).await?;
            stages::insert_many(tx, &[Stage::pending(workspace_id, id, StageName::Recording)]).await?;
            fetch_job(workspace_id, id, now)
        }
        CallRecording::InPieces { key, sample_rate, channels, not_before } => {
            let pieces = PiecedRecording { conversation_id: id, workspace_id, key, sample_rate, channels };
            audio_pieces::set_recording(tx, &pieces).await?;
            stages::insert_many(tx, &[Stage::pending(workspace_id, id, StageName::Recording)]).await?;
            fetch_job(workspace_id, id, not_before)
        }
    };
    jobs::enqueue(tx, vec![job]).await
}

/// The job that fetches a conversation's recording.
pub(crate) fn fetch_job(
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    run_at: Instant,
) -> NewJob {
    NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::FetchRecording { conversation_id },
        run_at,
        max_attempts: FETCH_ATTEMPTS,
        dedupe_key: Some(format!("fetch:{conversation_id}")),
    }
}
