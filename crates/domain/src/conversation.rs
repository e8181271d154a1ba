//! A conversation and those who take part in it.

use serde::{Deserialize, Serialize};

use crate::agent::PromptReference;
use crate::crm::CrmAssociation;
use crate::{
    AgentEndpointId, AgentId, ContactId, ConversationId, CredentialId, Instant, ParticipantId, UserId,
    WorkspaceId,
};

/// What kind of conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// By telephone.
    Call,
    /// Several people, planned.
    Meeting,
    /// By text, back and forth.
    Chat,
    /// By e-mail.
    Email,
}

/// How far the processing is, as the transcript stage tells: insights may still follow a completed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcessingStatus {
    /// Accepted, not begun.
    Pending,
    /// A worker is at it.
    Processing,
    /// The transcript is there.
    Completed,
    /// No transcript could be made.
    Failed,
}

/// The way a conversation came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSource {
    /// Over one of the published APIs.
    PublicApi,
    /// Over the house API, the console or the command line.
    House,
    /// From what a dialer told of a call.
    Dialer,
    /// An agent of this server held it.
    Dialogue,
}

macro_rules! stored_enum {
    ($name:ident { $($variant:ident => $text:literal),* $(,)? }) => {
        impl $name {
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

stored_enum!(ConversationKind { Call => "call", Meeting => "meeting", Chat => "chat", Email => "email" });
stored_enum!(ProcessingStatus {
    Pending => "pending",
    Processing => "processing",
    Completed => "completed",
    Failed => "failed",
});
stored_enum!(DataSource {
    PublicApi => "public_api",
    House => "house",
    Dialer => "dialer",
    Dialogue => "dialogue",
});
stored_enum!(ParticipantRole { Agent => "agent", Customer => "customer", Other => "other" });

/// A conversation as a whole; what was said and found in it stands in tables of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// What kind.
    pub kind: ConversationKind,
    /// Title.
    pub title: String,
    /// Longer description, where somebody wrote one.
    pub description: Option<String>,
    /// Where the meeting took place on the net.
    pub meeting_url: Option<String>,
    /// How far the processing is.
    pub processing_status: ProcessingStatus,
    /// Visible to participants and to holders of the extra scope only.
    pub is_private: bool,
    /// Every participant belongs to the workspace's own organisation.
    pub is_internal: bool,
    /// How it came in.
    pub data_source: DataSource,
    /// Start.
    pub started_at: Instant,
    /// End, once known.
    pub ended_at: Option<Instant>,
    /// Who owns it.
    pub owner_user_id: Option<UserId>,
    /// Who led it.
    pub host_user_id: Option<UserId>,
    /// System that sent it.
    pub source_system: Option<String>,
    /// That system's id for it; unique within the workspace.
    pub external_id: Option<String>,
    /// Link into that system, exactly as given.
    pub external_url: Option<String>,
    /// Whether automations may run for it.
    pub run_workflows: bool,
    /// The CRM's record of it, once somebody matched them.
    pub crm_association: Option<CrmAssociation>,
    /// The key that created it.
    pub created_by: Option<CredentialId>,
    /// When it was accepted.
    pub created_at: Instant,
    /// When something visible changed last.
    pub updated_at: Instant,
}

impl Conversation {
    /// Length in whole seconds, rounded to the nearest; none while the end is not known.
    #[must_use]
    pub fn duration_seconds(&self) -> Option<i64> {
        let length = self.ended_at? - self.started_at;
        Some((length.as_seconds_f64()).round() as i64)
    }
}

/// The part that somebody plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantRole {
    /// Speaks for the workspace's organisation.
    Agent,
    /// Speaks for the other side.
    Customer,
    /// Neither, or not known.
    Other,
}

/// One who takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// The id.
    pub id: ParticipantId,
    /// Position in the list that the client gave.
    pub position: u32,
    /// Name, as given.
    pub name: Option<String>,
    /// E-mail address, as given.
    pub email: Option<String>,
    /// Telephone number, as given.
    pub phone: Option<String>,
    /// The part played.
    pub role: ParticipantRole,
    /// Owner of the conversation.
    pub is_owner: bool,
    /// The user behind it.
    pub user_id: Option<UserId>,
    /// The contact behind it.
    pub contact_id: Option<ContactId>,
    /// Name of this voice within the conversation alone (`speaker-01`), by which a transcript refers to it.
    pub label: Option<String>,
    /// The agent behind it, where a program speaks.
    pub agent_id: Option<AgentId>,
    /// The number or address at which that agent took part.
    pub agent_endpoint_id: Option<AgentEndpointId>,
    /// What that agent was told to be, as far as that is known of this conversation.
    pub prompt: Option<PromptReference>,
}
