//! Skills: the task that an agent carries out in a dialogue.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Instant, SkillId, WorkspaceId};

/// A skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Skill {
    /// The id.
    pub id: SkillId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// One that is not active begins no dialogue.
    pub is_active: bool,
    /// The first thing that the agent says: a template.
    pub initial_message: Option<String>,
    /// What the agent is told to do: a template.
    pub prompt: Option<String>,
    /// Kept for clients.
    pub routing_conditions: Map<String, Value>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}
