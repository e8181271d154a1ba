//! Reading dialogues. Those of private conversations are for callers who may see them, and for the key that began them.

use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::dialogue::{Dialogue, DialogueFilter};
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::recording::Recording;
use colloquy_store::dialogues::shown_status;
use colloquy_store::{conversations, dialogue_messages, dialogues, recordings};

use crate::keys::Caller;
use crate::links::{Disposition, LONGEST_LIFE};
use crate::{App, AppError};

/// A dialogue with what belongs to it.
#[derive(Debug, Clone)]
pub struct DialogueShown {
    /// It, with the status that it is shown with.
    pub dialogue: Dialogue,
    /// What was said, in order.
    pub messages: Vec<DialogueMessage>,
    /// A link to its recording that holds for an hour, where there is one.
    pub recording_url: Option<String>,
}

/// One dialogue.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::MissingScope`] where it is private.
pub async fn get(app: &App, caller: &Caller, id: ConversationId) -> Result<DialogueShown, AppError> {
    let found = dialogues::get(app.store.reader(), caller.workspace_id(), id).await?;
    let dialogue = found.ok_or(AppError::NotFound("call"))?;
    check_visible(app, caller, id).await?;
    let shown = shown(app, vec![dialogue]).await?;
    shown.into_iter().next().ok_or(AppError::NotFound("call"))
}

/// The dialogues of the slice, the newest first. Private ones of others are left out for callers without
/// [`READ_PRIVATE`].
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &DialogueFilter,
    slice: Slice,
) -> Result<Sliced<DialogueShown>, AppError> {
    let (reader, include_private) = (app.store.reader(), caller.may(READ_PRIVATE));
    let own = Some(caller.credential.id);
    let found = dialogues::list(reader, caller.workspace_id(), filter, include_private, own, slice).await?;
    Ok(Sliced { rows: shown(app, found.rows).await?, total: found.total })
}

/// Refuses who may not read it.
pub(super) async fn check_visible(app: &App, caller: &Caller, id: ConversationId) -> Result<(), AppError> {
    match crate::read::conversation(app, caller, id).await {
        Ok(_) => Ok(()),
        Err(AppError::MissingScope(scope)) => {
            let found = conversations::get(app.store.reader(), caller.workspace_id(), id).await?;
            let is_own = |conversation: &Conversation| conversation.created_by == Some(caller.credential.id);
            if found.as_ref().is_some_and(is_own) { Ok(()) } else { Err(AppError::MissingScope(scope)) }
        }
        // It was deleted at this moment.
        Err(AppError::NotFound(_)) => Err(AppError::NotFound("call")),
        Err(other) => Err(other),
    }
}

/// These dialogues with what belongs to them, each kind of it read once for all.
pub(super) async fn shown(app: &App, dialogues: Vec<Dialogue>) -> Result<Vec<DialogueShown>, AppError> {
    let reader = app.store.reader();
    let ids: Vec<ConversationId> = dialogues.iter().map(|dialogue| dialogue.conversation_id).collect();
    let mut messages = dialogue_messages::list_many(reader, &ids).await?;
    let mut recordings: HashMap<ConversationId, Vec<Recording>> =
        recordings::list_for_many(reader, &ids).await?;
    let shown = dialogues.into_iter().map(|mut dialogue| {
        let id = dialogue.conversation_id;
        dialogue.status = shown_status(&dialogue);
        let recording = recordings.remove(&id).and_then(|all| all.into_iter().next());
        let link = |recording: Recording| {
            crate::read::media_link_for(app, &recording, Disposition::Inline, LONGEST_LIFE)
        };
        DialogueShown {
            messages: messages.remove(&id).unwrap_or_default(),
            recording_url: recording.map(link),
            dialogue,
        }
    });
    Ok(shown.collect())
}
