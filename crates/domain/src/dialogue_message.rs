//! What is said in a dialogue, and how far each message has got.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, DialogueMessageId, Instant, PassageId, WorkspaceId};

/// Longest text of a message, in characters.
pub const LONGEST_CONTENT: usize = 20_000;

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialogueMessage {
    /// The id.
    pub id: DialogueMessageId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// In which dialogue.
    pub conversation_id: ConversationId,
    /// Its place there, from 1 without gaps.
    pub position: u64,
    /// Who said it.
    pub sender: Sender,
    /// The words.
    pub content: String,
    /// Address of a picture or file that came along.
    pub media_url: Option<String>,
    /// How far it has got.
    pub status: MessageStatus,
    /// Why it got no further, in words for people.
    pub error: Option<String>,
    /// Name by which clients know it: `SM` and 32 hexadecimal digits, the provider's own where it has one.
    pub sid: String,
    /// Name by which the channel knows it; unique among the messages of the workspace and channel. What comes in twice
    /// under one name is one message.
    pub channel_key: Option<String>,
    /// The passages of knowledge bases that it rests on.
    pub passage_ids: Vec<PassageId>,
    /// When it was said.
    pub created_at: Instant,
    /// When its status changed last.
    pub updated_at: Instant,
}

stored_words! {
    /// Who said something.
    Sender {
        /// Our agent.
        Agent => "agent",
        /// The other side.
        Customer => "customer",
    }
    /// How far a message has got: first the states in which it may still get further, in their order.
    MessageStatus {
        /// Written down, not handed over.
        Queued => "queued",
        /// Being handed over.
        Sending => "sending",
        /// Taken by the provider.
        Sent => "sent",
        /// Arrived.
        Delivered => "delivered",
        /// Seen.
        Read => "read",
        /// It did not arrive.
        Undelivered => "undelivered",
        /// It could not be handed over.
        Failed => "failed",
        /// It came in.
        Received => "received",
    }
}

impl MessageStatus {
    /// Whether a report of `next` is news. Reports come late, twice and out of order: what is behind is none, and
    /// nothing follows a failure or what came in.
    #[must_use]
    pub fn leads_to(self, next: Self) -> bool {
        let is_over = matches!(self, Self::Undelivered | Self::Failed | Self::Received);
        let was_seen = matches!(self, Self::Delivered | Self::Read);
        match next {
            Self::Received => false,
            Self::Undelivered | Self::Failed => !is_over && !was_seen,
            _ => !is_over && next > self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageStatus::*;

    #[test]
    fn reports_move_a_message_on_and_never_back() {
        for (before, next, is_news) in [
            (Queued, Sending, true),
            (Queued, Delivered, true),
            (Sent, Queued, false),
            (Sent, Sent, false),
            (Delivered, Read, true),
            (Delivered, Failed, false),
            (Read, Delivered, false),
            (Sent, Undelivered, true),
            (Failed, Delivered, false),
            (Received, Read, false),
            (Queued, Received, false),
        ] {
            assert_eq!(before.leads_to(next), is_news, "{before:?} {next:?}");
        }
    }
}
