//! The names that our letters carry through the world.

use colloquy_domain::{ConversationId, DialogueMessageId};

/// What the left part of a letter's Message-ID says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageName {
    /// The message.
    pub message_id: DialogueMessageId,
    /// Its dialogue.
    pub conversation_id: ConversationId,
}

impl MessageName {
    /// The left part of the Message-ID.
    #[must_use]
    pub fn local_part(self) -> String {
        let (message, conversation) = (self.message_id.ulid(), self.conversation_id.ulid());
        format!("{message}.{conversation}").to_ascii_lowercase()
    }

    /// Reads a Message-ID without angle brackets; none where it is not one of ours. Its domain is not looked at: it
    /// changes with the sender.
    #[must_use]
    pub fn read(message_id: &str) -> Option<Self> {
        let (local_part, _) = message_id.trim().split_once('@')?;
        let (message, conversation) = local_part.split_once('.')?;
        Some(Self {
            message_id: DialogueMessageId::from_ulid(message)?,
            conversation_id: ConversationId::from_ulid(conversation)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_and_nothing_else_is_one() {
        let name = MessageName {
            message_id: DialogueMessageId::generate(),
            conversation_id: ConversationId::generate(),
        };
        assert_eq!(MessageName::read(&format!("{}@acme.example", name.local_part())), Some(name));
        for other in ["", "a@b", "CAF.x@mail.gmail.com", &name.local_part()] {
            assert_eq!(MessageName::read(other), None, "{other}");
        }
    }
}
