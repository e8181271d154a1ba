//! What those who watch webchats read of them: what changed of any, what was said in one, how far it is.
//!
//! Nobody asks here with a credential: whoever watches a dialogue has shown the word that lets the visitor in, or reads for
//! somebody who has.

use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::{ConversationId, InboundRouteId, Instant};
use colloquy_store::{dialogue_messages, dialogues, inbound_routes};

use crate::{App, AppError};

/// Rows that are read at once.
const ROWS: u64 = 1_000;

/// How far a dialogue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Its state.
    pub status: DialogueStatus,
    /// The position of its last message.
    pub message_count: u64,
}

/// The messages of all webchats that were written or changed then or later, in the order in which they were. What was
/// written by a transaction that is not committed yet is not there, and may come later with an earlier instant.
pub async fn changed_since(app: &App, since: Instant) -> Result<Vec<DialogueMessage>, AppError> {
    let (mut changed, mut from): (Vec<DialogueMessage>, Instant) = (Vec::new(), since);
    loop {
        let page = dialogue_messages::changed_since(app.store.reader(), Channel::Webchat, from, ROWS).await?;
        let is_last = (page.len() as u64) < ROWS;
        let end = page.last().map(|message| message.updated_at);
        changed.extend(page);
        match end {
            // The rows of that instant are read again; the one who asks knows them by their ids.
            Some(end) if !is_last && end > from => from = end,
            _ => return Ok(changed),
        }
    }
}

/// What was said in a dialogue after that position.
pub async fn messages_after(
    app: &App,
    id: ConversationId,
    position: u64,
) -> Result<Vec<DialogueMessage>, AppError> {
    Ok(dialogue_messages::after(app.store.reader(), id, position).await?)
}

/// How far a dialogue is; none where it is not there any more.
pub async fn progress(app: &App, id: ConversationId) -> Result<Option<Progress>, AppError> {
    let found = dialogues::get_any(app.store.reader(), id).await?;
    Ok(found.map(|dialogue| Progress { status: dialogue.status, message_count: dialogue.message_count }))
}

/// The route of a webchat that pages name, whether it is active or not.
pub async fn webchat_route(app: &App, id: InboundRouteId) -> Result<Option<InboundRoute>, AppError> {
    let found = inbound_routes::get_any(app.store.reader(), id).await?;
    Ok(found.filter(|route| route.channel == Channel::Webchat))
}
