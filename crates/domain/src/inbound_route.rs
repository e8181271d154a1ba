//! Which agent answers at an address of ours.

use serde::{Deserialize, Serialize};

use crate::dialogue::Channel;
use crate::{AgentId, InboundRouteId, Instant, SkillId, WorkspaceId};

/// Says which agent answers, with which skill, who calls or writes to an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundRoute {
    /// The id. Of a webchat it is public: pages name it.
    pub id: InboundRouteId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// By which channel.
    pub channel: Channel,
    /// The number (E.164) or e-mail address, lower case, that is called or written to; none for a webchat. At most one
    /// route of a channel has it, in all workspaces.
    pub address: Option<String>,
    /// Who answers.
    pub agent_id: AgentId,
    /// Doing what.
    pub skill_id: SkillId,
    /// Origins (`https://shop.example`) whose pages may open a webchat; empty: any.
    pub allowed_origins: Vec<String>,
    /// One that is not active is not answered at.
    pub is_active: bool,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}
