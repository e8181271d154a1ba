//! Conversations as people look through them.

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::READ_EVALUATIONS;
pub use colloquy_store::lists::RowParts;
use colloquy_store::lists::row_parts;

use crate::keys::Caller;
use crate::{App, AppError};

/// A conversation with what stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// It.
    pub conversation: Conversation,
    /// What stands beside it. The note is missing for callers who may not read evaluations.
    pub parts: RowParts,
}

/// These conversations, in their order, with what stands beside each.
pub async fn listed(
    app: &App,
    caller: &Caller,
    conversations: Vec<Conversation>,
) -> Result<Vec<Listed>, AppError> {
    let ids: Vec<ConversationId> = conversations.iter().map(|conversation| conversation.id).collect();
    let mut parts = row_parts(app.store.reader(), &ids).await?;
    let sees_notes = caller.may(READ_EVALUATIONS);
    let listed = conversations.into_iter().map(|conversation| {
        let mut parts = parts.remove(&conversation.id).unwrap_or_default();
        parts.average_note = parts.average_note.filter(|_| sees_notes);
        Listed { conversation, parts }
    });
    Ok(listed.collect())
}
