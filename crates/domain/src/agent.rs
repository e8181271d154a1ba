//! Programs that speak in conversations: where they can be reached, and what they were told to be.

use serde::{Deserialize, Serialize};

use crate::{AgentEndpointId, AgentId, Instant, PromptId, WorkspaceId};

/// A program that speaks in conversations, as its maker knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The id.
    pub id: AgentId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name; several may have the same.
    pub name: String,
    /// Its maker's id for it, unique in the workspace.
    pub custom_id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// A number or address under which an agent can be reached, or from which it calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentEndpoint {
    /// The id.
    pub id: AgentEndpointId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Whose.
    pub agent_id: AgentId,
    /// What `value` is.
    pub kind: EndpointKind,
    /// Which way calls go.
    pub direction: EndpointDirection,
    /// Such as `production` or `staging`.
    pub environment: String,
    /// The number (E.164) or address.
    pub value: String,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

impl AgentEndpoint {
    /// The telephone number, where it is one.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        (self.kind == EndpointKind::Phone).then_some(self.value.as_str())
    }
}

/// A line of an agent's prompts as it stands: each version replaces the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// The id.
    pub id: PromptId,
    /// Whose.
    pub agent_id: AgentId,
    /// Who told of it; an agent has at most one line of each source.
    pub source: PromptSource,
    /// The text that is in force.
    pub text: String,
    /// The number of that version, from 1.
    pub version: u64,
    /// When its first version came.
    pub created_at: Instant,
    /// When its last version came.
    pub updated_at: Instant,
}

impl Prompt {
    /// The version that is in force.
    #[must_use]
    pub fn in_force(&self) -> PromptReference {
        PromptReference { prompt_id: self.id, version: self.version }
    }
}

/// Names one version of a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptReference {
    /// The line.
    pub prompt_id: PromptId,
    /// Its version, from 1.
    pub version: u64,
}

/// One version of a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptVersion {
    /// From 1, without gaps.
    pub number: u64,
    /// The text.
    pub text: String,
    /// When it came.
    pub created_at: Instant,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant),*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The value as it is stored.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// Reads what [`Self::as_str`] wrote.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// By what an agent is reached.
    EndpointKind {
        /// A telephone number.
        Phone => "phone",
        /// A websocket address.
        Websocket => "websocket",
        /// A LiveKit room.
        Livekit => "livekit",
        /// A WebRTC offer without a room.
        SmallWebrtc => "small_webrtc",
        /// ElevenLabs' websocket protocol.
        ElevenLabs => "eleven_labs",
        /// A Kore.ai bot.
        Kore => "kore",
        /// Google's customer engagement suite.
        GoogleCes => "google_ces",
        /// A Daily room.
        Daily => "daily",
    }
}

words! {
    /// Which way the calls of an endpoint go.
    EndpointDirection {
        /// Others call the agent.
        Incoming => "incoming",
        /// The agent calls others.
        Outgoing => "outgoing",
        /// Both.
        Both => "both",
    }
}

words! {
    /// Who told of a prompt.
    PromptSource {
        /// It came with a conversation that was sent here.
        Call => "call",
        /// Somebody set it for the agent.
        Managed => "managed",
        /// Pipecat's observer.
        Pipecat => "pipecat",
        /// LiveKit's observer.
        Livekit => "livekit",
        /// A report of Vapi.
        Vapi => "vapi",
        /// A report of Retell.
        Retell => "retell",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        for kind in EndpointKind::ALL {
            assert_eq!(EndpointKind::parse(kind.as_str()), Some(*kind));
        }
        for direction in EndpointDirection::ALL {
            assert_eq!(EndpointDirection::parse(direction.as_str()), Some(*direction));
        }
        for source in PromptSource::ALL {
            assert_eq!(PromptSource::parse(source.as_str()), Some(*source));
        }
    }
}
