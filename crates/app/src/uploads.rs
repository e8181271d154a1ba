//! Recordings that somebody brings as a file.
//!
//! The bytes go to this machine's disk as they come, and from there into the object store; what they hold decides whether it
//! is a recording. One transaction makes the conversation with everything that processing needs. Where that does not come,
//! the object is removed: at once if that is certain, else by the sweep for objects that no row names.

use std::path::Path;

use bytes::Bytes;
use colloquy_domain::attribution::Attribution;
use colloquy_domain::conversation::{
    Conversation, ConversationKind, DataSource, Participant, ParticipantRole, ProcessingStatus,
};
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::EventKind;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::text::one_line;
use colloquy_domain::{ConversationId, Instant, ParticipantId, ProjectId};
use colloquy_store::search as word_index;
use colloquy_store::{
    Durability, Tx, conversations, jobs, participants, projects, recording_languages, recordings, stages,
};
use futures::{Stream, StreamExt};
use tokio::io::AsyncWriteExt;

use crate::again::again;
use crate::events::{EventDialects, event_about, publish};
use crate::ingest::media::{StoredMedia, discard, put};
use crate::ingest::transcribe_job;
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::{App, AppError, evaluations, projects as own_projects, read};

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 500;

/// The title of a recording of which nothing is known.
const NAMELESS: &str = "Recording";

/// ISO 639-1: the codes that languages have.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st \
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// What is told of a recording.
#[derive(Debug, Clone, Default)]
pub struct NewUpload {
    /// Title; what the file is called where it is left out.
    pub title: Option<String>,
    /// What kind of conversation; a call where it is left out.
    pub kind: Option<ConversationKind>,
    /// When it began; now where it is left out.
    pub started_at: Option<Instant>,
    /// ISO 639-1 code of the language; it is heard where it is left out.
    pub language: Option<String>,
    /// The project in which it is to be evaluated.
    pub project_id: Option<ProjectId>,
    /// What the file is called.
    pub file_name: Option<String>,
}

/// Why a recording was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// There are more bytes than there may be.
    #[error("a file may have at most {0} bytes")]
    TooLarge(u64),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Takes a recording in.
///
/// # Errors
/// [`AppError::Invalid`] naming `file` where the bytes are no recording, `language` and `project_id` where there is no such
/// one; [`AppError::Malformed`] where the bytes break off, or where there are none.
pub async fn take_in<S, E>(
    app: &App,
    caller: &Caller,
    new: NewUpload,
    content: S,
) -> Result<Conversation, UploadError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    check(app, caller, &new).await?;
    let workspace = read::workspace(app, caller).await?;
    let media = store(app, &workspace, content).await?;
    let object_key = media.object_key.clone();
    let conversation = conversation(&workspace, caller, &new, app.now());
    let written = write(app, caller, conversation, media, new).await;
    // After an error of the database the commit may have happened all the same: then the recording is needed. If it is
    // not, the sweep finds it.
    if matches!(&written, Err(AppError::Invalid(_) | AppError::NotFound(_) | AppError::Conflict(_))) {
        discard(app, &object_key).await;
    }
    Ok(written?)
}

/// What can be told before the bytes are read.
async fn check(app: &App, caller: &Caller, new: &NewUpload) -> Result<(), AppError> {
    let is_language = |code: &String| LANGUAGES.split_whitespace().any(|known| known == code);
    if new.language.as_ref().is_some_and(|code| !is_language(code)) {
        let message = "language must be a code of ISO 639-1, such as en";
        return Err(AppError::invalid("language", "unknown_value", message));
    }
    if let Some(id) = new.project_id {
        own_projects::get(app, caller.workspace_id(), id).await.map_err(|error| match error {
            AppError::NotFound(_) => no_project(),
            other => other,
        })?;
    }
    Ok(())
}

fn no_project() -> AppError {
    AppError::invalid("project_id", "unknown_value", "project_id is the id of no project")
}

/// Takes the bytes to this machine's disk, and from there to the object store.
async fn store<S, E>(app: &App, workspace: &Workspace, content: S) -> Result<StoredMedia, UploadError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    let scratch = tempfile::NamedTempFile::new_in(&app.scratch_dir).map_err(AppError::internal)?;
    if save(content, scratch.path(), app.limits.upload_bytes).await? == 0 {
        return Err(AppError::malformed("body", "required", "body must hold the recording's bytes").into());
    }
    let path = scratch.path().to_owned();
    let probed = tokio::task::spawn_blocking(move || colloquy_media::probe(&path)).await;
    let info = probed.map_err(AppError::internal)?.map_err(|error| {
        AppError::invalid("file", "unsupported_media", format!("file is no recording: {error}"))
    })?;
    Ok(put(app, workspace.id, scratch.path(), info.media_type).await?)
}

/// Writes the bytes to `path`; returns how many they are.
async fn save<S, E>(content: S, path: &Path, most_bytes: u64) -> Result<u64, UploadError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    let mut content = std::pin::pin!(content);
    let mut file = tokio::fs::File::create(path).await.map_err(AppError::internal)?;
    let mut size_bytes = 0_u64;
    while let Some(piece) = content.next().await {
        let piece = piece.map_err(|error| {
            AppError::malformed("body", "incomplete", format!("body: the upload broke off: {error}"))
        })?;
        size_bytes += piece.len() as u64;
        if size_bytes > most_bytes {
            return Err(UploadError::TooLarge(most_bytes));
        }
        file.write_all(&piece).await.map_err(AppError::internal)?;
    }
    file.flush().await.map_err(AppError::internal)?;
    Ok(size_bytes)
}

fn conversation(workspace: &Workspace, caller: &Caller, new: &NewUpload, now: Instant) -> Conversation {
    Conversation {
        id: ConversationId::generate(),
        workspace_id: workspace.id,
        kind: new.kind.unwrap_or(ConversationKind::Call),
        title: title(new),
        description: None,
        meeting_url: None,
        processing_status: ProcessingStatus::Pending,
        is_private: workspace.private_by_default,
        is_internal: false,
        data_source: DataSource::House,
        started_at: new.started_at.unwrap_or(now),
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

/// The title that was given, else the file's name without its ending.
fn title(new: &NewUpload) -> String {
    let stem = |name: &str| {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
            _ => name.to_owned(),
        }
    };
    let told = new.title.clone().into_iter().chain(new.file_name.as_deref().map(stem));
    let mut lines = told.map(|text| {
        let line = one_line(&text);
        line.trim().chars().take(LONGEST_TITLE).collect::<String>()
    });
    lines.find(|line| !line.is_empty()).unwrap_or_else(|| NAMELESS.to_owned())
}

async fn write(
    app: &App,
    caller: &Caller,
    conversation: Conversation,
    media: StoredMedia,
    new: NewUpload,
) -> Result<Conversation, AppError> {
    again(|| {
        let (dialects, now) = (app.dialects.clone(), conversation.created_at);
        let (caller, conversation) = (caller.clone(), conversation.clone());
        let (media, new) = (media.clone(), new.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                write_all(tx, &dialects, &conversation, media, &new).await?;
                if let Some(project_id) = new.project_id {
                    let project = projects::get(tx, conversation.workspace_id, project_id).await?;
                    let project = project.ok_or_else(no_project)?;
                    let (by, title) = (Some(caller.credential.id), conversation.title.clone());
                    let attribution = Attribution::default();
                    evaluations::begin(
                        tx,
                        &dialects,
                        &project,
                        &conversation,
                        None,
                        None,
                        &attribution,
                        &title,
                        by,
                        now,
                    )
                    .await?;
                }
                Ok::<_, AppError>(conversation)
            })
        })
    })
    .await
}

/// Writes the conversation with all that belongs to it but an evaluation, and the job of its transcript.
async fn write_all(
    tx: &Tx,
    dialects: &EventDialects,
    conversation: &Conversation,
    media: StoredMedia,
    new: &NewUpload,
) -> Result<(), AppError> {
    let (workspace_id, id, now) = (conversation.workspace_id, conversation.id, conversation.created_at);
    let people = people(conversation.kind);
    conversations::insert(tx, conversation).await?;
    participants::insert_many(tx, id, &people).await?;
    recordings::insert(tx, &media.recording(workspace_id, id, now)).await?;
    if let Some(language) = &new.language {
        recording_languages::insert(tx, id, language).await?;
    }
    let words = document(conversation, people.iter().map(Person::from), &Spoken::default());
    word_index::insert(tx, &words).await?;
    stages::insert_many(tx, &StageName::COMMON.map(|name| Stage::pending(workspace_id, id, name))).await?;
    publish(tx, dialects, vec![event_about(EventKind::ConversationCreated, conversation, now)]).await?;
    Ok(jobs::enqueue(tx, vec![transcribe_job(workspace_id, id, now)]).await?)
}

/// Two speak in a call, and which voice is whose shows from what they say. How many speak in anything else nobody knows.
fn people(kind: ConversationKind) -> Vec<Participant> {
    let side = |position, role| Participant {
        id: ParticipantId::generate(),
        position,
        name: None,
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
    match kind {
        ConversationKind::Call => {
            vec![side(0, ParticipantRole::Agent), side(1, ParticipantRole::Customer)]
        }
        ConversationKind::Meeting | ConversationKind::Chat | ConversationKind::Email => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_called_what_its_file_is_called() {
        let named = |title: Option<&str>, file_name: Option<&str>| {
            let (title, file_name) = (title.map(str::to_owned), file_name.map(str::to_owned));
            super::title(&NewUpload { title, file_name, ..NewUpload::default() })
        };
        assert_eq!(named(Some(" Renewal\nof Acme "), Some("x.wav")), "Renewal of Acme");
        assert_eq!(named(None, Some("C:\\calls\\acme 1.final.wav")), "acme 1.final");
        assert_eq!(named(None, Some("../.wav")), ".wav");
        assert_eq!(named(Some(" "), Some("")), NAMELESS);
        assert_eq!(named(None, None), NAMELESS);
        assert_eq!(named(Some(&"x".repeat(600)), None).chars().count(), LONGEST_TITLE);
    }

    #[test]
    fn the_sides_of_a_call_are_known_and_nothing_of_a_meeting() {
        assert_eq!(people(ConversationKind::Call).len(), 2);
        assert!(people(ConversationKind::Meeting).is_empty());
        assert!(LANGUAGES.split_whitespace().all(|code| code.len() == 2));
    }

    #[tokio::test]
    async fn no_more_is_taken_than_may_be() {
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let pieces = |count: usize| {
            let piece = || Ok::<_, std::io::Error>(Bytes::from_static(b"1234"));
            futures::stream::iter((0..count).map(move |_| piece()).collect::<Vec<_>>())
        };
        assert_eq!(save(pieces(2), scratch.path(), 8).await.unwrap(), 8);
        assert!(matches!(save(pieces(3), scratch.path(), 8).await, Err(UploadError::TooLarge(8))));
        let broken = futures::stream::iter([Err::<Bytes, _>(std::io::Error::other("cut"))]);
        let refused = save(broken, scratch.path(), 8).await;
        assert!(matches!(refused, Err(UploadError::App(AppError::Malformed(_)))));
    }
}
