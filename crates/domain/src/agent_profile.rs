//! Agents of our own: what they are told to be and how they behave in a dialogue.
//!
//! An [`Agent`](crate::agent::Agent) is any program that speaks; one with a profile is held by this server. A profile keeps
//! what was set, as it was set; [`Behaviour`] says what holds where nothing was.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{ActionId, AgentId, Instant, SkillId, WorkspaceId};

/// An agent that this server can let speak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentProfile {
    /// The agent, which has this id for everybody.
    pub agent_id: AgentId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// What was set.
    pub settings: AgentSettings,
    /// One that is not active begins no dialogue and answers none.
    pub is_active: bool,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

impl AgentProfile {
    /// By what name the agent introduces itself: its name, else nickname, else last name.
    #[must_use]
    pub fn spoken_name(&self) -> &str {
        let settings = &self.settings;
        let names = [&settings.name, &settings.nickname, &settings.lastname];
        names.into_iter().flatten().map(|name| name.trim()).find(|name| !name.is_empty()).unwrap_or_default()
    }
}

stored_words! {
    /// Who speaks as this agent.
    AgentKind {
        /// This server.
        Ai => "ai",
        /// A person; this server never speaks for them.
        Human => "human",
    }
    /// How soon an agent stops when the customer speaks.
    Sensitivity {
        /// After about a second.
        Low => "low",
        /// After about six tenths.
        Medium => "medium",
        /// After about three tenths.
        High => "high",
    }
}

impl Sensitivity {
    /// For so long must the customer speak before the agent stops.
    #[must_use]
    pub fn speech_before_stop(self) -> Duration {
        match self {
            Self::Low => Duration::from_millis(1_000),
            Self::Medium => Duration::from_millis(600),
            Self::High => Duration::from_millis(300),
        }
    }
}

/// What an operator can set of an agent. None: nothing was set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentSettings {
    /// Who speaks; this server where nothing was set.
    pub kind: Option<AgentKind>,
    /// Name.
    pub name: Option<String>,
    /// Another name.
    pub nickname: Option<String>,
    /// Last name.
    pub lastname: Option<String>,
    /// Address of a picture.
    pub image_url: Option<String>,
    /// Telephone number from which it calls and writes, E.164.
    pub phone: Option<String>,
    /// E-mail address from which it writes.
    pub email: Option<String>,
    /// Its role, in words.
    pub role_text: Option<String>,
    /// Its job, in words.
    pub job_descriptions: Option<String>,
    /// What it is told in every dialogue whose skill says nothing else.
    pub base_instructions: Option<String>,
    /// Words that clients keep here.
    pub capabilities: Option<Vec<String>>,
    /// Kept for clients.
    pub inbound_capability: Option<String>,
    /// Kept for clients; which agent answers where is a matter of inbound routes.
    pub is_inbound: Option<bool>,
    /// Kept for clients.
    pub functionality: Option<String>,
    /// Kept for clients.
    pub interaction_settings: Option<Value>,
    /// How freely the language model chooses words: a decimal number as text.
    pub temperature: Option<String>,
    /// Kept for clients: the language engine is the operator's choice.
    pub model_provider: Option<String>,
    /// Name of the model that a configured language endpoint is asked for, where it offers several.
    pub model_name: Option<String>,
    /// Actions that this agent may run.
    pub actions: Vec<ActionId>,
    /// Further actions, which clients tell apart from the former.
    pub global_actions: Vec<ActionId>,
    /// Kept for clients.
    pub lead_qualification: Option<String>,
    /// An id or a name of a skill, as it was given.
    pub skill: Option<String>,
    /// Its skills.
    pub skills: Vec<SkillId>,
    /// BCP 47.
    pub language: Option<String>,
    /// Name of the voice.
    pub voice_id: Option<String>,
    /// 0 to 1.
    pub voice_stability: Option<f64>,
    /// 0.25 to 4.
    pub voice_speed: Option<f64>,
    /// Kept for clients.
    pub optimize_streaming_latency: Option<bool>,
    /// Whether the agent speaks first.
    pub send_initial_message: Option<bool>,
    /// Whether pauses are filled.
    pub send_filler_words: Option<bool>,
    /// With what.
    pub filler_words: Option<Vec<String>>,
    /// Whether the agent asks again where it did not understand.
    pub enable_cutoff_responses: Option<bool>,
    /// With what words.
    pub cutoff_responses: Option<Vec<String>>,
    /// Whether the customer can interrupt.
    pub allow_interruption: Option<bool>,
    /// How soon.
    pub interruption_sensitivity: Option<Sensitivity>,
    /// Whether a goodbye ends the dialogue.
    pub end_call_on_goodbye: Option<bool>,
    /// What is a goodbye.
    pub goodbye_phrases: Option<Vec<String>>,
    /// Seconds of silence after which something is done.
    pub allowed_idle_seconds: Option<f64>,
    /// Whether the agent then asks if somebody is there.
    pub check_human_presence: Option<bool>,
    /// How often, before the dialogue is ended.
    pub check_human_presence_count: Option<u32>,
}

/// How an agent behaves in a dialogue: its settings, and what holds where nothing was set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Behaviour {
    /// Speaks first.
    pub speaks_first: bool,
    /// Said while an answer takes long; empty for nothing.
    pub fillers: Vec<String>,
    /// Said where the customer was not understood; empty: the model answers as well as it can.
    pub cutoff_responses: Vec<String>,
    /// For so long must the customer speak before the agent stops; none: it always finishes. Milliseconds.
    pub interrupted_after_ms: Option<u64>,
    /// What ends the dialogue when the customer says it; empty for nothing.
    pub goodbye_phrases: Vec<String>,
    /// Silence of the customer on the telephone after which the agent asks or ends, in seconds.
    pub idle_seconds: f64,
    /// How often the agent asks whether somebody is there before it ends the dialogue.
    pub presence_checks: u32,
    /// For how freely the model chooses words; 0 to 2.
    pub temperature: f64,
}

/// Silence after which something is done where nothing was set, seconds.
const IDLE_SECONDS: f64 = 10.0;
/// Questions whether somebody is there where only that they be asked was set.
const PRESENCE_CHECKS: u32 = 2;
/// How freely words are chosen where nothing was set.
const TEMPERATURE: f64 = 0.3;
/// Fillers and questions where only that there be some was set.
const FILLERS: [&str; 3] = ["One moment, please.", "Let me see.", "Just a second."];
const CUTOFF_RESPONSES: [&str; 2] = ["Sorry, I did not catch that.", "Could you say that again, please?"];
const GOODBYES: [&str; 4] = ["goodbye", "bye", "bye bye", "talk to you later"];

impl Behaviour {
    /// What holds for an agent with these settings.
    #[must_use]
    pub fn of(settings: &AgentSettings) -> Self {
        let phrases = |is_on: Option<bool>,
                       given: &Option<Vec<String>>,
                       default: &[&str],
                       unless_told: bool| {
            if !is_on.unwrap_or(unless_told) {
                return Vec::new();
            }
            let given: Vec<String> = given
                .iter()
                .flatten()
                .map(|phrase| phrase.trim().to_owned())
                .filter(|phrase| !phrase.is_empty())
                .collect();
            if given.is_empty() { default.iter().map(|&phrase| phrase.to_owned()).collect() } else { given }
        };
        let temperature = settings.temperature.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
        Self {
            speaks_first: settings.send_initial_message.unwrap_or(true),
            fillers: phrases(settings.send_filler_words, &settings.filler_words, &FILLERS, false),
            cutoff_responses: phrases(
                settings.enable_cutoff_responses,
                &settings.cutoff_responses,
                &CUTOFF_RESPONSES,
                true,
            ),
            interrupted_after_ms: settings.allow_interruption.unwrap_or(true).then(|| {
                let sensitivity = settings.interruption_sensitivity.unwrap_or(Sensitivity::High);
                sensitivity.speech_before_stop().as_millis() as u64
            }),
            goodbye_phrases: phrases(
                settings.end_call_on_goodbye,
                &settings.goodbye_phrases,
                &GOODBYES,
                true,
            ),
            idle_seconds: settings
                .allowed_idle_seconds
                .filter(|&seconds| seconds > 0.0)
                .unwrap_or(IDLE_SECONDS),
            presence_checks: if settings.check_human_presence.unwrap_or(true) {
                settings.check_human_presence_count.unwrap_or(PRESENCE_CHECKS)
            } else {
                0
            },
            temperature: temperature.filter(|value| (0.0..=2.0).contains(value)).unwrap_or(TEMPERATURE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_has_a_default_and_what_is_off_is_off() {
        let behaviour = Behaviour::of(&AgentSettings::default());
        assert!(behaviour.speaks_first && behaviour.fillers.is_empty());
        assert_eq!(behaviour.interrupted_after_ms, Some(300));
        assert_eq!(behaviour.presence_checks, PRESENCE_CHECKS);
        let off = AgentSettings {
            send_filler_words: Some(true),
            filler_words: Some(vec!["Hm.".into(), "  ".into()]),
            allow_interruption: Some(false),
            end_call_on_goodbye: Some(false),
            check_human_presence: Some(false),
            temperature: Some("warm".into()),
            ..AgentSettings::default()
        };
        let behaviour = Behaviour::of(&off);
        assert_eq!(behaviour.fillers, ["Hm."]);
        assert_eq!((behaviour.interrupted_after_ms, behaviour.presence_checks), (None, 0));
        assert!(behaviour.goodbye_phrases.is_empty());
        assert!((behaviour.temperature - TEMPERATURE).abs() < f64::EPSILON);
    }
}
