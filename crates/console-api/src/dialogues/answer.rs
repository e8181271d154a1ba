//! What answers look like.

use colloquy_app::dialogues::test_chat::{NO_SKILL, is_test};
use colloquy_domain::dialogue as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::message::DialogueMessage;
use crate::wire::tool::ToolInvocation;
use crate::wire::{Addresses, words};

/// A dialogue: a conversation that an agent of this server holds. It is a conversation with the same id.
#[derive(Serialize, ToSchema)]
pub struct Dialogue {
    id: String,
    #[schema(value_type = words::DialogueChannel)]
    channel: &'static str,
    /// Who began it, seen from the agent.
    #[schema(value_type = words::CallDirection)]
    direction: &'static str,
    /// How far it is.
    #[schema(value_type = words::DialogueStatus)]
    status: &'static str,
    /// Why it is over, where that needs words.
    ended_reason: Option<String>,
    agent_id: String,
    /// By what name the agent introduces itself.
    agent_name: String,
    /// What the agent does; null where its own instructions hold.
    skill_id: Option<String>,
    customer: DialogueCustomer,
    /// Our number, E.164.
    agent_phone: Option<String>,
    /// Our e-mail address.
    agent_email: Option<String>,
    /// In what language the agent speaks, BCP 47.
    language: Option<String>,
    /// Where it came in, where the customer began it.
    inbound_route_id: Option<String>,
    /// What somebody noted.
    note: Option<String>,
    /// Whether somebody tries the agent in it.
    is_test: bool,
    /// How many messages it has: the position of the last one.
    message_count: u64,
    /// When it began to be held.
    started_at: Option<String>,
    ended_at: Option<String>,
    created_at: String,
    updated_at: String,
}

/// The other side of a dialogue.
#[derive(Serialize, ToSchema)]
struct DialogueCustomer {
    contact_id: String,
    name: Option<String>,
    /// E.164. Needs `contacts:read`.
    phone: Option<String>,
    /// Needs `contacts:read`.
    email: Option<String>,
}

/// A dialogue with what was said in it.
#[derive(Serialize, ToSchema)]
pub struct FullDialogue {
    /// The dialogue itself.
    #[serde(flatten)]
    pub dialogue: Dialogue,
    /// A link to its recording that holds for an hour; null where there is none.
    pub recording_url: Option<String>,
    /// What was said, in order.
    pub messages: Vec<DialogueMessage>,
    /// The tools that the agent has used since it spoke last.
    pub tool_invocations: Vec<ToolInvocation>,
}

/// A dialogue that was begun.
#[derive(Serialize, ToSchema)]
pub struct BegunDialogue {
    /// The dialogue itself.
    #[serde(flatten)]
    pub dialogue: Dialogue,
    /// Whether it waits for others to end, or for its turn.
    pub is_held: bool,
    /// The word that lets the visitor of a webchat in, and nobody else: shown once. Null for other channels.
    pub access: Option<String>,
    /// Where the visitor of a webchat can open it: the word stands in it. Null for other channels.
    pub url: Option<String>,
}

impl Dialogue {
    /// Renders one.
    pub fn of(dialogue: &domain::Dialogue, addresses: Addresses) -> Self {
        Self {
            id: dialogue.conversation_id.to_string(),
            channel: dialogue.channel.as_str(),
            direction: dialogue.direction.as_str(),
            status: dialogue.status.as_str(),
            ended_reason: dialogue.ended_reason.clone(),
            agent_id: dialogue.agent_id.to_string(),
            agent_name: dialogue.brief.agent_name.clone(),
            skill_id: Some(dialogue.skill_id).filter(|id| *id != NO_SKILL).map(|id| id.to_string()),
            customer: DialogueCustomer {
                contact_id: dialogue.contact_id.to_string(),
                name: dialogue.customer_name.clone(),
                phone: addresses.show(&dialogue.customer_phone),
                email: addresses.show(&dialogue.customer_email),
            },
            agent_phone: dialogue.agent_phone.clone(),
            agent_email: dialogue.agent_email.clone(),
            language: dialogue.brief.language.clone(),
            inbound_route_id: dialogue.inbound_route_id.map(|id| id.to_string()),
            note: dialogue.note.clone().filter(|note| !note.is_empty()),
            is_test: is_test(dialogue),
            message_count: dialogue.message_count,
            started_at: dialogue.started_at.map(iso),
            ended_at: dialogue.ended_at.map(iso),
            created_at: iso(dialogue.created_at),
            updated_at: iso(dialogue.updated_at),
        }
    }
}
