//! Reading a conversation, with everything that belongs to it.

use std::collections::BTreeSet;

use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::directory::{Tag, User, Workspace};
use colloquy_domain::insight::{ActionItem, Sentiment, Signal, Summary, TagAssignment};
use colloquy_domain::recording::Recording;
use colloquy_domain::revision::Revision;
use colloquy_domain::share::Share;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::trace::TraceId;
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{ContactId, ConversationId, Instant, RecordingId, UserId};
use colloquy_store::{
    StoreError, contacts, conversations, insights, participants, recordings, stages, traces, transcripts,
    untitled, users, workspaces,
};

use crate::keys::Caller;
use crate::links::{Disposition, USUAL_LIFE};
use crate::{App, AppError};

/// The conversation, if the caller may see it. A private one needs [`READ_PRIVATE`], or the user
/// behind the key owns it, led it, or took part.
pub async fn conversation(app: &App, caller: &Caller, id: ConversationId) -> Result<Conversation, AppError> {
    let found = conversations::get(app.store.reader(), caller.workspace_id(), id).await?;
    let conversation = found.ok_or(AppError::NotFound("conversation"))?;
    if conversation.is_private && !caller.may(READ_PRIVATE) {
        let took_part = match caller.user_id() {
            Some(user_id) => {
                let own = Some(user_id);
                conversation.owner_user_id == own
                    || conversation.host_user_id == own
                    || participants(app, id).await?.iter().any(|participant| participant.user_id == own)
            }
            None => false,
        };
        if !took_part {
            return Err(AppError::MissingScope(READ_PRIVATE));
        }
    }
    Ok(conversation)
}

/// Whether somebody gave it a title, or one was found: another one stands there only until then.
pub async fn has_title(app: &App, id: ConversationId) -> Result<bool, StoreError> {
    Ok(!untitled::among(app.store.reader(), &[id]).await?.contains(&id))
}

/// Who took part, in the order given.
pub async fn participants(app: &App, id: ConversationId) -> Result<Vec<Participant>, AppError> {
    Ok(participants::list(app.store.reader(), id).await?)
}

/// The transcript, once there is one, as people corrected it. Its speakers name only contacts who take part and are not
/// deleted.
pub async fn transcript(app: &App, id: ConversationId) -> Result<Option<Transcript>, AppError> {
    Ok(revised_transcript(app, id).await?.map(|(transcript, _)| transcript))
}

/// The same with which revision of it that is.
pub async fn revised_transcript(
    app: &App,
    id: ConversationId,
) -> Result<Option<(Transcript, Revision)>, AppError> {
    let reader = app.store.reader();
    let Some((mut transcript, revision)) = transcripts::get_revised(reader, id).await? else {
        return Ok(None);
    };
    let named: BTreeSet<ContactId> =
        transcript.speakers.iter().filter_map(|speaker| speaker.contact_id).collect();
    if !named.is_empty() {
        let people = participants::list(reader, id).await?;
        let there: Vec<ContactId> =
            people.iter().filter_map(|one| one.contact_id).filter(|id| named.contains(id)).collect();
        let live = contacts::list(reader, transcript.workspace_id, &there).await?;
        for speaker in &mut transcript.speakers {
            speaker.contact_id = speaker.contact_id.filter(|id| live.iter().any(|contact| contact.id == *id));
        }
    }
    Ok(Some((transcript, revision)))
}

/// How far each stage is.
pub async fn stages(app: &App, id: ConversationId) -> Result<Vec<Stage>, AppError> {
    Ok(stages::list(app.store.reader(), id).await?)
}

/// The recordings.
pub async fn recordings(app: &App, id: ConversationId) -> Result<Vec<Recording>, AppError> {
    Ok(recordings::list_for(app.store.reader(), id).await?)
}

/// The summary, once there is one.
pub async fn summary(app: &App, id: ConversationId) -> Result<Option<Summary>, AppError> {
    Ok(insights::get_summary(app.store.reader(), id).await?)
}

/// Action items with the time at which they were found or written.
pub async fn action_items(app: &App, id: ConversationId) -> Result<Vec<(ActionItem, Instant)>, AppError> {
    let items = insights::list_action_items(app.store.reader(), id).await?;
    let found_at = items_found_at(app, id).await?;
    let with_time = |item: ActionItem| {
        let since = item.written_at.unwrap_or(found_at);
        (item, since)
    };
    Ok(items.into_iter().map(with_time).collect())
}

/// When the action items of a conversation were found that nobody wrote.
pub async fn items_found_at(app: &App, id: ConversationId) -> Result<Instant, AppError> {
    let stage = stages::get(app.store.reader(), id, StageName::ActionItems).await?;
    Ok(stage.and_then(|stage| stage.finished_at).unwrap_or_else(|| app.now()))
}

/// Answers to the workspace's questions.
pub async fn signals(app: &App, id: ConversationId) -> Result<Vec<Signal>, AppError> {
    Ok(insights::list_signals(app.store.reader(), id).await?)
}

/// Tags with why they were given.
pub async fn tags(app: &App, id: ConversationId) -> Result<Vec<(TagAssignment, Tag)>, AppError> {
    Ok(insights::list_tag_assignments(app.store.reader(), id).await?)
}

/// How people felt, once known.
pub async fn sentiment(app: &App, id: ConversationId) -> Result<Option<Sentiment>, AppError> {
    Ok(insights::get_sentiment(app.store.reader(), id).await?)
}

/// The traces that belong to it.
pub async fn trace_ids(app: &App, id: ConversationId) -> Result<Vec<TraceId>, AppError> {
    Ok(traces::linked_to(app.store.reader(), id).await?)
}

/// The caller's workspace.
pub async fn workspace(app: &App, caller: &Caller) -> Result<Workspace, AppError> {
    let found = workspaces::get(app.store.reader(), caller.workspace_id()).await?;
    found.ok_or(AppError::NotFound("workspace"))
}

/// A user of the caller's workspace.
pub async fn user(app: &App, caller: &Caller, id: UserId) -> Result<Option<User>, AppError> {
    Ok(users::get(app.store.reader(), caller.workspace_id(), id).await?)
}

/// A signed link to a recording that holds for a quarter of an hour.
#[must_use]
pub fn media_link(app: &App, recording: &Recording, disposition: Disposition) -> String {
    media_link_for(app, recording, disposition, USUAL_LIFE)
}

/// The same with another life, at most [`LONGEST_LIFE`](crate::links::LONGEST_LIFE).
#[must_use]
pub fn media_link_for(
    app: &App,
    recording: &Recording,
    disposition: Disposition,
    life: time::Duration,
) -> String {
    link_to(app, recording, &app.links.query(&recording.object_key, app.now() + life, disposition, None))
}

/// A link for whoever opened a share: it ends with the share, and after [`USUAL_LIFE`] in any case.
#[must_use]
pub fn shared_media_link(app: &App, recording: &Recording, share: &Share) -> String {
    let until = share.expires_at.min(app.now() + USUAL_LIFE);
    link_to(
        app,
        recording,
        &app.links.query(&recording.object_key, until, Disposition::Inline, Some(share.id)),
    )
}

fn link_to(app: &App, recording: &Recording, query: &str) -> String {
    let base = app.public_url.as_str().trim_end_matches('/');
    format!("{base}/api/colloquy/v1/media/{}?{query}", recording.id.ulid())
}

/// A recording of any workspace, as long as its conversation is there: for links that carry their own permission.
pub async fn recording(app: &App, id: RecordingId) -> Result<Option<Recording>, AppError> {
    let reader = app.store.reader();
    let Some(recording) = recordings::get_any(reader, id).await? else { return Ok(None) };
    let conversation = conversations::get(reader, recording.workspace_id, recording.conversation_id).await?;
    Ok(conversation.map(|_| recording))
}
