//! A conversation as it is shown.

use colloquy_app::chats::Chat;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{self, AuralytikConversationStatus};
use crate::ids;
use crate::wire::iso;

/// A conversation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikConversation)]
pub struct Conversation {
    id: String,
    /// The way in which it is held.
    channel_id: String,
    #[schema(required)]
    campaign_id: Option<String>,
    #[schema(value_type = AuralytikConversationStatus)]
    status: &'static str,
    participant_count: u64,
    /// What was said, in turns.
    message_count: u64,
    started_at: String,
    #[schema(required)]
    ended_at: Option<String>,
    created_at: String,
}

impl Conversation {
    pub fn of(chat: Chat) -> Self {
        let conversation = chat.conversation;
        Self {
            id: ids::render(ids::CONVERSATION, conversation.id.0),
            channel_id: names::channel(conversation.kind).to_owned(),
            campaign_id: chat.campaign_key,
            status: names::status(chat.is_over),
            participant_count: chat.participants,
            message_count: chat.messages,
            started_at: iso(conversation.started_at),
            ended_at: conversation.ended_at.map(iso),
            created_at: iso(conversation.created_at),
        }
    }
}
