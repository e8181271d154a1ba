//! How skills are told.

use colloquy_domain::skill::Skill;
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A skill: the task that an agent carries out in a call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeSkill)]
pub struct SkillObject {
    id: String,
    name: String,
    #[schema(required)]
    description: Option<String>,
    #[schema(required)]
    language: Option<String>,
    active: bool,
    /// A template; empty where there is none.
    initial_message: String,
    /// A template; empty where there is none: then the agent's own instructions hold.
    prompt: String,
    #[schema(value_type = Object)]
    routing_conditions: Map<String, Value>,
    created_at: String,
    updated_at: String,
}

impl SkillObject {
    /// All of it.
    pub fn of(skill: Skill) -> Self {
        Self {
            id: skill.id.to_string(),
            name: skill.name,
            description: skill.description,
            language: skill.language,
            active: skill.is_active,
            initial_message: skill.initial_message.unwrap_or_default(),
            prompt: skill.prompt.unwrap_or_default(),
            routing_conditions: skill.routing_conditions,
            created_at: iso(skill.created_at),
            updated_at: iso(skill.updated_at),
        }
    }
}
