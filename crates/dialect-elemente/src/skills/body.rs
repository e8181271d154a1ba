//! What a client writes of a skill. The vendor's pages on skills cannot be read: its fields mirror the `prompt` of an
//! agent for one call, which overrides them. They are taken beside each other, or within an object `prompt`; what stands
//! beside counts more.

use colloquy_app::AppError;
use colloquy_app::skills::NewSkill;
use colloquy_http::Fields;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::members::{self, LONGEST_MESSAGE, LONGEST_NAME, LONGEST_PROMPT, LONGEST_TAG, LONGEST_TEXT};
use crate::prompt::{Prompt, TextOrPrompt};

/// A new skill.
#[derive(ToSchema)]
#[schema(as = ElementeCreateSkill, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateSkill {
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: String,
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// BCP 47.
    #[schema(max_length = 64)]
    language: Option<String>,
    /// No call begins with one that is not; true where it is left out.
    active: Option<bool>,
    /// The first thing that the agent says: a template.
    #[schema(max_length = 20000)]
    initial_message: Option<String>,
    /// What the agent is to do: a template; or an object of all three.
    #[schema(value_type = Option<TextOrPrompt>)]
    prompt: Option<Value>,
    /// Any members; they are kept.
    #[schema(value_type = Option<Object>)]
    routing_conditions: Option<Value>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[schema(as = ElementeUpdateSkill, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateSkill {
    /// null counts as left out.
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: Option<String>,
    /// null clears it.
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// BCP 47; null clears it.
    #[schema(max_length = 64)]
    language: Option<String>,
    active: Option<bool>,
    /// An empty text clears it.
    #[schema(max_length = 20000)]
    initial_message: Option<String>,
    /// An empty text clears it.
    #[schema(value_type = Option<TextOrPrompt>)]
    prompt: Option<Value>,
    #[schema(value_type = Option<Object>)]
    routing_conditions: Option<Value>,
}

/// What a body says of a skill: none of a member where it is left out.
#[derive(Debug, Clone, Default)]
pub struct Given {
    name: Option<String>,
    description: Option<Option<String>>,
    language: Option<Option<String>>,
    is_active: Option<bool>,
    initial_message: Option<Option<String>>,
    prompt: Option<Option<String>>,
    routing_conditions: Option<Map<String, Value>>,
}

impl Given {
    /// Puts what was given over what there is.
    pub fn put_over(&self, skill: &mut NewSkill) {
        if let Some(name) = &self.name {
            skill.name.clone_from(name);
        }
        if let Some(description) = &self.description {
            skill.description.clone_from(description);
        }
        if let Some(language) = &self.language {
            skill.language.clone_from(language);
        }
        if let Some(is_active) = self.is_active {
            skill.is_active = is_active;
        }
        if let Some(initial_message) = &self.initial_message {
            skill.initial_message.clone_from(initial_message);
        }
        if let Some(prompt) = &self.prompt {
            skill.prompt.clone_from(prompt);
        }
        if let Some(conditions) = &self.routing_conditions {
            skill.routing_conditions.clone_from(conditions);
        }
    }
}

/// Reads a new skill.
pub fn read_new(body: &Value) -> Result<NewSkill, AppError> {
    let given = members::body(body, |fields| {
        fields.require("name");
        given(fields)
    })?;
    let mut skill = NewSkill {
        name: String::new(),
        description: None,
        language: None,
        is_active: true,
        initial_message: None,
        prompt: None,
        routing_conditions: Map::new(),
    };
    given.put_over(&mut skill);
    Ok(skill)
}

/// Reads what is to become of a skill.
pub fn read_change(body: &Value) -> Result<Given, AppError> {
    members::body(body, given)
}

fn given(fields: &mut Fields<'_>) -> Given {
    let name = name(fields);
    let within = prompt(fields);
    let beside = members::text(fields, "initialMessage", LONGEST_MESSAGE);
    let conditions = members::object(fields, "routingConditions");
    Given {
        name,
        description: members::clearable(fields, "description", LONGEST_TEXT),
        language: members::clearable(fields, "language", LONGEST_TAG),
        is_active: fields.boolean("active"),
        initial_message: beside.or(within.initial_message).map(said),
        prompt: within.prompt.map(said),
        routing_conditions: conditions.or(within.routing_conditions),
    }
}

fn name(fields: &mut Fields<'_>) -> Option<String> {
    let name = fields.string("name", 1, LONGEST_NAME)?;
    if name.trim().is_empty() {
        fields.refuse("name", "invalid_length", "must not be blank");
    }
    Some(name.to_owned())
}

/// `prompt`, which is a text or an object of all three.
fn prompt(fields: &mut Fields<'_>) -> Prompt {
    match fields.value("prompt") {
        Some(Value::Object(_)) => members::part(fields, "prompt", Prompt::read).unwrap_or_default(),
        Some(Value::String(_)) => {
            Prompt { prompt: members::text(fields, "prompt", LONGEST_PROMPT), ..Prompt::default() }
        }
        Some(_) => {
            fields.refuse("prompt", "invalid_type", "must be a string or an object");
            Prompt::default()
        }
        None => Prompt::default(),
    }
}

/// A template that says something: a blank one is none, so that the agent's own instructions hold.
fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::refused;
    use serde_json::json;

    #[test]
    fn the_prompt_may_stand_beside_or_within() {
        let beside = json!({
            "name": "Orders", "initialMessage": "Hello {{firstName}}", "prompt": "Ask for the order.",
            "routingConditions": { "priority": "high" },
        });
        let within = json!({ "name": "Orders", "prompt": {
            "initialMessage": "Hello {{firstName}}", "prompt": "Ask for the order.",
            "routingConditions": { "priority": "high" },
        } });
        for body in [beside, within] {
            let skill = read_new(&body).unwrap();
            assert_eq!(skill.initial_message.as_deref(), Some("Hello {{firstName}}"), "{body}");
            assert_eq!(skill.prompt.as_deref(), Some("Ask for the order."), "{body}");
            assert_eq!(skill.routing_conditions["priority"], "high", "{body}");
            assert!(skill.is_active);
        }
        let both =
            json!({ "name": "x", "initialMessage": "beside", "prompt": { "initialMessage": "within" } });
        assert_eq!(read_new(&both).unwrap().initial_message.as_deref(), Some("beside"));
    }

    #[test]
    fn a_change_leaves_what_it_does_not_say() {
        let body = json!({ "name": "Orders", "description": "d", "initialMessage": "Hi", "prompt": "p" });
        let mut skill = read_new(&body).unwrap();
        read_change(&json!({ "name": null, "initialMessage": null })).unwrap().put_over(&mut skill);
        assert_eq!((skill.name.as_str(), skill.initial_message.as_deref()), ("Orders", Some("Hi")));
        let change = json!({ "active": false, "description": null, "prompt": { "prompt": "" } });
        read_change(&change).unwrap().put_over(&mut skill);
        assert_eq!((skill.is_active, skill.description, skill.prompt), (false, None, None));
        assert_eq!(skill.initial_message.as_deref(), Some("Hi"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refused(read_new(&json!({}))), ["name"]);
        for (body, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "active": "yes" }), "active"),
            (json!({ "prompt": 1 }), "prompt"),
            (json!({ "prompt": { "prompt": 1 } }), "prompt.prompt"),
            (json!({ "routingConditions": [] }), "routingConditions"),
        ] {
            assert_eq!(refused(read_change(&body)), [field], "{body}");
        }
    }
}
