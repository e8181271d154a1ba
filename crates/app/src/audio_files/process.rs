//! Asking for a file's transcript and evaluation.
//!
//! The first time a conversation is made of it, all in one transaction: conversation, recording (the uploaded object
//! itself), stages, attribution, evaluation, and the job of the transcript. Afterwards there is only one more evaluation
//! of that conversation. Where its transcript could not be made, a new conversation is made of the same bytes: they are
//! copied for it, so that each recording has an object of its own, and erasing one conversation leaves the other one
//! whole.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::audio_file::{AudioFile, AudioFileState, Upload};
use colloquy_domain::conversation::{
    Conversation, ConversationKind, DataSource, Participant, ParticipantRole, ProcessingStatus,
};
use colloquy_domain::evaluation::Evaluation;
use colloquy_domain::event::EventKind;
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::{AudioFileId, ConversationId, Instant, ParticipantId, RecordingId};
use colloquy_store::search as word_index;
use colloquy_store::{
    Durability, StoreError, Tx, attributions, audio_files, conversations, jobs, participants, projects,
    recordings, stages,
};
use uuid::Uuid;

use super::{UPLOADS, read};
use crate::again::again;
use crate::clock::dated;
use crate::events::{EventDialects, event_about, publish};
use crate::ingest::media::discard;
use crate::ingest::transcribe_job;
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::{App, AppError, evaluations};

/// Times that a file is looked at which others change meanwhile.
const MOST_LOOKS: usize = 5;

/// Has the file transcribed and evaluated, or evaluated once more. While that is under way, and however many ask at
/// once, the answer is the same.
///
/// # Errors
/// [`AppError::Conflict`] where its bytes have not come; [`AppError::MissingScope`] where it is private and somebody
/// else's.
pub async fn process(
    app: &App,
    caller: &Caller,
    id: AudioFileId,
) -> Result<(AudioFile, Evaluation), AppError> {
    for _ in 0..MOST_LOOKS {
        let file = read::visible(app, caller, id).await?;
        let Some(upload) = file.upload.clone() else {
            return Err(AppError::Conflict("the file has not been uploaded yet".into()));
        };
        if let Some(evaluation) = under_way(app, &file).await? {
            return Ok((file, evaluation));
        }
        let done = match usable_conversation(app, &file).await? {
            Some(conversation_id) => evaluate_again(app, caller, &file, conversation_id).await?,
            None if file.conversation_id.is_none() => take_in(app, caller, &file, upload).await?,
            None => {
                let copy = copied(app, &file, upload).await?;
                let object_key = copy.object_key.clone();
                let taken = take_in(app, caller, &file, copy).await;
                // After an error of the database the commit may have happened all the same: the sweep can tell.
                if matches!(&taken, Ok(None) | Err(AppError::NotFound(_) | AppError::Conflict(_))) {
                    discard(app, &object_key).await;
                }
                taken?
            }
        };
        if let Some(done) = done {
            return Ok(done);
        }
    }
    Err(AppError::Conflict("the file is being changed by others; try again".into()))
}

/// The evaluation that is being made, if one is.
async fn under_way(app: &App, file: &AudioFile) -> Result<Option<Evaluation>, AppError> {
    let Some(id) = file.evaluation_id.filter(|_| file.state == AudioFileState::Processing) else {
        return Ok(None);
    };
    Ok(colloquy_store::evaluations::get(app.store.reader(), file.workspace_id, id).await?)
}

/// The conversation that the file has become, unless it has no transcript and will not have one.
async fn usable_conversation(app: &App, file: &AudioFile) -> Result<Option<ConversationId>, AppError> {
    let Some(id) = file.conversation_id else { return Ok(None) };
    let found = conversations::get(app.store.reader(), file.workspace_id, id).await?;
    let usable = found.filter(|conversation| conversation.processing_status != ProcessingStatus::Failed);
    Ok(usable.map(|conversation| conversation.id))
}

/// The same bytes under a key of their own.
async fn copied(app: &App, file: &AudioFile, upload: Upload) -> Result<Upload, AppError> {
    let scratch = tempfile::NamedTempFile::new_in(&app.scratch_dir).map_err(AppError::internal)?;
    app.objects.download_to(&upload.object_key, scratch.path()).await?;
    let object_key = format!("{UPLOADS}/{}/{}", file.workspace_id, Uuid::now_v7());
    app.objects.put_file(&object_key, scratch.path()).await?;
    Ok(Upload { object_key, ..upload })
}

/// Makes a conversation of the file and asks for its evaluation. None where the file is not as it was seen.
async fn take_in(
    app: &App,
    caller: &Caller,
    seen: &AudioFile,
    upload: Upload,
) -> Result<Option<(AudioFile, Evaluation)>, AppError> {
    again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        let (caller, seen, upload) = (caller.clone(), seen.clone(), upload.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = audio_files::get_for_update(tx, seen.id).await?;
                let mut file = found.ok_or(AppError::NotFound("audio file"))?;
                if !is_as_seen(&file, &seen) {
                    return Ok(None);
                }
                file.upload = Some(upload.clone());
                let conversation = conversation(&file, &caller, now);
                write_conversation(tx, &dialects, &file, &conversation, upload).await?;
                let evaluation = begin(tx, &dialects, &mut file, &conversation, &caller, now).await?;
                Ok(Some((file, evaluation)))
            })
        })
    })
    .await
}

/// Asks for one more evaluation. None where the file is not as it was seen.
async fn evaluate_again(
    app: &App,
    caller: &Caller,
    seen: &AudioFile,
    conversation_id: ConversationId,
) -> Result<Option<(AudioFile, Evaluation)>, AppError> {
    again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        let (caller, seen) = (caller.clone(), seen.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = conversations::get_for_update(tx, conversation_id).await?;
                let conversation = conversation.ok_or(AppError::NotFound("audio file"))?;
                let found = audio_files::get_for_update(tx, seen.id).await?;
                let mut file = found.ok_or(AppError::NotFound("audio file"))?;
                let is_usable = conversation.processing_status != ProcessingStatus::Failed;
                if !is_usable || !is_as_seen(&file, &seen) {
                    return Ok(None);
                }
                let evaluation = begin(tx, &dialects, &mut file, &conversation, &caller, now).await?;
                Ok(Some((file, evaluation)))
            })
        })
    })
    .await
}

/// Whether nothing has happened to a file on which it depends what is to be done with it.
fn is_as_seen(file: &AudioFile, seen: &AudioFile) -> bool {
    file.state == seen.state
        && file.upload == seen.upload
        && file.conversation_id == seen.conversation_id
        && file.evaluation_id == seen.evaluation_id
}

fn conversation(file: &AudioFile, caller: &Caller, now: Instant) -> Conversation {
    Conversation {
        id: ConversationId::generate(),
        workspace_id: file.workspace_id,
        kind: ConversationKind::Call,
        title: file.file_name.clone(),
        description: None,
        meeting_url: None,
        processing_status: ProcessingStatus::Pending,
        is_private: file.is_private,
        is_internal: false,
        data_source: DataSource::PublicApi,
        started_at: file.recorded_at,
        ended_at: None,
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

/// Writes the conversation with all that belongs to it but its evaluation, and the job of its transcript.
async fn write_conversation(
    tx: &Tx,
    dialects: &EventDialects,
    file: &AudioFile,
    conversation: &Conversation,
    upload: Upload,
) -> Result<(), StoreError> {
    let (workspace_id, id, now) = (conversation.workspace_id, conversation.id, conversation.created_at);
    let people = sides(file);
    conversations::insert(tx, conversation).await?;
    participants::insert_many(tx, id, &people).await?;
    recordings::insert(tx, &recording(conversation, upload)).await?;
    if file.attribution != Attribution::default() {
        attributions::put(tx, workspace_id, id, &file.attribution).await?;
    }
    let words = document(conversation, people.iter().map(Person::from), &Spoken::default());
    word_index::insert(tx, &words).await?;
    stages::insert_many(tx, &StageName::COMMON.map(|name| Stage::pending(workspace_id, id, name))).await?;
    publish(tx, dialects, vec![event_about(EventKind::ConversationCreated, conversation, now)]).await?;
    jobs::enqueue(tx, vec![transcribe_job(workspace_id, id, now)]).await
}

/// The two who speak in a call. Which voice is whose shows from what they say.
fn sides(file: &AudioFile) -> [Participant; 2] {
    let side = |position, role, name| Participant {
        id: ParticipantId::generate(),
        position,
        name,
        email: None,
        phone: None,
        role,
        is_owner: false,
        user_id: None,
        contact_id: None,
        label: None,
        agent_id: None,
        agent_endpoint_id: None,
        prompt: None,
    };
    [
        side(0, ParticipantRole::Agent, file.attribution.executive_name.clone()),
        side(1, ParticipantRole::Customer, None),
    ]
}

fn recording(conversation: &Conversation, upload: Upload) -> Recording {
    Recording {
        id: RecordingId::generate(),
        workspace_id: conversation.workspace_id,
        conversation_id: conversation.id,
        object_key: upload.object_key,
        media_type: upload.content_type,
        size_bytes: upload.size_bytes,
        sha256: upload.sha256,
        channels: None,
        duration_seconds: None,
        waveform: None,
        created_at: conversation.created_at,
    }
}

/// Begins the evaluation, and says of the file that it is being processed.
async fn begin(
    tx: &Tx,
    dialects: &EventDialects,
    file: &mut AudioFile,
    conversation: &Conversation,
    caller: &Caller,
    now: Instant,
) -> Result<Evaluation, AppError> {
    let project = projects::get(tx, file.workspace_id, file.project_id).await?;
    let project = project.ok_or(AppError::NotFound("project"))?;
    let evaluation = evaluations::begin(
        tx,
        dialects,
        &project,
        conversation,
        Some(file.id),
        file.scorecard_id,
        &file.attribution,
        &file.file_name,
        Some(caller.credential.id),
        now,
    )
    .await?;
    file.state = AudioFileState::Processing;
    file.error = None;
    file.conversation_id = Some(conversation.id);
    file.evaluation_id = Some(evaluation.id);
    file.updated_at = dated(tx, file.updated_at);
    audio_files::update(tx, file).await?;
    Ok(evaluation)
}
