//! What a client writes of an agent. Creation and change take the same members, all of which may be left out; what a use
//! case needs of them it says itself.

use std::borrow::Cow;

use colloquy_app::AppError;
use colloquy_domain::agent_profile::{AgentKind, AgentSettings};
use colloquy_domain::{ActionId, SkillId};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::members::{self, LONGEST_NAME, LONGEST_PROMPT, LONGEST_TAG, LONGEST_TEXT, LONGEST_URL};
use crate::names;
use crate::schema::{ElementeSensitivity, Id, LONGEST_PHRASE, Phrase};

/// Most phrases in a list.
const MOST_PHRASES: usize = 100;

/// Longest silence that is kept, seconds: the sources give none.
const LONGEST_IDLE: f64 = 3_600.0;

/// Most questions whether somebody is there that are kept: the sources give none.
const MOST_PRESENCE_CHECKS: f64 = 100.0;

/// Settings of an agent. One of `name`, `nickname` and `lastname` has to say something.
#[derive(ToSchema)]
#[schema(as = ElementeAgentSettings, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct AgentBody {
    /// Who speaks: `AI` or `human`, in any case; `AI` where nothing was set.
    #[schema(pattern = "^([aA][iI]|[hH][uU][mM][aA][nN])$")]
    agent_type: Option<String>,
    #[schema(max_length = 255)]
    name: Option<String>,
    #[schema(max_length = 255)]
    nickname: Option<String>,
    #[schema(max_length = 255)]
    lastname: Option<String>,
    #[schema(rename = "imageURL", max_length = 2048)]
    image_url: Option<String>,
    /// The number from which it calls and writes, E.164.
    #[schema(max_length = 64)]
    phone: Option<String>,
    #[schema(max_length = 10000)]
    role_text: Option<String>,
    #[schema(max_length = 10000)]
    job_descriptions: Option<String>,
    /// What it is told to do where the skill says nothing.
    #[schema(max_length = 100000)]
    base_instructions: Option<String>,
    #[schema(max_items = 100)]
    capabilities: Option<Vec<Phrase>>,
    #[schema(max_length = 255)]
    inbound_capability: Option<String>,
    is_inbound: Option<bool>,
    #[schema(max_length = 255)]
    functionality: Option<String>,
    /// Any members; they are kept.
    #[schema(value_type = Option<Object>)]
    interaction_settings: Option<Value>,
    #[schema(value_type = Option<Temperature>)]
    temperature: Option<String>,
    /// Kept; the language engine is the operator's choice.
    #[schema(max_length = 255)]
    model_provider: Option<String>,
    /// The model that a configured language endpoint is asked for.
    #[schema(max_length = 255)]
    model_name: Option<String>,
    /// Actions that it may run.
    #[schema(max_items = 100)]
    actions: Option<Vec<Id>>,
    /// The same; told apart by clients.
    #[schema(max_items = 100)]
    global_actions: Option<Vec<Id>>,
    #[schema(max_length = 10000)]
    lead_qualification: Option<String>,
    /// Id or name of a skill.
    #[schema(max_length = 255)]
    skill_id: Option<String>,
    #[schema(max_items = 100)]
    skills: Option<Vec<Id>>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    #[schema(max_length = 255)]
    voice_id: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    voice_stability: Option<f64>,
    #[schema(minimum = 0.25, maximum = 4)]
    voice_speed: Option<f64>,
    optimize_streaming_latency: Option<bool>,
    /// Whether it speaks first.
    send_initial_message: Option<bool>,
    /// Whether pauses are filled.
    send_filler_words: Option<bool>,
    #[schema(max_items = 100)]
    filler_words: Option<Vec<Phrase>>,
    enable_cutoff_responses: Option<bool>,
    /// Said where the customer was not understood.
    #[schema(max_items = 100)]
    cutoff_responses: Option<Vec<Phrase>>,
    allow_interruption: Option<bool>,
    #[schema(value_type = Option<ElementeSensitivity>)]
    interruption_sensitivity: Option<String>,
    #[schema(rename = "endCallOnGoodBye")]
    end_call_on_goodbye: Option<bool>,
    #[schema(rename = "goodByePhrases", max_items = 100)]
    goodbye_phrases: Option<Vec<Phrase>>,
    /// Seconds of the customer's silence; more than an hour are taken for an hour, and less than none for none.
    allowed_idle_time: Option<f64>,
    /// Whether it then asks if somebody is there.
    check_human_presence: Option<bool>,
    /// How often, before it ends the call; more than a hundred times are taken for that, and less than none for none.
    check_human_presence_count: Option<f64>,
}

/// A number, as text or as it is: it is kept as text.
struct Temperature;

impl PartialSchema for Temperature {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST_TAG));
        AnyOfBuilder::new().item(text).item(ObjectBuilder::new().schema_type(Type::Number)).into()
    }
}

impl ToSchema for Temperature {
    fn name() -> Cow<'static, str> {
        "ElementeTemperature".into()
    }
}

/// What a body says of an agent: none of a setting where it is left out.
#[derive(Debug, Clone)]
pub struct Given {
    /// Without the lists of ids, which cannot say that they were left out.
    settings: AgentSettings,
    actions: Option<Vec<ActionId>>,
    global_actions: Option<Vec<ActionId>>,
    skills: Option<Vec<SkillId>>,
}

macro_rules! put {
    ($given:expr => $settings:ident: $($member:ident),* $(,)?) => {$(
        if $given.$member.is_some() {
            $settings.$member.clone_from(&$given.$member);
        }
    )*};
}

impl Given {
    /// Puts what was given over what there is.
    pub fn put_over(&self, settings: &mut AgentSettings) {
        put!(self.settings => settings:
            kind, name, nickname, lastname, image_url, phone, role_text, job_descriptions, base_instructions,
            capabilities, inbound_capability, is_inbound, functionality, interaction_settings, temperature,
            model_provider, model_name, lead_qualification, skill, language, voice_id, voice_stability, voice_speed,
            optimize_streaming_latency, send_initial_message, send_filler_words, filler_words,
            enable_cutoff_responses, cutoff_responses, allow_interruption, interruption_sensitivity,
            end_call_on_goodbye, goodbye_phrases, allowed_idle_seconds, check_human_presence,
            check_human_presence_count,
        );
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

/// Reads what is said of an agent.
pub fn read(body: &Value) -> Result<Given, AppError> {
    members::body(body, |fields| {
        let settings = settings(fields);
        let ids = |ids: Vec<Uuid>| ids.into_iter().map(ActionId).collect();
        Given {
            settings,
            actions: members::ids(fields, "actions").map(ids),
            global_actions: members::ids(fields, "globalActions").map(ids),
            skills: members::ids(fields, "skills").map(|ids| ids.into_iter().map(SkillId).collect()),
        }
    })
}

fn settings(fields: &mut Fields<'_>) -> AgentSettings {
    AgentSettings {
        kind: kind(fields),
        name: members::text(fields, "name", LONGEST_NAME),
        nickname: members::text(fields, "nickname", LONGEST_NAME),
        lastname: members::text(fields, "lastname", LONGEST_NAME),
        image_url: members::text(fields, "imageURL", LONGEST_URL),
        phone: members::text(fields, "phone", LONGEST_TAG),
        role_text: members::text(fields, "roleText", LONGEST_TEXT),
        job_descriptions: members::text(fields, "jobDescriptions", LONGEST_TEXT),
        base_instructions: members::text(fields, "baseInstructions", LONGEST_PROMPT),
        capabilities: phrases(fields, "capabilities"),
        inbound_capability: members::text(fields, "inboundCapability", LONGEST_NAME),
        is_inbound: fields.boolean("isInbound"),
        functionality: members::text(fields, "functionality", LONGEST_NAME),
        interaction_settings: members::object(fields, "interactionSettings").map(Value::Object),
        temperature: temperature(fields),
        model_provider: members::text(fields, "modelProvider", LONGEST_NAME),
        model_name: members::text(fields, "modelName", LONGEST_NAME),
        lead_qualification: members::text(fields, "leadQualification", LONGEST_TEXT),
        skill: members::text(fields, "skillId", LONGEST_NAME),
        language: members::text(fields, "language", LONGEST_TAG),
        voice_id: members::text(fields, "voiceId", LONGEST_NAME),
        voice_stability: members::number(fields, "voiceStability", 0.0, 1.0),
        voice_speed: members::number(fields, "voiceSpeed", 0.25, 4.0),
        optimize_streaming_latency: fields.boolean("optimizeStreamingLatency"),
        send_initial_message: fields.boolean("sendInitialMessage"),
        send_filler_words: fields.boolean("sendFillerWords"),
        filler_words: phrases(fields, "fillerWords"),
        enable_cutoff_responses: fields.boolean("enableCutoffResponses"),
        cutoff_responses: phrases(fields, "cutoffResponses"),
        allow_interruption: fields.boolean("allowInterruption"),
        interruption_sensitivity: members::one_of(fields, "interruptionSensitivity", &names::SENSITIVITIES),
        end_call_on_goodbye: fields.boolean("endCallOnGoodBye"),
        goodbye_phrases: phrases(fields, "goodByePhrases"),
        allowed_idle_seconds: fields
            .number("allowedIdleTime")
            .map(|seconds| seconds.clamp(0.0, LONGEST_IDLE)),
        check_human_presence: fields.boolean("checkHumanPresence"),
        check_human_presence_count: presence_checks(fields),
        ..AgentSettings::default()
    }
}

fn kind(fields: &mut Fields<'_>) -> Option<AgentKind> {
    let kind = names::agent_kind(fields.string("agentType", 0, LONGEST_NAME)?);
    if kind.is_none() {
        fields.refuse("agentType", "unknown_value", "must be one of AI, human");
    }
    kind
}

fn phrases(fields: &mut Fields<'_>, name: &str) -> Option<Vec<String>> {
    fields.strings(name, MOST_PHRASES, LONGEST_PHRASE)
}

fn temperature(fields: &mut Fields<'_>) -> Option<String> {
    match fields.value("temperature")? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(_) => members::text(fields, "temperature", LONGEST_TAG),
        _ => {
            fields.refuse("temperature", "invalid_type", "must be a string or a number");
            None
        }
    }
}

/// Of a fraction the whole part counts.
fn presence_checks(fields: &mut Fields<'_>) -> Option<u32> {
    let count = fields.number("checkHumanPresenceCount")?;
    Some(count.clamp(0.0, MOST_PRESENCE_CHECKS) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::refused;
    use colloquy_domain::agent_profile::Sensitivity;
    use serde_json::json;

    const EVERYTHING: &str = r#"{
        "agentType": "HUMAN", "name": "John Doe", "nickname": "John Seller", "lastname": "Doe",
        "imageURL": "https://shop.example/john.png", "phone": "+1234567890", "roleText": "Customer Support",
        "jobDescriptions": "Customer Support", "baseInstructions": "Be kind.", "capabilities": ["answer", "dial"],
        "inboundCapability": "answer", "isInbound": false, "functionality": "interactive",
        "interactionSettings": { "channel": "call", "direction": "outbound", "inbound": true, "outbound": true },
        "temperature": "0.7", "modelProvider": "OpenAI", "modelName": "gpt-4o",
        "actions": ["5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b"], "globalActions": [], "leadQualification": "x",
        "skillId": "Customer Support Representative", "skills": ["5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b"],
        "language": "en-US", "voiceId": "1234567890", "voiceStability": 0.5, "voiceSpeed": 1.5,
        "optimizeStreamingLatency": true, "sendInitialMessage": true, "sendFillerWords": false,
        "fillerWords": ["Got it.", "Understood", "Awesome"], "enableCutoffResponses": true,
        "cutoffResponses": ["Can you repeat that?"], "allowInterruption": true, "interruptionSensitivity": "high",
        "endCallOnGoodBye": true, "goodByePhrases": ["Goodbye", "Talk to you later"], "allowedIdleTime": 10,
        "checkHumanPresence": true, "checkHumanPresenceCount": 5
    }"#;

    fn over(mut settings: AgentSettings, body: &Value) -> AgentSettings {
        read(body).unwrap().put_over(&mut settings);
        settings
    }

    #[test]
    fn every_described_member_is_read_and_kept() {
        let body: Value = serde_json::from_str(EVERYTHING).unwrap();
        let settings = over(AgentSettings::default(), &body);
        // Only the address, which cannot be set here, is left.
        let kept = serde_json::to_value(&settings).unwrap();
        let missing: Vec<&String> = kept
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, value)| value.is_null())
            .map(|(name, _)| name)
            .collect();
        assert_eq!(missing, ["email"]);
        assert_eq!((settings.kind, settings.skills.len()), (Some(AgentKind::Human), 1));
        assert_eq!(settings.interruption_sensitivity, Some(Sensitivity::High));
        let described = serde_json::to_value(AgentBody::schema()).unwrap();
        let described = described["properties"].as_object().unwrap();
        let described: Vec<&String> = described.keys().collect();
        let mut sent: Vec<&String> = body.as_object().unwrap().keys().collect();
        let mut sorted = described.clone();
        sorted.sort();
        sent.sort();
        assert_eq!(sorted, sent);
    }

    #[test]
    fn what_is_left_out_stays_and_null_is_left_out() {
        let before = AgentSettings {
            name: Some("Ann".into()),
            actions: vec![ActionId(Uuid::from_u128(1))],
            skills: vec![SkillId(Uuid::from_u128(2))],
            ..AgentSettings::default()
        };
        assert_eq!(over(before.clone(), &json!({ "name": null, "workspace": 1, "id": 5 })), before);
        let after = over(before.clone(), &json!({ "actions": [], "temperature": 0.7, "name": "Bea" }));
        assert!(after.actions.is_empty() && after.skills == before.skills);
        assert_eq!((after.name.as_deref(), after.temperature.as_deref()), (Some("Bea"), Some("0.7")));
    }

    #[test]
    fn numbers_without_documented_bounds_are_taken_and_kept_within_ours() {
        for (given, seconds, checks) in [
            (json!(10), 10.0, 10),
            (json!(2.5), 2.5, 2),
            (json!(5.0), 5.0, 5),
            (json!(0), 0.0, 0),
            (json!(-3), 0.0, 0),
            (json!(1e300), LONGEST_IDLE, 100),
            (json!(u64::MAX), LONGEST_IDLE, 100),
        ] {
            let body = json!({ "allowedIdleTime": given, "checkHumanPresenceCount": given });
            let settings = over(AgentSettings::default(), &body);
            assert_eq!(settings.allowed_idle_seconds, Some(seconds), "{given}");
            assert_eq!(settings.check_human_presence_count, Some(checks), "{given}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, field) in [
            (json!({ "agentType": "robot" }), "agentType"),
            (json!({ "temperature": true }), "temperature"),
            (json!({ "voiceSpeed": 0.2 }), "voiceSpeed"),
            (json!({ "voiceStability": 2 }), "voiceStability"),
            (json!({ "checkHumanPresenceCount": "5" }), "checkHumanPresenceCount"),
            (json!({ "allowedIdleTime": "10" }), "allowedIdleTime"),
            (json!({ "interruptionSensitivity": "High" }), "interruptionSensitivity"),
            (json!({ "skills": ["Support"] }), "skills"),
            (json!({ "fillerWords": "Hm" }), "fillerWords"),
            (json!({ "interactionSettings": [] }), "interactionSettings"),
        ] {
            assert_eq!(refused(read(&body)), [field], "{body}");
        }
    }
}
