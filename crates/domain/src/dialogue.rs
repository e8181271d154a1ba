//! Dialogues: conversations that an agent of ours holds.
//!
//! A dialogue *is* a conversation, with the same id; here stands what it has beside that. What the agent is told and how
//! it behaves is settled when the dialogue begins ([`Brief`]): later changes of agent or skill do not reach it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::agent_profile::Behaviour;
use crate::call::CallDirection;
use crate::conversation::ConversationKind;
use crate::{ActionId, AgentId, ContactId, ConversationId, InboundRouteId, Instant, SkillId, WorkspaceId};

stored_words! {
    /// By what a dialogue is held.
    Channel {
        /// A telephone call.
        Call => "call",
        /// Short messages.
        Sms => "sms",
        /// WhatsApp.
        Whatsapp => "whatsapp",
        /// E-mail.
        Email => "email",
        /// A chat on a web page.
        Webchat => "webchat",
    }
    /// How far a dialogue is. Calls go `queued`, `ringing`, `answer`, `in-progress`, `processing`; messages `pending`,
    /// `open`, `ongoing`; a webchat begins as `open` and may be `stalled`.
    DialogueStatus {
        /// It waits: for its turn, or to be dialled.
        Queued => "queued",
        /// The other side's telephone rings.
        Ringing => "ringing",
        /// Somebody answered.
        Answer => "answer",
        /// It goes on.
        InProgress => "in-progress",
        /// It is over; recording and transcript are being made.
        Processing => "processing",
        /// The first message is on its way.
        Pending => "pending",
        /// The first message is out; the customer has not answered.
        Open => "open",
        /// Both have said something.
        Ongoing => "ongoing",
        /// The visitor went quiet.
        Stalled => "stalled",
        /// It is over as it should be.
        Completed => "completed",
        /// A machine answered.
        Voicemail => "voicemail",
        /// Nobody answered.
        NoAnswer => "no-answer",
        /// The line was busy, or the call was rejected.
        Busy => "busy",
        /// It could not be held; the reason stands beside it.
        Failed => "failed",
        /// Called off.
        Canceled => "canceled",
        /// What it was about is settled.
        Resolved => "resolved",
        /// Somebody closed it.
        Closed => "closed",
        /// Nobody said anything for too long.
        Expired => "expired",
    }
}

impl Channel {
    /// What kind of conversation it is.
    #[must_use]
    pub fn conversation_kind(self) -> ConversationKind {
        match self {
            Self::Call => ConversationKind::Call,
            Self::Email => ConversationKind::Email,
            Self::Sms | Self::Whatsapp | Self::Webchat => ConversationKind::Chat,
        }
    }

    /// Whether it needs the customer's telephone number.
    #[must_use]
    pub fn needs_phone(self) -> bool {
        matches!(self, Self::Call | Self::Sms | Self::Whatsapp)
    }

    /// Whether it needs the customer's e-mail address.
    #[must_use]
    pub fn needs_email(self) -> bool {
        self == Self::Email
    }
}

impl DialogueStatus {
    /// Whether nobody will say anything more.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(
            self,
            Self::Processing
                | Self::Completed
                | Self::Voicemail
                | Self::NoAnswer
                | Self::Busy
                | Self::Failed
                | Self::Canceled
                | Self::Resolved
                | Self::Closed
                | Self::Expired
        )
    }

    /// Whether the server itself may go from this state to that one on that channel. People may set any.
    #[must_use]
    pub fn leads_to(self, next: Self, channel: Channel) -> bool {
        use DialogueStatus::*;
        let is_live_end = matches!(next, Failed | Canceled | Closed | Resolved | Expired | Completed);
        match (channel, self, next) {
            (_, before, _) if before.is_over() => {
                before == Processing && next.is_over() && next != Processing
            }
            (Channel::Call, Queued, Ringing | Answer | Failed | Canceled | Busy | NoAnswer | Voicemail) => {
                true
            }
            (Channel::Call, Ringing, Answer | Failed | Canceled | Busy | NoAnswer | Voicemail) => true,
            (Channel::Call, Answer, InProgress | Processing | Failed | Canceled | Voicemail) => true,
            (Channel::Call, InProgress, Processing | Completed | Failed | Voicemail) => true,
            (Channel::Call, ..) => false,
            (_, Queued, Pending | Open) => true,
            (_, Pending, Open | Ongoing) => true,
            (_, Open, Ongoing | Stalled) => true,
            (Channel::Webchat, Ongoing, Stalled) | (Channel::Webchat, Stalled, Ongoing) => true,
            _ => is_live_end,
        }
    }
}

/// A dialogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dialogue {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// By what.
    pub channel: Channel,
    /// Who began it, seen from the agent.
    pub direction: CallDirection,
    /// How far it is.
    pub status: DialogueStatus,
    /// Why it is over, where that needs words.
    pub ended_reason: Option<String>,
    /// Who speaks for us.
    pub agent_id: AgentId,
    /// Doing what.
    pub skill_id: SkillId,
    /// The customer.
    pub contact_id: ContactId,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// The customer's number, E.164.
    pub customer_phone: Option<String>,
    /// The customer's address.
    pub customer_email: Option<String>,
    /// Our number, E.164.
    pub agent_phone: Option<String>,
    /// Our address.
    pub agent_email: Option<String>,
    /// Where it came in, where the customer began it.
    pub inbound_route_id: Option<InboundRouteId>,
    /// What the agent was told.
    pub brief: Brief,
    /// What somebody noted.
    pub note: Option<String>,
    /// How many messages it has: the position of the last one.
    pub message_count: u64,
    /// Up to this position what the customer said is answered.
    pub answered_to: u64,
    /// How often the agent has asked into a silence since the customer spoke last.
    pub presence_checks: u32,
    /// When the customer spoke last, or it began.
    pub heard_at: Instant,
    /// When something is to be done if nothing is said before.
    pub idle_at: Option<Instant>,
    /// Keeps what only its channel knows: names of threads, of mail that it answers.
    pub channel_state: Value,
    /// SHA-256 of the word by which the customer's side is let in (a webchat), in hexadecimal digits.
    pub access_sha256: Option<String>,
    /// When it began to be held.
    pub started_at: Option<Instant>,
    /// When it was over.
    pub ended_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When something visible changed last.
    pub updated_at: Instant,
}

/// What an agent was told for one dialogue: agent, skill and overrides put together, templates filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// By what name it introduces itself.
    pub agent_name: String,
    /// Its role, in words.
    pub role: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// What it is told to do.
    pub prompt: String,
    /// The first thing that it says; empty for nothing.
    pub initial_message: String,
    /// How it behaves.
    pub behaviour: Behaviour,
    /// Its voice.
    pub voice: Voice,
    /// Name of the model that a configured endpoint is asked for.
    pub model_name: Option<String>,
    /// What it may call.
    pub action_ids: Vec<ActionId>,
    /// Kept for clients.
    pub routing_conditions: serde_json::Map<String, Value>,
    /// What is known of the customer, by name.
    pub customer_facts: BTreeMap<String, String>,
}

/// How an agent sounds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Name of the voice, where one was set.
    pub id: Option<String>,
    /// 0 to 1.
    pub stability: Option<f64>,
    /// 0.25 to 4; 1 where nothing was set.
    pub speed: Option<f64>,
}

/// Which dialogues. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DialogueFilter {
    /// In that state.
    pub status: Option<DialogueStatus>,
    /// By that channel.
    pub channel: Option<Channel>,
    /// Made then or later.
    pub from: Option<Instant>,
    /// Made before.
    pub until: Option<Instant>,
}

/// Why somebody is not to be written to or called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoNotContact {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The number (E.164) or e-mail address, lower case.
    pub address: String,
    /// Why: `opted out by sms`, or what an operator wrote.
    pub reason: Option<String>,
    /// Since when.
    pub created_at: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;
    use DialogueStatus::*;

    #[test]
    fn every_path_of_the_lifecycle_can_be_walked_and_nothing_comes_back_to_life() {
        for (channel, path) in [
            (Channel::Call, &[Queued, Ringing, Answer, InProgress, Processing, Completed][..]),
            (Channel::Call, &[Queued, Ringing, Answer, InProgress, Processing, Voicemail]),
            (Channel::Call, &[Queued, Ringing, NoAnswer]),
            (Channel::Call, &[Queued, Ringing, Busy]),
            (Channel::Call, &[Queued, Failed]),
            (Channel::Sms, &[Queued, Pending, Open, Ongoing, Resolved]),
            (Channel::Email, &[Pending, Open, Expired]),
            (Channel::Whatsapp, &[Pending, Failed]),
            (Channel::Webchat, &[Open, Ongoing, Stalled, Ongoing, Closed]),
        ] {
            for pair in path.windows(2) {
                assert!(pair[0].leads_to(pair[1], channel), "{channel:?} {pair:?}");
            }
        }
        for over in DialogueStatus::ALL.iter().filter(|status| status.is_over() && **status != Processing) {
            for next in DialogueStatus::ALL {
                for channel in Channel::ALL {
                    assert!(!over.leads_to(*next, *channel), "{over:?} {next:?}");
                }
            }
        }
    }
}
