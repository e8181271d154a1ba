//! What answers look like.

use colloquy_domain::agent_profile::{self as domain, AgentProfile};
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::wire::words;

/// An agent that this server lets speak. What was not set is null; what holds then is told by `behaviour`.
#[derive(Serialize, ToSchema)]
pub struct Agent {
    id: String,
    /// One that is not active begins no dialogue and answers none.
    is_active: bool,
    /// By what name it introduces itself: name, else nickname, else last name.
    spoken_name: String,
    /// Who speaks as this agent; the server where it is null.
    #[schema(value_type = Option<words::AgentKind>)]
    kind: Option<&'static str>,
    name: Option<String>,
    nickname: Option<String>,
    lastname: Option<String>,
    image_url: Option<String>,
    /// The number from which it calls and writes, E.164.
    phone: Option<String>,
    /// The e-mail address from which it writes.
    email: Option<String>,
    /// BCP 47.
    language: Option<String>,
    /// Its role, in words.
    role_text: Option<String>,
    /// Its job, in words.
    job_descriptions: Option<String>,
    /// What it is told to do where the skill says nothing: a template.
    base_instructions: Option<String>,
    capabilities: Option<Vec<String>>,
    inbound_capability: Option<String>,
    is_inbound: Option<bool>,
    functionality: Option<String>,
    #[schema(value_type = Option<Object>)]
    interaction_settings: Option<Value>,
    lead_qualification: Option<String>,
    /// How freely the language model chooses words: 0 to 2.
    temperature: Option<f64>,
    model_provider: Option<String>,
    model_name: Option<String>,
    /// Ids of the actions that it may run.
    actions: Vec<String>,
    /// Ids of further actions, which clients tell apart from the former.
    global_actions: Vec<String>,
    /// Id or name of the skill that it has where nobody names one.
    skill: Option<String>,
    /// Ids of its skills.
    skills: Vec<String>,
    voice_id: Option<String>,
    /// 0 to 1.
    voice_stability: Option<f64>,
    /// 0.25 to 4.
    voice_speed: Option<f64>,
    optimize_streaming_latency: Option<bool>,
    send_initial_message: Option<bool>,
    send_filler_words: Option<bool>,
    filler_words: Option<Vec<String>>,
    enable_cutoff_responses: Option<bool>,
    cutoff_responses: Option<Vec<String>>,
    allow_interruption: Option<bool>,
    #[schema(value_type = Option<words::Sensitivity>)]
    interruption_sensitivity: Option<&'static str>,
    end_call_on_goodbye: Option<bool>,
    goodbye_phrases: Option<Vec<String>>,
    allowed_idle_seconds: Option<f64>,
    check_human_presence: Option<bool>,
    check_human_presence_count: Option<u32>,
    /// How it behaves in a dialogue, what was not set included.
    behaviour: AgentBehaviour,
    created_at: String,
    updated_at: String,
}

/// How an agent behaves in a dialogue.
#[derive(Serialize, ToSchema)]
struct AgentBehaviour {
    /// Whether it speaks first.
    speaks_first: bool,
    /// Said while an answer takes long; empty for nothing.
    fillers: Vec<String>,
    /// Said where the customer was not understood; empty: it answers as well as it can.
    cutoff_responses: Vec<String>,
    /// For so long must the customer speak before it stops, in milliseconds; null: it always finishes.
    interrupted_after_ms: Option<u64>,
    /// What ends the dialogue when the customer says it; empty for nothing.
    goodbye_phrases: Vec<String>,
    /// Silence of the customer on the telephone after which it asks or ends, in seconds.
    idle_seconds: f64,
    /// How often it asks whether somebody is there before it ends the dialogue.
    presence_checks: u32,
    /// How freely the language model chooses words: 0 to 2.
    temperature: f64,
}

impl Agent {
    /// Renders one.
    pub fn of(profile: &AgentProfile) -> Self {
        let spoken_name = profile.spoken_name().to_owned();
        let settings = profile.settings.clone();
        Self {
            id: profile.agent_id.to_string(),
            is_active: profile.is_active,
            spoken_name,
            behaviour: AgentBehaviour::of(domain::Behaviour::of(&settings)),
            temperature: settings.temperature.as_deref().and_then(number),
            kind: settings.kind.map(domain::AgentKind::as_str),
            name: settings.name,
            nickname: settings.nickname,
            lastname: settings.lastname,
            image_url: settings.image_url,
            phone: settings.phone,
            email: settings.email,
            language: settings.language,
            role_text: settings.role_text,
            job_descriptions: settings.job_descriptions,
            base_instructions: settings.base_instructions,
            capabilities: settings.capabilities,
            inbound_capability: settings.inbound_capability,
            is_inbound: settings.is_inbound,
            functionality: settings.functionality,
            interaction_settings: settings.interaction_settings,
            lead_qualification: settings.lead_qualification,
            model_provider: settings.model_provider,
            model_name: settings.model_name,
            actions: settings.actions.iter().map(ToString::to_string).collect(),
            global_actions: settings.global_actions.iter().map(ToString::to_string).collect(),
            skill: settings.skill,
            skills: settings.skills.iter().map(ToString::to_string).collect(),
            voice_id: settings.voice_id,
            voice_stability: settings.voice_stability,
            voice_speed: settings.voice_speed,
            optimize_streaming_latency: settings.optimize_streaming_latency,
            send_initial_message: settings.send_initial_message,
            send_filler_words: settings.send_filler_words,
            filler_words: settings.filler_words,
            enable_cutoff_responses: settings.enable_cutoff_responses,
            cutoff_responses: settings.cutoff_responses,
            allow_interruption: settings.allow_interruption,
            interruption_sensitivity: settings.interruption_sensitivity.map(domain::Sensitivity::as_str),
            end_call_on_goodbye: settings.end_call_on_goodbye,
            goodbye_phrases: settings.goodbye_phrases,
            allowed_idle_seconds: settings.allowed_idle_seconds,
            check_human_presence: settings.check_human_presence,
            check_human_presence_count: settings.check_human_presence_count,
            created_at: iso(profile.created_at),
            updated_at: iso(profile.updated_at),
        }
    }
}

impl AgentBehaviour {
    fn of(behaviour: domain::Behaviour) -> Self {
        Self {
            speaks_first: behaviour.speaks_first,
            fillers: behaviour.fillers,
            cutoff_responses: behaviour.cutoff_responses,
            interrupted_after_ms: behaviour.interrupted_after_ms,
            goodbye_phrases: behaviour.goodbye_phrases,
            idle_seconds: behaviour.idle_seconds,
            presence_checks: behaviour.presence_checks,
            temperature: behaviour.temperature,
        }
    }
}

/// Other APIs keep any text as temperature; one that is none is null here.
fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}
