//! What clients send of agents. Creation and change take the same members, all of which may be left out; what a use case
//! needs of them it says itself.

use colloquy_app::AppError;
use colloquy_domain::agent_profile::{AgentKind, AgentSettings, Sensitivity};
use colloquy_domain::{ActionId, SkillId};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::wire::words;
use crate::{given, ids};

/// Longest name.
const LONGEST_NAME: usize = 255;
/// Longest word that is kept for clients, or phrase of a list.
const LONGEST_WORD: usize = 1_000;
/// Longest address of a picture.
const LONGEST_URL: usize = 2_048;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;
/// Longest telephone number and language tag.
const LONGEST_TAG: usize = 64;
/// Longest role or job.
const LONGEST_ROLE: usize = 10_000;
/// Longest instructions.
const LONGEST_INSTRUCTIONS: usize = 100_000;
/// Most entries of a list.
const MOST_ENTRIES: usize = 100;
/// Longest silence that can be tolerated, seconds.
const LONGEST_IDLE: f64 = 3_600.0;
/// Most questions whether somebody is there.
const MOST_PRESENCE_CHECKS: i64 = 100;

/// Settings of an agent. What is left out stays, and null clears; one of `name`, `nickname` and `lastname` has to say
/// something.
#[derive(ToSchema)]
#[schema(as = AgentSettings)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct AgentSettingsBody {
    /// One that is not active begins no dialogue and answers none. A new one is, where it is left out.
    is_active: Option<bool>,
    #[schema(value_type = Option<words::AgentKind>)]
    kind: Option<String>,
    #[schema(max_length = 255)]
    name: Option<String>,
    #[schema(max_length = 255)]
    nickname: Option<String>,
    #[schema(max_length = 255)]
    lastname: Option<String>,
    #[schema(max_length = 2048)]
    image_url: Option<String>,
    /// The number from which it calls and writes, E.164.
    #[schema(max_length = 64)]
    phone: Option<String>,
    /// The e-mail address from which it writes.
    #[schema(max_length = 320)]
    email: Option<String>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    /// Its role, in words.
    #[schema(max_length = 10000)]
    role_text: Option<String>,
    /// Its job, in words.
    #[schema(max_length = 10000)]
    job_descriptions: Option<String>,
    /// What it is told to do where the skill says nothing: a template.
    #[schema(max_length = 100000)]
    base_instructions: Option<String>,
    /// Kept for clients.
    #[schema(max_items = 100)]
    capabilities: Option<Vec<String>>,
    /// Kept for clients.
    #[schema(max_length = 1000)]
    inbound_capability: Option<String>,
    /// Kept for clients; which agent answers where is a matter of inbound routes.
    is_inbound: Option<bool>,
    /// Kept for clients.
    #[schema(max_length = 1000)]
    functionality: Option<String>,
    /// Any members; they are kept for clients.
    #[schema(value_type = Option<Object>)]
    interaction_settings: Option<Value>,
    /// Kept for clients.
    #[schema(max_length = 10000)]
    lead_qualification: Option<String>,
    /// How freely the language model chooses words.
    #[schema(minimum = 0, maximum = 2)]
    temperature: Option<f64>,
    /// Kept for clients: the language engine is the operator's choice.
    #[schema(max_length = 1000)]
    model_provider: Option<String>,
    /// The model that a configured language endpoint is asked for.
    #[schema(max_length = 1000)]
    model_name: Option<String>,
    /// Ids of the actions that it may run.
    #[schema(max_items = 100)]
    actions: Option<Vec<String>>,
    /// Ids of further actions, which clients tell apart from the former.
    #[schema(max_items = 100)]
    global_actions: Option<Vec<String>>,
    /// Id or name of the skill that it has where nobody names one.
    #[schema(max_length = 1000)]
    skill: Option<String>,
    /// Ids of its skills.
    #[schema(max_items = 100)]
    skills: Option<Vec<String>>,
    #[schema(max_length = 1000)]
    voice_id: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    voice_stability: Option<f64>,
    #[schema(minimum = 0.25, maximum = 4)]
    voice_speed: Option<f64>,
    /// Kept for clients.
    optimize_streaming_latency: Option<bool>,
    /// Whether it speaks first.
    send_initial_message: Option<bool>,
    /// Whether pauses are filled.
    send_filler_words: Option<bool>,
    #[schema(max_items = 100)]
    filler_words: Option<Vec<String>>,
    /// Whether it asks again where it did not understand.
    enable_cutoff_responses: Option<bool>,
    #[schema(max_items = 100)]
    cutoff_responses: Option<Vec<String>>,
    /// Whether the customer can interrupt it.
    allow_interruption: Option<bool>,
    #[schema(value_type = Option<words::Sensitivity>)]
    interruption_sensitivity: Option<String>,
    /// Whether a goodbye ends the dialogue.
    end_call_on_goodbye: Option<bool>,
    #[schema(max_items = 100)]
    goodbye_phrases: Option<Vec<String>>,
    /// Seconds of the customer's silence after which something is done.
    #[schema(minimum = 0, maximum = 3600)]
    allowed_idle_seconds: Option<f64>,
    /// Whether it then asks if somebody is there.
    check_human_presence: Option<bool>,
    /// How often, before it ends the call.
    #[schema(minimum = 0, maximum = 100)]
    check_human_presence_count: Option<u32>,
}

/// What a body says of an agent.
#[derive(Debug, Clone)]
pub struct Given {
    /// Whether it is active, where that is said.
    pub is_active: Option<bool>,
    /// Without the lists of ids, which cannot say that they were left out.
    settings: AgentSettings,
    /// Names of settings that are cleared.
    cleared: Vec<&'static str>,
    actions: Option<Vec<ActionId>>,
    global_actions: Option<Vec<ActionId>>,
    skills: Option<Vec<SkillId>>,
}

macro_rules! settings {
    ($($member:ident),* $(,)?) => {
        /// Settings that null clears.
        const CLEARED_BY_NULL: &[&str] = &[$(stringify!($member)),*];

        impl Given {
            /// Puts what was given over what there is.
            pub fn put_over(&self, settings: &mut AgentSettings) {
                $(
                    if self.settings.$member.is_some() {
                        settings.$member.clone_from(&self.settings.$member);
                    } else if self.cleared.contains(&stringify!($member)) {
                        settings.$member = None;
                    }
                )*
                if let Some(actions) = &self.actions {
                    settings.actions.clone_from(actions);
                }
                if let Some(actions) = &self.global_actions {
                    settings.global_actions.clone_from(actions);
                }
                if let Some(skills) = &self.skills {
                    settings.skills.clone_from(skills);
                }
            }
        }
    };
}

settings! {
    kind, name, nickname, lastname, image_url, phone, email, language, role_text, job_descriptions, base_instructions,
    capabilities, inbound_capability, is_inbound, functionality, interaction_settings, lead_qualification, temperature,
    model_provider, model_name, skill, voice_id, voice_stability, voice_speed, optimize_streaming_latency,
    send_initial_message, send_filler_words, filler_words, enable_cutoff_responses, cutoff_responses,
    allow_interruption, interruption_sensitivity, end_call_on_goodbye, goodbye_phrases, allowed_idle_seconds,
    check_human_presence, check_human_presence_count,
}

impl Given {
    /// Settings of which nothing but this was said.
    pub fn into_settings(self) -> AgentSettings {
        let mut settings = AgentSettings::default();
        self.put_over(&mut settings);
        settings
    }
}

/// Reads what is said of an agent.
pub fn read(body: &Value) -> Result<Given, AppError> {
    given::body(body, |fields| {
        let mut reading = Reading { cleared: Vec::new(), fields };
        let settings = reading.settings();
        let Reading { mut cleared, fields } = reading;
        cleared.extend(CLEARED_BY_NULL.iter().filter(|name| fields.is_null(name)));
        Given {
            is_active: fields.boolean("is_active"),
            settings,
            cleared,
            actions: given::ids(fields, "actions", MOST_ENTRIES, ids::action),
            global_actions: given::ids(fields, "global_actions", MOST_ENTRIES, ids::action),
            skills: given::ids(fields, "skills", MOST_ENTRIES, ids::skill),
        }
    })
}

/// A body that is being read.
struct Reading<'r, 'a> {
    fields: &'r mut Fields<'a>,
    /// Names of texts that were cleared by a blank.
    cleared: Vec<&'static str>,
}

impl Reading<'_, '_> {
    fn settings(&mut self) -> AgentSettings {
        AgentSettings {
            kind: given::word(self.fields, "kind", "ai or human", AgentKind::parse),
            name: self.text("name", LONGEST_NAME),
            nickname: self.text("nickname", LONGEST_NAME),
            lastname: self.text("lastname", LONGEST_NAME),
            image_url: self.text("image_url", LONGEST_URL),
            phone: self.text("phone", LONGEST_TAG),
            email: self.text("email", LONGEST_EMAIL),
            language: self.text("language", LONGEST_TAG),
            role_text: self.text("role_text", LONGEST_ROLE),
            job_descriptions: self.text("job_descriptions", LONGEST_ROLE),
            base_instructions: self.text("base_instructions", LONGEST_INSTRUCTIONS),
            capabilities: self.phrases("capabilities"),
            inbound_capability: self.text("inbound_capability", LONGEST_WORD),
            is_inbound: self.fields.boolean("is_inbound"),
            functionality: self.text("functionality", LONGEST_WORD),
            interaction_settings: given::object(self.fields, "interaction_settings").map(Value::Object),
            lead_qualification: self.text("lead_qualification", LONGEST_ROLE),
            temperature: given::number(self.fields, "temperature", 0.0, 2.0).map(|number| number.to_string()),
            model_provider: self.text("model_provider", LONGEST_WORD),
            model_name: self.text("model_name", LONGEST_WORD),
            skill: self.text("skill", LONGEST_WORD),
            voice_id: self.text("voice_id", LONGEST_WORD),
            voice_stability: given::number(self.fields, "voice_stability", 0.0, 1.0),
            voice_speed: given::number(self.fields, "voice_speed", 0.25, 4.0),
            optimize_streaming_latency: self.fields.boolean("optimize_streaming_latency"),
            send_initial_message: self.fields.boolean("send_initial_message"),
            send_filler_words: self.fields.boolean("send_filler_words"),
            filler_words: self.phrases("filler_words"),
            enable_cutoff_responses: self.fields.boolean("enable_cutoff_responses"),
            cutoff_responses: self.phrases("cutoff_responses"),
            allow_interruption: self.fields.boolean("allow_interruption"),
            interruption_sensitivity: given::word(
                self.fields,
                "interruption_sensitivity",
                "low, medium or high",
                Sensitivity::parse,
            ),
            end_call_on_goodbye: self.fields.boolean("end_call_on_goodbye"),
            goodbye_phrases: self.phrases("goodbye_phrases"),
            allowed_idle_seconds: given::number(self.fields, "allowed_idle_seconds", 0.0, LONGEST_IDLE),
            check_human_presence: self.fields.boolean("check_human_presence"),
            check_human_presence_count: self.presence_checks(),
            ..AgentSettings::default()
        }
    }

    /// A text that says something. A blank one clears.
    fn text(&mut self, name: &'static str, longest: usize) -> Option<String> {
        let text = self.fields.string(name, 0, longest)?;
        if text.trim().is_empty() {
            self.cleared.push(name);
            return None;
        }
        Some(text.to_owned())
    }

    fn phrases(&mut self, name: &str) -> Option<Vec<String>> {
        self.fields.strings(name, MOST_ENTRIES, LONGEST_WORD)
    }

    fn presence_checks(&mut self) -> Option<u32> {
        let name = "check_human_presence_count";
        let count = self.fields.integer(name)?;
        let count = u32::try_from(count).ok().filter(|_| count <= MOST_PRESENCE_CHECKS);
        if count.is_none() {
            let rule = format!("must be a whole number from 0 to {MOST_PRESENCE_CHECKS}");
            self.fields.refuse(name, "invalid_range", &rule);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::refused;
    use serde_json::json;
    use std::collections::BTreeSet;
    use utoipa::PartialSchema;

    const ID: &str = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";

    /// A body with every member that is described.
    fn everything() -> Value {
        let texts = json!({
            "kind": "human", "name": "John Doe", "nickname": "John", "lastname": "Doe",
            "image_url": "https://shop.example/john.png", "phone": "+12345678901", "email": "john@shop.example",
            "language": "en-US", "role_text": "Support", "job_descriptions": "Support", "base_instructions": "Be kind.",
            "capabilities": ["answer"], "inbound_capability": "answer", "functionality": "interactive",
            "interaction_settings": { "channel": "call" }, "lead_qualification": "x", "model_provider": "OpenAI",
            "model_name": "gpt-4o", "skill": "Support", "voice_id": "1", "filler_words": ["Got it."],
            "cutoff_responses": ["Can you repeat that?"], "interruption_sensitivity": "low", "goodbye_phrases": ["Bye"],
        });
        let others = json!({
            "is_active": false, "is_inbound": false, "temperature": 0.7, "actions": [ID], "global_actions": [ID],
            "skills": [ID], "voice_stability": 0.5, "voice_speed": 1.5, "optimize_streaming_latency": true,
            "send_initial_message": true, "send_filler_words": false, "enable_cutoff_responses": true,
            "allow_interruption": true, "end_call_on_goodbye": true, "allowed_idle_seconds": 10,
            "check_human_presence": true, "check_human_presence_count": 5,
        });
        let (Value::Object(mut all), Value::Object(others)) = (texts, others) else { panic!("objects") };
        all.extend(others);
        Value::Object(all)
    }

    #[test]
    fn every_setting_is_described_read_kept_and_cleared() {
        let given = read(&everything()).expect("sound");
        assert_eq!(given.is_active, Some(false));
        let mut settings = given.into_settings();
        let kept = serde_json::to_value(&settings).expect("JSON");
        let kept = kept.as_object().expect("an object");
        let missing: Vec<&String> =
            kept.iter().filter(|(_, value)| value.is_null()).map(|(name, _)| name).collect();
        assert_eq!(missing, Vec::<&String>::new(), "every setting of the domain can be set");
        let described = serde_json::to_value(AgentSettingsBody::schema()).expect("JSON");
        let described: BTreeSet<&String> =
            described["properties"].as_object().expect("members").keys().collect();
        let sent = everything();
        let sent: BTreeSet<&String> = sent.as_object().expect("an object").keys().collect();
        assert_eq!(described, sent);
        let nulls: Value = sent.iter().map(|name| ((*name).clone(), Value::Null)).collect();
        read(&nulls).expect("sound").put_over(&mut settings);
        assert_eq!(settings, AgentSettings::default());
    }

    #[test]
    fn what_is_left_out_stays_and_a_blank_clears() {
        let before = read(&everything()).expect("sound").into_settings();
        let mut after = before.clone();
        read(&json!({ "unknown": 1 })).expect("sound").put_over(&mut after);
        assert_eq!(after, before);
        let change = json!({ "nickname": " ", "skills": [], "temperature": 1 });
        read(&change).expect("sound").put_over(&mut after);
        assert_eq!((after.nickname, after.skills.len(), after.actions.len()), (None, 0, 1));
        assert_eq!((after.temperature.as_deref(), after.name.as_deref()), (Some("1"), Some("John Doe")));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, field) in [
            (json!({ "kind": "robot" }), "kind"),
            (json!({ "name": 1 }), "name"),
            (json!({ "temperature": "0.7" }), "temperature"),
            (json!({ "temperature": 2.5 }), "temperature"),
            (json!({ "voice_speed": 0.2 }), "voice_speed"),
            (json!({ "actions": ["x"] }), "actions"),
            (json!({ "skills": ID }), "skills"),
            (json!({ "goodbye_phrases": [1] }), "goodbye_phrases"),
            (json!({ "interaction_settings": [] }), "interaction_settings"),
            (json!({ "interaction_settings": { "a\u{0}": 1 } }), "interaction_settings"),
            (json!({ "interruption_sensitivity": "High" }), "interruption_sensitivity"),
            (json!({ "check_human_presence_count": -1 }), "check_human_presence_count"),
            (json!({ "is_active": "yes" }), "is_active"),
        ] {
            assert_eq!(refused(read(&body)), [field], "{body}");
        }
    }
}
