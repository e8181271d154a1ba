//! How calls are told. Every member is always there, and none is null: what there is not is an empty text.

use colloquy_app::dialogues::DialogueShown;
use colloquy_domain::Instant;
use colloquy_domain::dialogue::Dialogue;
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::text::one_line;
use serde::Serialize;
use time::UtcOffset;
use utoipa::ToSchema;

use crate::names;
use crate::schema::{ElementeMessageStatus, ElementeSender, ElementeStatus};

/// A call: a conversation that an agent holds, by whatever channel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeCall)]
pub struct CallObject {
    id: String,
    #[schema(value_type = ElementeStatus)]
    status: &'static str,
    /// The number that the agent calls or writes from.
    agent_phone: String,
    agent_email: String,
    customer_phone: String,
    customer_email: String,
    agent_id: String,
    customer_id: String,
    skill_id: String,
    customer_name: String,
    /// What has been said so far, a line for each message.
    transcription: String,
    /// Where the recording can be fetched, once there is one.
    recording_url: String,
    messages: Vec<MessageObject>,
    /// Seconds since it began, or that it took.
    duration: u64,
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeMessage)]
struct MessageObject {
    /// `SM` and 32 hexadecimal digits, or the provider's own name for it.
    sid: String,
    /// When it was said, in UTC to the second.
    #[schema(format = "date-time")]
    timestamp: String,
    #[schema(value_type = ElementeSender)]
    sender: &'static str,
    content: String,
    /// Address of a picture or file that came along.
    media_url: String,
    #[schema(value_type = ElementeMessageStatus)]
    status: &'static str,
}

impl CallObject {
    /// As it is now.
    pub fn of(shown: DialogueShown, now: Instant) -> Self {
        let dialogue = shown.dialogue;
        Self {
            id: dialogue.conversation_id.to_string(),
            status: names::status(dialogue.status),
            transcription: transcription(&shown.messages),
            recording_url: shown.recording_url.unwrap_or_default(),
            messages: shown.messages.into_iter().map(MessageObject::of).collect(),
            duration: duration(&dialogue, now),
            agent_phone: dialogue.agent_phone.unwrap_or_default(),
            agent_email: dialogue.agent_email.unwrap_or_default(),
            customer_phone: dialogue.customer_phone.unwrap_or_default(),
            customer_email: dialogue.customer_email.unwrap_or_default(),
            agent_id: dialogue.agent_id.to_string(),
            customer_id: dialogue.contact_id.to_string(),
            skill_id: dialogue.skill_id.to_string(),
            customer_name: dialogue.customer_name.unwrap_or_default(),
        }
    }

    /// The same with another status.
    pub fn with_status(self, status: &'static str) -> Self {
        Self { status, ..self }
    }
}

impl MessageObject {
    fn of(message: DialogueMessage) -> Self {
        Self {
            sid: message.sid,
            timestamp: to_the_second(message.created_at),
            sender: names::sender(message.sender),
            content: message.content,
            media_url: message.media_url.unwrap_or_default(),
            status: names::message_status(message.status),
        }
    }
}

/// A line for each message: what somebody writes cannot look like a line of somebody else.
fn transcription(messages: &[DialogueMessage]) -> String {
    let line = |message: &DialogueMessage| {
        format!("{}: {}", names::sender(message.sender), one_line(&message.content))
    };
    messages.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Whole seconds from its beginning to its end, or to now; 0 before it began.
fn duration(dialogue: &Dialogue, now: Instant) -> u64 {
    let Some(started_at) = dialogue.started_at else { return 0 };
    let lasted = dialogue.ended_at.unwrap_or(now) - started_at;
    u64::try_from(lasted.whole_seconds()).unwrap_or_default()
}

/// ISO 8601 in UTC, without fractions.
fn to_the_second(instant: Instant) -> String {
    let instant = instant.to_offset(UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        instant.year(),
        u8::from(instant.month()),
        instant.day(),
        instant.hour(),
        instant.minute(),
        instant.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn messages_are_dated_to_the_second() {
        assert_eq!(to_the_second(datetime!(2025-03-17 15:30:00.9 +1)), "2025-03-17T14:30:00Z");
    }
}
