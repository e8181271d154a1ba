//! How agents are told: fewer settings than can be set, and objects where ids were set.

use std::collections::BTreeMap;

use colloquy_app::agent_profiles::AgentShown;
use colloquy_domain::action::Action;
use colloquy_domain::skill::Skill;
use colloquy_domain::{ActionId, SkillId};
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// An agent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeAgent)]
pub struct AgentObject {
    id: String,
    #[schema(required)]
    name: Option<String>,
    /// Cannot be set here.
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    language: Option<String>,
    active: bool,
    #[schema(required)]
    voice_speed: Option<f64>,
    #[schema(required)]
    voice_id: Option<String>,
    #[schema(required)]
    capabilities: Option<Vec<String>>,
    #[schema(required)]
    job_descriptions: Option<String>,
    #[schema(required)]
    role_text: Option<String>,
    actions: Vec<ActionOfAgent>,
    skills: Vec<SkillOfAgent>,
    #[schema(required)]
    phone: Option<String>,
    updated_at: String,
    created_at: String,
}

/// An action that an agent may run.
#[derive(Serialize, ToSchema)]
#[schema(as = ElementeActionOfAgent)]
struct ActionOfAgent {
    id: String,
    #[schema(required)]
    name: Option<String>,
    /// The name under which the agent calls it.
    action: String,
    /// The types of what it has to find out, by name.
    parameters: BTreeMap<String, String>,
}

/// A skill of an agent.
#[derive(Serialize, ToSchema)]
#[schema(as = ElementeSkillOfAgent)]
struct SkillOfAgent {
    id: String,
    name: String,
    #[schema(required)]
    description: Option<String>,
    #[schema(required)]
    language: Option<String>,
    active: bool,
}

impl AgentObject {
    /// With those of its actions and skills that are still there, in the order in which they were set.
    pub fn of(shown: AgentShown) -> Self {
        let AgentShown { profile, actions, skills } = shown;
        let settings = profile.settings;
        let action = |id: ActionId| actions.iter().find(|action| action.id == id);
        let skill = |id: SkillId| skills.iter().find(|skill| skill.id == id);
        Self {
            id: profile.agent_id.to_string(),
            actions: settings.actions.iter().filter_map(|id| action(*id)).map(ActionOfAgent::of).collect(),
            skills: settings.skills.iter().filter_map(|id| skill(*id)).map(SkillOfAgent::of).collect(),
            name: settings.name,
            email: settings.email,
            language: settings.language,
            active: profile.is_active,
            voice_speed: settings.voice_speed,
            voice_id: settings.voice_id,
            capabilities: settings.capabilities,
            job_descriptions: settings.job_descriptions,
            role_text: settings.role_text,
            phone: settings.phone,
            updated_at: iso(profile.updated_at),
            created_at: iso(profile.created_at),
        }
    }
}

impl ActionOfAgent {
    fn of(action: &Action) -> Self {
        let types = action.input_variables.iter().map(|one| (one.name.clone(), one.data_type.clone()));
        Self {
            id: action.id.to_string(),
            name: action.name.clone(),
            action: action.slug(),
            parameters: types.collect(),
        }
    }
}

impl SkillOfAgent {
    fn of(skill: &Skill) -> Self {
        Self {
            id: skill.id.to_string(),
            name: skill.name.clone(),
            description: skill.description.clone(),
            language: skill.language.clone(),
            active: skill.is_active,
        }
    }
}
