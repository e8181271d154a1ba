//! What clients send of dialogues. Blank texts count as left out.

use colloquy_app::AppError;
use colloquy_app::dialogues::{AgentOverride, CustomValue, CustomerGiven, DialogueChange, NewDialogue};
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::{AgentId, SkillId};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::wire::words;
use crate::{given, ids};

/// Longest name.
const LONGEST_NAME: usize = 255;
/// Longest telephone number and language tag.
const LONGEST_TAG: usize = 64;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;
/// Longest address of a picture.
const LONGEST_URL: usize = 2_048;
/// Longest custom field, and longest note.
const LONGEST_TEXT: usize = 10_000;
/// Longest first message.
const LONGEST_MESSAGE: usize = 20_000;
/// Longest prompt.
const LONGEST_PROMPT: usize = 100_000;
/// Most custom fields of a customer.
const MOST_CUSTOM_FIELDS: usize = 200;

/// A dialogue that is to begin.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateDialogue {
    /// The agent that speaks.
    #[schema(max_length = 100)]
    agent_id: String,
    /// What it does; the agent's own skill where it is left out.
    #[schema(max_length = 100)]
    skill_id: Option<String>,
    /// `call`, `sms` and `whatsapp` need a telephone number of the customer, `email` an e-mail address.
    #[schema(value_type = words::DialogueChannel)]
    channel: String,
    customer: Option<GivenCustomer>,
    #[schema(rename = "override")]
    overridden: Option<GivenOverride>,
}

/// What is known of the customer. Somebody who is found by number or address is that contact, whose stored fields stay as
/// they are.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct GivenCustomer {
    #[schema(max_length = 255)]
    first_name: Option<String>,
    #[schema(max_length = 255)]
    last_name: Option<String>,
    #[schema(max_length = 64)]
    phone: Option<String>,
    #[schema(max_length = 320)]
    email: Option<String>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    /// Anything else, by the names by which templates know it.
    #[schema(value_type = Option<CustomFields>)]
    custom_fields: Option<Value>,
}

/// What the agent is told otherwise, in this dialogue only.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct GivenOverride {
    /// By what name it introduces itself.
    #[schema(max_length = 255)]
    name: Option<String>,
    /// From what number it calls and writes, E.164.
    #[schema(max_length = 64)]
    phone: Option<String>,
    #[schema(max_length = 2048)]
    image_url: Option<String>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    voice_stability: Option<f64>,
    #[schema(minimum = 0.25, maximum = 4)]
    voice_speed: Option<f64>,
    /// The first thing that it says: a template.
    #[schema(max_length = 20000)]
    initial_message: Option<String>,
    /// What it is to do: a template.
    #[schema(max_length = 100000)]
    prompt: Option<String>,
    /// Any members; they are kept for clients.
    #[schema(value_type = Option<Object>)]
    routing_conditions: Option<Value>,
}

/// Values by name: texts, numbers, true, false or null; at most 200.
struct CustomFields;

impl PartialSchema for CustomFields {
    fn schema() -> RefOr<Schema> {
        let of_type = |kind| ObjectBuilder::new().schema_type(kind);
        let value = AnyOfBuilder::new()
            .item(of_type(Type::String).max_length(Some(LONGEST_TEXT)))
            .item(of_type(Type::Number))
            .item(of_type(Type::Boolean))
            .item(of_type(Type::Null));
        let value = Schema::AnyOf(value.build());
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .max_properties(Some(MOST_CUSTOM_FIELDS))
            .additional_properties(Some(value))
            .into()
    }
}

impl ToSchema for CustomFields {}

/// What is to become of a dialogue; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateDialogue {
    /// Ends a dialogue that goes on, on the telephone by hanging up; of one that is over it is what is shown.
    #[schema(value_type = Option<words::DialogueEnd>)]
    status: Option<String>,
    /// Null clears it.
    #[schema(max_length = 10000)]
    note: Option<String>,
    /// The agent that goes on with it.
    #[schema(max_length = 100)]
    agent_id: Option<String>,
}

/// What a body says of a dialogue that is to begin.
#[derive(Debug)]
pub struct Given {
    /// Who speaks.
    pub agent_id: AgentId,
    /// Doing what, where that is said.
    pub skill_id: Option<SkillId>,
    channel: Channel,
    customer: CustomerGiven,
    agent_override: AgentOverride,
}

impl Given {
    /// The dialogue, with that skill.
    pub fn into_new(self, skill_id: SkillId) -> NewDialogue {
        NewDialogue {
            agent_id: self.agent_id,
            skill_id,
            channel: self.channel,
            customer: self.customer,
            customer_name: None,
            customer_phone: None,
            customer_email: None,
            agent_override: self.agent_override,
        }
    }
}

/// Reads a dialogue that is to begin.
pub fn read_new(body: &Value) -> Result<Given, AppError> {
    let (agent_id, skill_id, channel, customer, agent_override) = given::body(body, |fields| {
        for name in ["agent_id", "channel"] {
            fields.require(name);
        }
        let channels = "call, sms, whatsapp, email or webchat";
        (
            given::id(fields, "agent_id", ids::agent),
            given::id(fields, "skill_id", ids::skill),
            given::word(fields, "channel", channels, Channel::parse),
            customer(fields),
            agent_override(fields),
        )
    })?;
    // `body` has refused one without them.
    let required = agent_id.zip(channel);
    let (agent_id, channel) =
        required.ok_or_else(|| AppError::internal("a required member was neither read nor refused"))?;
    Ok(Given { agent_id, skill_id, channel, customer, agent_override })
}

/// Reads what is to become of a dialogue.
pub fn read_change(body: &Value) -> Result<DialogueChange, AppError> {
    given::body(body, |fields| {
        let note = match fields.is_null("note") {
            true => Some(String::new()),
            false => fields.string("note", 0, LONGEST_TEXT).map(str::to_owned),
        };
        let ends = "completed, voicemail, no-answer, busy, failed, canceled, resolved, closed or expired";
        DialogueChange {
            note,
            agent_id: given::id(fields, "agent_id", ids::agent),
            status: given::word(fields, "status", ends, end),
        }
    })
}

/// A status after which nobody says anything more. What is processed is not over yet.
fn end(word: &str) -> Option<DialogueStatus> {
    DialogueStatus::parse(word).filter(|status| status.is_over() && *status != DialogueStatus::Processing)
}

/// Reads `customer`.
pub fn customer(fields: &mut Fields<'_>) -> CustomerGiven {
    let read = |fields: &mut Fields<'_>| CustomerGiven {
        first_name: given::words(fields, "first_name", LONGEST_NAME),
        last_name: given::words(fields, "last_name", LONGEST_NAME),
        phone_number: given::words(fields, "phone", LONGEST_TAG),
        email: given::words(fields, "email", LONGEST_EMAIL),
        language: given::words(fields, "language", LONGEST_TAG),
        custom_fields: custom_fields(fields),
    };
    given::part(fields, "customer", read).unwrap_or_default()
}

fn custom_fields(fields: &mut Fields<'_>) -> Vec<(String, CustomValue)> {
    let name = "custom_fields";
    let members = given::object(fields, name).unwrap_or_default();
    if members.len() > MOST_CUSTOM_FIELDS {
        fields.refuse(name, "invalid_length", &format!("must have at most {MOST_CUSTOM_FIELDS} members"));
        return Vec::new();
    }
    let mut found = Vec::with_capacity(members.len());
    for (member, value) in members {
        let spelled = member.trim();
        if spelled.is_empty() || spelled.chars().count() > LONGEST_NAME {
            let rule = format!("must have names of 1 to {LONGEST_NAME} characters");
            fields.refuse(name, "invalid_length", &rule);
            continue;
        }
        let place = format!("{name}.{spelled}");
        let value = match value {
            Value::Null => CustomValue::Nothing,
            Value::Bool(flag) => CustomValue::Bool(flag),
            Value::Number(number) => CustomValue::Number(number),
            Value::String(text) if text.chars().count() <= LONGEST_TEXT => CustomValue::Text(text),
            Value::String(_) => {
                let rule = format!("must have at most {LONGEST_TEXT} characters");
                fields.refuse(&place, "invalid_length", &rule);
                continue;
            }
            Value::Array(_) | Value::Object(_) => {
                fields.refuse(&place, "invalid_type", "must be a text, a number, true, false or null");
                continue;
            }
        };
        found.push((spelled.to_owned(), value));
    }
    found
}

/// Reads `override`.
pub fn agent_override(fields: &mut Fields<'_>) -> AgentOverride {
    let read = |fields: &mut Fields<'_>| AgentOverride {
        name: given::words(fields, "name", LONGEST_NAME),
        phone: given::words(fields, "phone", LONGEST_TAG),
        image_url: given::words(fields, "image_url", LONGEST_URL),
        language: given::words(fields, "language", LONGEST_TAG),
        voice_stability: given::number(fields, "voice_stability", 0.0, 1.0),
        voice_speed: given::number(fields, "voice_speed", 0.25, 4.0),
        initial_message: given::words(fields, "initial_message", LONGEST_MESSAGE),
        prompt: given::words(fields, "prompt", LONGEST_PROMPT),
        routing_conditions: given::object(fields, "routing_conditions"),
    };
    given::part(fields, "override", read).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::refused;
    use serde_json::json;

    const ID: &str = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";

    fn with(more: Value) -> Value {
        let mut body = json!({ "agent_id": ID, "channel": "webchat" });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    }

    #[test]
    fn values_keep_their_types_and_blanks_are_left_out() {
        let fields = json!({ "Order ID": "12345", "Amount": 150.75, "Paid": true, "Gift": null });
        let customer = json!({ "first_name": " ", "last_name": "Doe", "custom_fields": fields });
        let read = read_new(&with(json!({ "customer": customer, "override": { "prompt": "Be kind." } })));
        let new = read.expect("sound").into_new(SkillId(uuid::Uuid::nil()));
        assert_eq!((new.customer.first_name, new.customer.last_name.as_deref()), (None, Some("Doe")));
        assert_eq!(new.agent_override.prompt.as_deref(), Some("Be kind."));
        let value = |name: &str| new.customer.custom_fields.iter().find(|(known, _)| known == name);
        assert!(matches!(value("Order ID"), Some((_, CustomValue::Text(text))) if text == "12345"));
        assert!(matches!(value("Amount"), Some((_, CustomValue::Number(_)))));
        assert!(matches!(value("Paid"), Some((_, CustomValue::Bool(true)))));
        assert!(matches!(value("Gift"), Some((_, CustomValue::Nothing))));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refused(read_new(&json!({}))), ["agent_id", "channel"]);
        for (more, field) in [
            (json!({ "agent_id": "1" }), "agent_id"),
            (json!({ "skill_id": 1 }), "skill_id"),
            (json!({ "channel": "fax" }), "channel"),
            (json!({ "customer": [] }), "customer"),
            (json!({ "customer": { "email": 1 } }), "customer.email"),
            (json!({ "customer": { "custom_fields": [] } }), "customer.custom_fields"),
            (json!({ "customer": { "custom_fields": { "a": [] } } }), "customer.custom_fields.a"),
            (json!({ "customer": { "custom_fields": { " ": 1 } } }), "customer.custom_fields"),
            (json!({ "customer": { "custom_fields": { "a": "\u{0}" } } }), "customer.custom_fields"),
            (json!({ "override": { "voice_speed": 4.5 } }), "override.voice_speed"),
            (json!({ "override": { "routing_conditions": "high" } }), "override.routing_conditions"),
        ] {
            assert_eq!(refused(read_new(&with(more.clone()))), [field], "{more}");
        }
    }

    #[test]
    fn only_an_end_can_be_set_and_null_clears_a_note() {
        let change = read_change(&json!({ "status": "closed", "note": null })).expect("sound");
        assert_eq!((change.status, change.note.as_deref()), (Some(DialogueStatus::Closed), Some("")));
        assert!(read_change(&json!({})).is_ok_and(|change| change.note.is_none() && change.status.is_none()));
        for status in ["open", "processing", "close", "cancelled"] {
            assert_eq!(refused(read_change(&json!({ "status": status }))), ["status"], "{status}");
        }
    }
}
