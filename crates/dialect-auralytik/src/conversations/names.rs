//! What is said of a conversation in a word.
//!
//! A channel is the way in which a conversation is held. There are four of them, each with an id that never changes.

use colloquy_domain::conversation::ConversationKind;

colloquy_http::words! {
    /// Whether a conversation is over. `active` is our choice: only the other word is documented.
    AuralytikConversationStatus = ["active", "completed"];
}

/// Whether conversations are over.
pub const STATUSES: [(&str, bool); 2] = [("active", false), ("completed", true)];

/// Whether a conversation is over, in a word.
pub fn status(is_over: bool) -> &'static str {
    if is_over { "completed" } else { "active" }
}

/// The id of a conversation's channel.
pub fn channel(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::Call => "ch_00000000000000000000voice",
        ConversationKind::Meeting => "ch_000000000000000000meeting",
        ConversationKind::Chat => "ch_000000000000000000000chat",
        ConversationKind::Email => "ch_00000000000000000000email",
    }
}

/// The way in which conversations of a channel are held; none where there is no such channel.
pub fn kind_of(channel_id: &str) -> Option<ConversationKind> {
    use ConversationKind::{Call, Chat, Email, Meeting};
    [Call, Meeting, Chat, Email].into_iter().find(|kind| channel(*kind) == channel_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_and_status_is_read_as_it_is_written() {
        use ConversationKind::{Call, Chat, Email, Meeting};
        for kind in [Call, Meeting, Chat, Email] {
            assert_eq!(kind_of(channel(kind)), Some(kind));
        }
        assert_eq!(kind_of("ch_1"), None);
        assert!(STATUSES.iter().all(|(word, is_over)| status(*is_over) == *word));
    }
}
