//! How agents are told.

use colloquy_domain::agent::Agent;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// An agent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkAgent)]
pub struct AgentAnswer {
    id: String,
    /// Several may have the same.
    name: String,
    /// Its maker's id for it, unique in the project.
    #[schema(required)]
    custom_id: Option<String>,
    #[schema(required)]
    description: Option<String>,
    created_at: String,
    updated_at: String,
}

impl From<Agent> for AgentAnswer {
    fn from(agent: Agent) -> Self {
        Self {
            id: agent.id.to_string(),
            name: agent.name,
            custom_id: agent.custom_id,
            description: agent.description,
            created_at: iso(agent.created_at),
            updated_at: iso(agent.updated_at),
        }
    }
}
