//! What answers look like.

use colloquy_domain::skill as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A skill: the task that an agent carries out in a dialogue.
#[derive(Serialize, ToSchema)]
pub struct Skill {
    id: String,
    name: String,
    /// What it is for.
    description: Option<String>,
    /// BCP 47.
    language: Option<String>,
    /// No dialogue begins with one that is not.
    is_active: bool,
    /// The first thing that the agent says: a template.
    initial_message: Option<String>,
    /// What the agent is to do: a template. Where it is null the agent's own instructions hold.
    prompt: Option<String>,
    /// Kept for clients.
    #[schema(value_type = Object)]
    routing_conditions: Map<String, Value>,
    created_at: String,
    updated_at: String,
}

impl Skill {
    /// Renders one.
    pub fn of(skill: &domain::Skill) -> Self {
        let told = skill.clone();
        Self {
            id: skill.id.to_string(),
            name: told.name,
            description: told.description,
            language: told.language,
            is_active: told.is_active,
            initial_message: told.initial_message,
            prompt: told.prompt,
            routing_conditions: told.routing_conditions,
            created_at: iso(skill.created_at),
            updated_at: iso(skill.updated_at),
        }
    }
}
