//! A dialogue that is to be changed, with its conversation: locked in the order in which everybody locks them.

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialogue::Dialogue;
use colloquy_store::{StoreError, Tx, conversations, dialogues};

/// A dialogue and its conversation, locked until the transaction ends.
pub(super) struct Place {
    pub conversation: Conversation,
    pub dialogue: Dialogue,
}

impl Place {
    /// Locks both. None where one of them is gone. Whoever has a job asks whether it is still theirs after this.
    pub async fn lock(tx: &Tx, id: ConversationId) -> Result<Option<Self>, StoreError> {
        let conversation = conversations::get_for_update(tx, id).await?;
        let dialogue = dialogues::get_for_update(tx, id).await?;
        Ok(conversation.zip(dialogue).map(|(conversation, dialogue)| Self { conversation, dialogue }))
    }
}
