//! What a client writes of a call.

use std::borrow::Cow;

use colloquy_app::AppError;
use colloquy_app::dialogues::{AgentOverride, CustomValue, CustomerGiven, DialogueChange, NewDialogue};
use colloquy_domain::dialogue::Channel;
use colloquy_domain::{AgentId, SkillId};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::members::{self, LONGEST_EMAIL, LONGEST_NAME, LONGEST_TAG, LONGEST_TEXT, LONGEST_URL};
use crate::names;
use crate::prompt::Prompt;
use crate::schema::{ElementeChannel, ElementeStatus, Id};

/// Most custom fields of a customer.
const MOST_CUSTOM_FIELDS: usize = 200;

/// A call that is to begin. Blank texts count as left out.
#[derive(ToSchema)]
#[schema(as = ElementeCreateCall, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateCall {
    /// The agent that speaks.
    #[schema(value_type = Id)]
    agent_id: String,
    /// `call`, `sms` and `whatsapp` need a telephone number of the customer, `email` an e-mail address.
    #[schema(value_type = ElementeChannel)]
    channel: String,
    /// What it is about.
    #[schema(value_type = Id)]
    skill_id: String,
    customer_override: CustomerOverride,
    agent_override: Option<AgentOverrideBody>,
    /// For a customer that is not known yet.
    #[schema(max_length = 255)]
    customer_name: Option<String>,
    /// The same; E.164.
    #[schema(max_length = 64)]
    customer_phone: Option<String>,
    /// The same.
    #[schema(max_length = 320)]
    customer_email: Option<String>,
}

/// What is known of the customer in this call.
#[derive(ToSchema)]
#[schema(as = ElementeCustomerOverride, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct CustomerOverride {
    #[schema(max_length = 255)]
    first_name: Option<String>,
    #[schema(max_length = 255)]
    last_name: Option<String>,
    /// E.164.
    #[schema(max_length = 64)]
    phone_number: Option<String>,
    #[schema(max_length = 320)]
    email: Option<String>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    /// Templates name them. Of several with one name the last one counts.
    #[schema(max_items = 200)]
    custom_fields: Option<Vec<CustomField>>,
}

/// Something else that is known of the customer.
#[derive(ToSchema)]
#[schema(as = ElementeCustomField)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct CustomField {
    /// As templates spell it; blanks within are part of it.
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: String,
    value: Option<FieldValue>,
}

/// A text, a number, true or false.
struct FieldValue;

impl PartialSchema for FieldValue {
    fn schema() -> RefOr<Schema> {
        let of_type = |kind| ObjectBuilder::new().schema_type(kind);
        AnyOfBuilder::new()
            .item(of_type(Type::String).max_length(Some(LONGEST_TEXT)))
            .item(of_type(Type::Number))
            .item(of_type(Type::Boolean))
            .into()
    }
}

impl ToSchema for FieldValue {
    fn name() -> Cow<'static, str> {
        "ElementeCustomValue".into()
    }
}

/// Settings of the agent for this call only.
#[derive(ToSchema)]
#[schema(as = ElementeAgentOverride, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct AgentOverrideBody {
    #[schema(max_length = 255)]
    name: Option<String>,
    /// E.164.
    #[schema(max_length = 64)]
    phone: Option<String>,
    #[schema(rename = "imageURL", max_length = 2048)]
    image_url: Option<String>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    #[schema(minimum = 0, maximum = 1)]
    voice_stability: Option<f64>,
    #[schema(minimum = 0.25, maximum = 4)]
    voice_speed: Option<f64>,
    prompt: Option<Prompt>,
}

/// What is to become of a call; what is left out stays.
#[derive(ToSchema)]
#[schema(as = ElementeUpdateCall, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateCall {
    /// Kept for the operator; calls do not tell it.
    #[schema(max_length = 10000)]
    note: Option<String>,
    /// The agent that goes on with it.
    #[schema(value_type = Option<Id>)]
    agent_id: Option<String>,
    /// One that is final ends a call that goes on.
    #[schema(value_type = Option<ElementeStatus>)]
    status: Option<String>,
}

/// Reads a call that is to begin.
pub fn read_new(body: &Value) -> Result<NewDialogue, AppError> {
    members::body(body, |fields| {
        for name in ["agentId", "channel", "skillId", "customerOverride"] {
            fields.require(name);
        }
        NewDialogue {
            agent_id: AgentId(members::id(fields, "agentId").unwrap_or_default()),
            skill_id: SkillId(members::id(fields, "skillId").unwrap_or_default()),
            channel: members::one_of(fields, "channel", &names::CHANNELS).unwrap_or(Channel::Webchat),
            customer: members::part(fields, "customerOverride", customer).unwrap_or_default(),
            customer_name: members::words(fields, "customerName", LONGEST_NAME),
            customer_phone: members::words(fields, "customerPhone", LONGEST_TAG),
            customer_email: members::words(fields, "customerEmail", LONGEST_EMAIL),
            agent_override: members::part(fields, "agentOverride", agent).unwrap_or_default(),
        }
    })
}

/// Reads what is to become of a call.
pub fn read_change(body: &Value) -> Result<DialogueChange, AppError> {
    members::body(body, |fields| DialogueChange {
        note: members::text(fields, "note", LONGEST_TEXT),
        agent_id: members::id(fields, "agentId").map(AgentId),
        status: members::one_of(fields, "status", &names::STATUSES),
    })
}

fn customer(fields: &mut Fields<'_>) -> CustomerGiven {
    CustomerGiven {
        first_name: members::words(fields, "firstName", LONGEST_NAME),
        last_name: members::words(fields, "lastName", LONGEST_NAME),
        phone_number: members::words(fields, "phoneNumber", LONGEST_TAG),
        email: members::words(fields, "email", LONGEST_EMAIL),
        language: members::words(fields, "language", LONGEST_TAG),
        custom_fields: fields.items("customFields", MOST_CUSTOM_FIELDS, custom_field),
    }
}

fn custom_field(item: &mut Fields<'_>) -> (String, CustomValue) {
    item.require("name");
    let name = item.string("name", 1, LONGEST_NAME).unwrap_or("x").trim().to_owned();
    if name.is_empty() {
        item.refuse("name", "invalid_length", "must not be blank");
    }
    let value = match item.value("value") {
        None => CustomValue::Nothing,
        Some(Value::Bool(flag)) => CustomValue::Bool(*flag),
        Some(Value::Number(number)) => CustomValue::Number(number.clone()),
        Some(Value::String(_)) => {
            CustomValue::Text(members::text(item, "value", LONGEST_TEXT).unwrap_or_default())
        }
        Some(_) => {
            item.refuse("value", "invalid_type", "must be a string, a number, true, false or null");
            CustomValue::Nothing
        }
    };
    (name, value)
}

fn agent(fields: &mut Fields<'_>) -> AgentOverride {
    let said = |text: &String| !text.trim().is_empty();
    let prompt = members::part(fields, "prompt", Prompt::read).unwrap_or_default();
    AgentOverride {
        name: members::words(fields, "name", LONGEST_NAME),
        phone: members::words(fields, "phone", LONGEST_TAG),
        image_url: members::words(fields, "imageURL", LONGEST_URL),
        language: members::words(fields, "language", LONGEST_TAG),
        voice_stability: members::number(fields, "voiceStability", 0.0, 1.0),
        voice_speed: members::number(fields, "voiceSpeed", 0.25, 4.0),
        initial_message: prompt.initial_message.filter(said),
        prompt: prompt.prompt.filter(said),
        routing_conditions: prompt.routing_conditions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::refused;
    use colloquy_domain::dialogue::DialogueStatus;
    use serde_json::json;

    const ID: &str = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";

    fn least() -> Value {
        json!({ "agentId": ID, "skillId": ID, "channel": "webchat", "customerOverride": {} })
    }

    fn with(more: Value) -> Value {
        let mut body = least();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    }

    #[test]
    fn values_keep_their_types() {
        let fields = json!([
            { "name": "Order ID", "value": "12345" },
            { "name": " Order Amount ", "value": 150.75 },
            { "name": "Paid", "value": true },
            { "name": "Gift", "value": null },
            { "name": "Left out" },
        ]);
        let read =
            read_new(&with(json!({ "customerOverride": { "customFields": fields }, "x": 1 }))).unwrap();
        let number = serde_json::Number::from_f64(150.75).unwrap();
        let expected = [
            ("Order ID", CustomValue::Text("12345".into())),
            ("Order Amount", CustomValue::Number(number)),
            ("Paid", CustomValue::Bool(true)),
            ("Gift", CustomValue::Nothing),
            ("Left out", CustomValue::Nothing),
        ];
        assert_eq!(read.customer.custom_fields, expected.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn nothing_is_overridden_by_nothing() {
        let blank = json!({ "customerName": " ", "agentOverride": { "name": "", "phone": null, "prompt": {
            "initialMessage": "", "prompt": "Be kind.", "routingConditions": { "priority": "high" },
        } } });
        let read = read_new(&with(blank)).unwrap();
        assert_eq!((read.customer_name, read.agent_override.name), (None, None));
        assert_eq!(read.agent_override.initial_message, None);
        assert_eq!(read.agent_override.prompt.as_deref(), Some("Be kind."));
        assert_eq!(read.agent_override.routing_conditions.unwrap()["priority"], "high");
        assert!(read_new(&with(json!({ "agentOverride": null }))).is_ok());
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refused(read_new(&json!({}))), ["agentId", "channel", "skillId", "customerOverride"]);
        for (more, field) in [
            (json!({ "agentId": "1" }), "agentId"),
            (json!({ "skillId": 1 }), "skillId"),
            (json!({ "channel": "fax" }), "channel"),
            (json!({ "channel": "Call" }), "channel"),
            (json!({ "customerOverride": null }), "customerOverride"),
            (json!({ "customerOverride": [] }), "customerOverride"),
            (json!({ "customerOverride": { "email": 1 } }), "customerOverride.email"),
            (
                json!({ "customerOverride": { "customFields": [{ "name": "a", "value": [] }] } }),
                "customerOverride.customFields[0].value",
            ),
            (
                json!({ "customerOverride": { "customFields": [{ "name": " " }] } }),
                "customerOverride.customFields[0].name",
            ),
            (json!({ "agentOverride": { "voiceSpeed": 4.5 } }), "agentOverride.voiceSpeed"),
            (json!({ "agentOverride": { "voiceStability": -0.1 } }), "agentOverride.voiceStability"),
            (json!({ "agentOverride": { "prompt": "text" } }), "agentOverride.prompt"),
            (
                json!({ "agentOverride": { "prompt": { "routingConditions": "high" } } }),
                "agentOverride.prompt.routingConditions",
            ),
            (json!({ "customerPhone": 1 }), "customerPhone"),
        ] {
            assert_eq!(refused(read_new(&with(more.clone()))), [field], "{more}");
        }
    }

    #[test]
    fn a_change_may_be_empty_and_both_words_for_closed_are_taken() {
        let change = read_change(&json!({ "note": null, "id": 1 })).unwrap();
        assert!(change.note.is_none() && change.agent_id.is_none() && change.status.is_none());
        for word in ["close", "closed"] {
            let change = read_change(&json!({ "status": word })).unwrap();
            assert_eq!(change.status, Some(DialogueStatus::Closed));
        }
        let wrong = json!({ "note": 1, "agentId": "x", "status": "cancelled" });
        assert_eq!(refused(read_change(&wrong)), ["note", "agentId", "status"]);
    }
}
