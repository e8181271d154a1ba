//! What goes over the socket: texts, each one JSON object with a `type`.

use colloquy_domain::dialogue::DialogueStatus;
use colloquy_domain::dialogue_message::{DialogueMessage, Sender};
use colloquy_http::problem::iso;
use serde::{Deserialize, Serialize};

/// Longest text that a visitor says at once, in characters.
pub const LONGEST_TEXT: usize = 4_000;
/// Longest frame from a visitor, in bytes: the longest text with every character escaped, and the rest.
pub const LONGEST_FRAME: usize = LONGEST_TEXT * 12 + 1_024;
/// Longest name that a visitor's browser gives a message.
const LONGEST_CLIENT_ID: usize = 64;

/// What a visitor's browser sends.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first: lets the visitor in.
    Join {
        /// The word from the session.
        access: String,
        /// The position of the last message that the browser has.
        #[serde(default)]
        after: u64,
    },
    /// The visitor says something.
    Say {
        /// By which the browser knows it; said twice it is one message.
        client_id: String,
        /// The words.
        text: String,
    },
    /// The visitor has seen everything up to there.
    Seen {
        /// The position.
        position: u64,
    },
    /// The visitor ends the chat.
    Close,
}

/// What a visitor's browser is told.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame<'a> {
    /// The visitor is in; what was said after the position that the browser has follows.
    Joined {
        /// How far the dialogue is.
        status: &'static str,
        /// By what name our agent introduces itself.
        agent_name: &'a str,
        /// The position of the last message.
        position: u64,
    },
    /// Something was said. Messages come in their order.
    Message {
        /// Its place.
        position: u64,
        /// `agent` or `customer`.
        sender: &'static str,
        /// The words.
        text: &'a str,
        /// When.
        at: String,
        /// How far it has got.
        status: &'static str,
        /// By which the browser that said it knows it.
        #[serde(skip_serializing_if = "Option::is_none")]
        client_id: Option<&'a str>,
    },
    /// What the visitor said is kept: it will not be lost.
    Ack {
        /// By which the browser knows it.
        client_id: &'a str,
        /// Its place.
        position: u64,
    },
    /// The dialogue has got there.
    Status {
        /// Where.
        status: &'static str,
    },
    /// A message has got there.
    MessageStatus {
        /// Its place.
        position: u64,
        /// Where.
        status: &'static str,
    },
    /// Our agent is about to say something.
    Typing,
    /// Something was not done.
    Error {
        /// Stable code.
        code: &'a str,
        /// What is wrong, for people.
        message: &'a str,
        /// Of which message, where it is about one.
        #[serde(skip_serializing_if = "Option::is_none")]
        client_id: Option<&'a str>,
    },
}

impl<'a> ServerFrame<'a> {
    /// Tells a message.
    pub fn of_message(message: &'a DialogueMessage) -> Self {
        Self::Message {
            position: message.position,
            sender: message.sender.as_str(),
            text: &message.content,
            at: iso(message.created_at),
            status: message.status.as_str(),
            client_id: client_id(message),
        }
    }

    /// Tells how far the dialogue is.
    pub fn of_status(status: DialogueStatus) -> Self {
        Self::Status { status: status.as_str() }
    }
}

/// The browser's own name of what the visitor said: what stands in the channel's key behind the dialogue's id.
fn client_id(message: &DialogueMessage) -> Option<&str> {
    let key = message.channel_key.as_deref().filter(|_| message.sender == Sender::Customer)?;
    key.split_once(':').map(|(_, client_id)| client_id)
}

/// Whether a browser may call a message so.
pub fn is_client_id(text: &str) -> bool {
    (1..=LONGEST_CLIENT_ID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn frames_are_read_and_told_as_they_are_described() {
        let read = |value: serde_json::Value| serde_json::from_value::<ClientFrame>(value);
        let join = ClientFrame::Join { access: "a".into(), after: 0 };
        assert_eq!(read(json!({ "type": "join", "access": "a" })).unwrap(), join);
        assert_eq!(read(json!({ "type": "close" })).unwrap(), ClientFrame::Close);
        assert_eq!(
            read(json!({ "type": "seen", "position": 3, "more": 1 })).unwrap(),
            ClientFrame::Seen { position: 3 }
        );
        let broken = read(json!({ "type": "say", "client_id": "1" })).unwrap_err();
        assert!(broken.to_string().contains("text"), "{broken}");
        assert!(read(json!({ "type": "shout" })).is_err());
        let told = |frame: ServerFrame<'_>| serde_json::to_value(frame).unwrap();
        assert_eq!(told(ServerFrame::Typing), json!({ "type": "typing" }));
        assert_eq!(
            told(ServerFrame::Error { code: "c", message: "m", client_id: None }),
            json!({ "type": "error", "code": "c", "message": "m" })
        );
        assert_eq!(
            told(ServerFrame::of_status(DialogueStatus::NoAnswer)),
            json!({ "type": "status", "status": "no-answer" })
        );
    }

    #[test]
    fn a_browsers_name_of_a_message_is_short_and_plain() {
        for name in ["1", "a-B_9", &"x".repeat(64)] {
            assert!(is_client_id(name), "{name}");
        }
        for name in ["", "a b", "a:b", "ü", "\0", &"x".repeat(65)] {
            assert!(!is_client_id(name), "{name}");
        }
    }
}
