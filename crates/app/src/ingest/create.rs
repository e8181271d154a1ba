//! The use case: a new conversation.

use std::path::PathBuf;

use colloquy_domain::conversation::{
    Conversation, ConversationKind, DataSource, Participant, ProcessingStatus,
};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::EventKind;
use colloquy_domain::job::JobKind;
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::transcript::{Speaker, Transcript};
use colloquy_domain::{ConversationId, Instant, UserId, WorkspaceId};
use colloquy_store::jobs::NewJob;
use colloquy_store::search::{self as word_index, Document};
use colloquy_store::{
    Durability, StoreError, Tx, conversations, jobs, participants, recordings, stages, transcripts,
    workspaces,
};

use super::media::{self, StoredMedia};
use super::transcript::{self as supplied, SuppliedTranscript};
use super::{external_url, ownership, people};
use crate::events::{EventDialects, event_about, publish};
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::{App, AppError, read};

/// Attempts of the transcript stage.
const TRANSCRIBE_ATTEMPTS: u32 = 5;

/// Times that a transaction is tried when it loses a race for a new contact or company.
const MOST_RACES: usize = 5;

/// Both limits of text that comes beside the media.
const MOST_TEXT_CHARACTERS: usize = 900_000;
const MOST_TEXT_BYTES: usize = 950_000;

/// A conversation that a client brings.
#[derive(Debug, Clone)]
pub struct NewConversation {
    /// What kind.
    pub kind: ConversationKind,
    /// Title.
    pub title: String,
    /// System that sends it.
    pub source_system: String,
    /// That system's id; the key under which a retry is recognised.
    pub external_id: String,
    /// Whether automations may run.
    pub run_workflows: bool,
    /// The recording.
    pub media: Option<MediaSource>,
    /// The transcript; with it nothing is recognised.
    pub transcript: Option<SuppliedTranscript>,
    /// Start; now where it is not given.
    pub started_at: Option<Instant>,
    /// Privacy; the workspace's setting where it is not given.
    pub is_private: Option<bool>,
    /// Who took part.
    pub participants: Vec<NewParticipant>,
    /// Link into the system that sends it.
    pub external_url: Option<String>,
    /// Plain text kept beside the media.
    pub supplied_text: Option<String>,
    /// The way it came in.
    pub data_source: DataSource,
}

/// Where a recording comes from.
#[derive(Debug, Clone)]
pub enum MediaSource {
    /// An address that the user gave.
    Url(String),
    /// A file of this machine, given by its operator.
    File(PathBuf),
}

/// One who took part, as a client names them.
#[derive(Debug, Clone, Default)]
pub struct NewParticipant {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Whether they own the conversation.
    pub is_owner: bool,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Created {
    /// The conversation.
    pub conversation: Conversation,
    /// Its transcript, as far as there is one.
    pub transcript: Option<Transcript>,
    /// False where the external id was known already: then nothing was changed.
    pub is_new: bool,
}

/// Takes a conversation in, or returns the one that is there under its external id.
pub async fn create(app: &App, caller: &Caller, mut new: NewConversation) -> Result<Created, AppError> {
    // The time of the request: getting the recording may take minutes.
    new.started_at.get_or_insert_with(|| app.now());
    ownership::check_at_most_one(&new.participants)?;
    if let Some(existing) = find_existing(app, caller, &new.external_id).await? {
        return Ok(existing);
    }
    let owner_user_id = ownership::resolve(app, caller, &new.participants).await?;
    check_values(&new)?;
    let workspace = workspaces::get(app.store.reader(), caller.workspace_id())
        .await?
        .ok_or(AppError::NotFound("workspace"))?;
    let media = match &new.media {
        Some(source) => Some(media::store(app, workspace.id, source).await?),
        None => None,
    };
    let object_key = media.as_ref().map(|media| media.object_key.clone());
    let draft = Draft::new(app.now(), &workspace, caller, owner_user_id, new, media);
    let external_id = draft.conversation.external_id.clone().unwrap_or_default();
    let written = write(app, workspace, draft).await;
    // After an error of the database the commit may have happened all the same: then the recording is needed. If it is
    // not, the sweep finds it.
    let is_unused = matches!(&written, Ok(None) | Err(AppError::Conflict(_)));
    if let (true, Some(key)) = (is_unused, &object_key) {
        media::discard(app, key).await;
    }
    match written? {
        Some(created) => Ok(created),
        // Somebody else won the race for this external id.
        None => find_existing(app, caller, &external_id).await?.ok_or_else(|| {
            AppError::Conflict("a conversation with this external_id is being created; try again".into())
        }),
    }
}

async fn find_existing(app: &App, caller: &Caller, external_id: &str) -> Result<Option<Created>, AppError> {
    let reader = app.store.reader();
    let workspace_id = caller.workspace_id();
    let found = conversations::find_by_external_id(reader, workspace_id, external_id).await?;
    let Some(conversation) = found else {
        if conversations::is_external_id_of_deleted(reader, workspace_id, external_id).await? {
            let detail = "this external_id belonged to a conversation that was deleted";
            return Err(AppError::Conflict(detail.into()));
        }
        return Ok(None);
    };
    let may_see = !conversation.is_private
        || caller.may(READ_PRIVATE)
        || conversation.created_by == Some(caller.credential.id);
    if !may_see {
        return Err(AppError::MissingScope(READ_PRIVATE));
    }
    let transcript = read::transcript(app, conversation.id).await?;
    Ok(Some(Created { conversation, transcript, is_new: false }))
}

/// Rules on values, all told at once.
fn check_values(new: &NewConversation) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if let Some(url) = &new.external_url {
        problems.extend(external_url::check(url).err());
    }
    if let Some(text) = &new.supplied_text {
        let is_too_long = text.len() > MOST_TEXT_BYTES || text.chars().count() > MOST_TEXT_CHARACTERS;
        if is_too_long {
            problems.push(crate::FieldProblem::new(
                "supplied_text",
                "too_long",
                "supplied_text must have at most 900000 characters and at most 950000 bytes",
            ));
        }
    }
    if let Some(transcript) = &new.transcript {
        for mut problem in supplied::check(transcript).err().unwrap_or_default() {
            problem.field = format!("transcript.{}", problem.field);
            problems.push(problem);
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

/// Everything that is about to be written.
#[derive(Clone)]
struct Draft {
    conversation: Conversation,
    participants: Vec<super::NewParticipant>,
    owner_user_id: UserId,
    recording: Option<Recording>,
    transcript: Option<Transcript>,
    supplied_text: Option<String>,
    /// Made beforehand: others wait while a transaction is at work.
    words: Document,
}

impl Draft {
    fn new(
        now: Instant,
        workspace: &Workspace,
        caller: &Caller,
        owner_user_id: UserId,
        new: NewConversation,
        media: Option<StoredMedia>,
    ) -> Self {
        let id = ConversationId::generate();
        let transcript = new.transcript.map(|supplied| supplied::accept(supplied, workspace.id, id, now));
        let started_at = new.started_at.unwrap_or(now);
        let ended_at = transcript
            .as_ref()
            .map(|transcript| started_at + time::Duration::seconds_f64(transcript.end_seconds()));
        let conversation = Conversation {
            id,
            workspace_id: workspace.id,
            kind: new.kind,
            title: new.title,
            description: None,
            meeting_url: None,
            processing_status: ProcessingStatus::Pending,
            is_private: new.is_private.unwrap_or(workspace.private_by_default),
            is_internal: false,
            data_source: new.data_source,
            started_at,
            ended_at,
            owner_user_id: Some(owner_user_id),
            host_user_id: Some(owner_user_id),
            source_system: Some(new.source_system),
            external_id: Some(new.external_id),
            external_url: new.external_url,
            run_workflows: new.run_workflows,
            crm_association: None,
            created_by: Some(caller.credential.id),
            created_at: now,
            updated_at: now,
        };
        let recording = media.map(|media| media.recording(workspace.id, id, now));
        let people = new.participants.iter().map(|participant| Person {
            name: participant.name.as_deref(),
            email: participant.email.as_deref(),
            phone: participant.phone.as_deref(),
        });
        let spoken = transcript.as_ref().map(Spoken::of).unwrap_or_default();
        let words = document(&conversation, people, &spoken);
        Self {
            conversation,
            participants: new.participants,
            owner_user_id,
            recording,
            transcript,
            supplied_text: new.supplied_text,
            words,
        }
    }
}

/// One transaction for all of it. `None` where the external id was taken meanwhile.
async fn write(app: &App, workspace: Workspace, draft: Draft) -> Result<Option<Created>, AppError> {
    for _ in 0..MOST_RACES {
        let (dialects, workspace, draft) = (app.dialects.clone(), workspace.clone(), draft.clone());
        let written = app
            .store
            .write(Durability::Full, move |tx| {
                Box::pin(async move { write_draft(tx, &dialects, &workspace, draft).await })
            })
            .await;
        match written {
            Ok(created) => return Ok(Some(created)),
            Err(StoreError::Conflict { constraint })
                if constraint == colloquy_store::constraint::CONVERSATION_EXTERNAL_ID =>
            {
                return Ok(None);
            }
            // Another request made the same contact or company: it will be found this time. Or two requests stood in
            // each other's way, and only one of them had to give way.
            Err(StoreError::Conflict { .. } | StoreError::GaveWay(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(AppError::Conflict("too many requests create the same contacts at once; try again".into()))
}

async fn write_draft(
    tx: &Tx,
    dialects: &EventDialects,
    workspace: &Workspace,
    draft: Draft,
) -> Result<Created, StoreError> {
    let Draft {
        mut conversation,
        participants: given,
        owner_user_id,
        recording,
        mut transcript,
        supplied_text,
        words,
    } = draft;
    let now = conversation.created_at;
    let people = people::find_or_create(tx, workspace, &given, owner_user_id, now).await?;
    conversation.is_internal = people.is_internal;
    conversations::insert(tx, &conversation).await?;
    participants::insert_many(tx, conversation.id, &people.participants).await?;
    if let Some(recording) = &recording {
        recordings::insert(tx, recording).await?;
    }
    if let Some(text) = &supplied_text {
        conversations::insert_supplied_text(tx, conversation.id, text).await?;
    }
    if let Some(transcript) = &mut transcript {
        for speaker in &mut transcript.speakers {
            name_speaker(speaker, &people.participants);
        }
        transcripts::put(tx, transcript).await?;
    }
    word_index::insert(tx, &words).await?;
    let pending: Vec<Stage> =
        StageName::COMMON.map(|name| Stage::pending(workspace.id, conversation.id, name)).into();
    stages::insert_many(tx, &pending).await?;
    let mut events = people.events;
    events.push(event_about(EventKind::ConversationCreated, &conversation, now));
    publish(tx, dialects, events).await?;
    jobs::enqueue(tx, vec![transcribe_job(workspace.id, conversation.id, now)]).await?;
    Ok(Created { conversation, transcript, is_new: true })
}

/// A speaker that the client named is the participant with that e-mail address, else with that name.
fn name_speaker(speaker: &mut Speaker, participants: &[Participant]) {
    let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => one.trim().eq_ignore_ascii_case(other.trim()),
        _ => false,
    };
    let found = participants
        .iter()
        .find(|participant| same(&participant.email, &speaker.email))
        .or_else(|| participants.iter().find(|participant| same(&participant.name, &speaker.name)));
    if let Some(participant) = found {
        speaker.role = Some(participant.role);
        speaker.participant_id = Some(participant.id);
        speaker.user_id = participant.user_id;
        speaker.contact_id = participant.contact_id;
    }
}

/// The job of a conversation's transcript.
pub(crate) fn transcribe_job(
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    now: Instant,
) -> NewJob {
    NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::Transcribe { conversation_id },
        run_at: now,
        max_attempts: TRANSCRIBE_ATTEMPTS,
        dedupe_key: Some(format!("transcribe:{conversation_id}")),
    }
}
