//! Conversations of every kind, with how many take part and how much was said.

use colloquy_domain::ConversationId;
use colloquy_domain::call::CallStatus;
use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::transcript::Transcript;
pub use colloquy_store::lists::ChatFilter;
use colloquy_store::{calls, lists};

use crate::keys::Caller;
use crate::voice_calls::campaign_keys;
use crate::{App, AppError, read};

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Chat {
    /// The conversation.
    pub conversation: Conversation,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
    /// Whether it is over, as [`ChatFilter::is_over`] means it.
    pub is_over: bool,
    /// How many take part.
    pub participants: u64,
    /// How many turns its transcript has.
    pub messages: u64,
}

/// Conversations that satisfy the filter, newest first. Private ones are left out for callers without
/// [`READ_PRIVATE`].
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &ChatFilter,
    slice: Slice,
) -> Result<Sliced<Chat>, AppError> {
    let include_private = caller.may(READ_PRIVATE);
    let reader = app.store.reader();
    let found = lists::chats(reader, caller.workspace_id(), filter, include_private, slice).await?;
    Ok(Sliced { rows: shown(app, found.rows).await?, total: found.total })
}

/// One conversation.
pub async fn get(app: &App, caller: &Caller, id: ConversationId) -> Result<Chat, AppError> {
    let conversation = read::conversation(app, caller, id).await?;
    shown(app, vec![conversation]).await?.pop().ok_or(AppError::NotFound("conversation"))
}

/// What was said in a conversation, once it is written down, and who took part.
pub async fn messages(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<(Conversation, Option<Transcript>, Vec<Participant>), AppError> {
    let conversation = read::conversation(app, caller, id).await?;
    let people = read::participants(app, id).await?;
    let transcript = crate::sides::told(app, id, read::transcript(app, id).await?, &people).await?;
    Ok((conversation, transcript, people))
}

async fn shown(app: &App, conversations: Vec<Conversation>) -> Result<Vec<Chat>, AppError> {
    let reader = app.store.reader();
    let ids: Vec<ConversationId> = conversations.iter().map(|conversation| conversation.id).collect();
    let mut campaign_keys = campaign_keys(app, &ids).await?;
    let participants = lists::participant_counts(reader, &ids).await?;
    let messages = lists::entry_counts(reader, &ids).await?;
    let calls = calls::get_many(reader, &ids).await?;
    let chats = conversations.into_iter().map(|conversation| Chat {
        campaign_key: campaign_keys.remove(&conversation.id),
        is_over: calls.get(&conversation.id).is_none_or(|details| details.status == CallStatus::Ended),
        participants: participants.get(&conversation.id).copied().unwrap_or_default(),
        messages: messages.get(&conversation.id).copied().unwrap_or_default(),
        conversation,
    });
    Ok(chats.collect())
}
