//! Where a conversation belongs in a contact center: its campaign, its call center, the person whose work it shows.

use serde::{Deserialize, Serialize};

use crate::{CallCenterId, CampaignId, Instant, WorkspaceId};

stored_words! {
    /// How a campaign's conversations are held.
    CampaignKind {
        /// A program speaks.
        VoiceBot => "voice_bot",
        /// A flow of messages.
        Flow => "flow",
    }
    /// How far a campaign is.
    CampaignStatus {
        /// It goes on.
        Running => "running",
        /// It is to go on later.
        Paused => "paused",
        /// It is over.
        Completed => "completed",
    }
}

/// A campaign. It comes into being when somebody makes it, or when a recording names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// The id.
    pub id: CampaignId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The name by which clients refer to it, unique in the workspace: theirs where they named it first.
    pub key: String,
    /// Name; the key where nobody gave one.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How its conversations are held.
    pub kind: CampaignKind,
    /// How far it is.
    pub status: CampaignStatus,
    /// Over what: `Voice`, `WhatsApp` and the like; a free word.
    pub channel: String,
    /// When it begins.
    pub starts_at: Option<Instant>,
    /// When it ends.
    pub ends_at: Option<Instant>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// The channel of a campaign of which nothing else is known.
pub const VOICE: &str = "Voice";

/// A call center. It comes into being as a [`Campaign`] does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCenter {
    /// The id.
    pub id: CallCenterId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The name by which clients refer to it, unique in the workspace.
    pub key: String,
    /// Name; the key where nobody gave one.
    pub name: String,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// Where a conversation belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Its campaign.
    pub campaign_id: Option<CampaignId>,
    /// Its call center.
    pub call_center_id: Option<CallCenterId>,
    /// The person whose work it shows.
    pub executive_name: Option<String>,
    /// Whether a program spoke for the organisation.
    pub is_ai_call: bool,
}

/// Which campaigns. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CampaignFilter {
    /// That are so far.
    pub status: Option<CampaignStatus>,
    /// Over exactly this channel.
    pub channel: Option<String>,
    /// Made not before.
    pub from: Option<Instant>,
    /// Made not after.
    pub until: Option<Instant>,
}
