//! What clients send of skills.

use colloquy_app::AppError;
use colloquy_app::skills::NewSkill;
use colloquy_http::Fields;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::given;

/// Longest name.
const LONGEST_NAME: usize = 255;
/// Longest description.
const LONGEST_DESCRIPTION: usize = 10_000;
/// Longest name of a language.
const LONGEST_LANGUAGE: usize = 100;
/// Longest first message.
const LONGEST_MESSAGE: usize = 20_000;
/// Longest prompt.
const LONGEST_PROMPT: usize = 100_000;

/// A new skill.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateSkill {
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: String,
    /// What it is for.
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// BCP 47.
    #[schema(max_length = 100)]
    language: Option<String>,
    /// No dialogue begins with one that is not; true where it is left out.
    is_active: Option<bool>,
    /// The first thing that the agent says: a template.
    #[schema(max_length = 20000)]
    initial_message: Option<String>,
    /// What the agent is to do: a template.
    #[schema(max_length = 100000)]
    prompt: Option<String>,
    /// Any members; they are kept for clients.
    #[schema(value_type = Option<Object>)]
    routing_conditions: Option<Value>,
}

/// A change; what is left out stays, and null clears what need not be there.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateSkill {
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    name: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// BCP 47.
    #[schema(max_length = 100)]
    language: Option<String>,
    is_active: Option<bool>,
    /// A template.
    #[schema(max_length = 20000)]
    initial_message: Option<String>,
    /// A template.
    #[schema(max_length = 100000)]
    prompt: Option<String>,
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

macro_rules! put {
    ($given:expr => $skill:ident: $($member:ident),*) => {$(
        if let Some(value) = &$given.$member {
            $skill.$member.clone_from(value);
        }
    )*};
}

impl Given {
    /// Puts what was given over what there is.
    pub fn put_over(&self, skill: &mut NewSkill) {
        put!(self => skill: name, description, language, is_active, initial_message, prompt, routing_conditions);
    }
}

/// Reads a new skill.
pub fn read_new(body: &Value) -> Result<NewSkill, AppError> {
    let given = given::body(body, |fields| {
        fields.require("name");
        read(fields)
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
    given::body(body, read)
}

fn read(fields: &mut Fields<'_>) -> Given {
    let conditions = match fields.is_null("routing_conditions") {
        true => Some(Map::new()),
        false => given::object(fields, "routing_conditions"),
    };
    Given {
        name: name(fields),
        description: given::clearable(fields, "description", LONGEST_DESCRIPTION),
        language: given::clearable(fields, "language", LONGEST_LANGUAGE),
        is_active: fields.boolean("is_active"),
        initial_message: given::clearable(fields, "initial_message", LONGEST_MESSAGE),
        prompt: given::clearable(fields, "prompt", LONGEST_PROMPT),
        routing_conditions: conditions,
    }
}

fn name(fields: &mut Fields<'_>) -> Option<String> {
    let name = fields.string("name", 1, LONGEST_NAME)?;
    if name.trim().is_empty() {
        fields.refuse("name", "invalid_length", "must not be blank");
    }
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::refused;
    use serde_json::json;

    #[test]
    fn a_change_leaves_what_it_does_not_say_and_null_clears() {
        let body = json!({
            "name": "Orders", "description": "d", "initial_message": "Hi", "prompt": "p", "language": "en",
            "routing_conditions": { "priority": "high" },
        });
        let mut skill = read_new(&body).expect("sound");
        assert!(skill.is_active && skill.routing_conditions["priority"] == "high");
        read_change(&json!({ "name": null, "is_active": false })).expect("sound").put_over(&mut skill);
        assert_eq!((skill.name.as_str(), skill.is_active), ("Orders", false));
        let nulls = json!({
            "description": null, "language": " ", "initial_message": null, "prompt": null, "routing_conditions": null,
        });
        read_change(&nulls).expect("sound").put_over(&mut skill);
        assert_eq!((skill.description, skill.language, skill.prompt), (None, None, None));
        assert!(skill.initial_message.is_none() && skill.routing_conditions.is_empty());
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refused(read_new(&json!({}))), ["name"]);
        for (body, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "is_active": "yes" }), "is_active"),
            (json!({ "prompt": 1 }), "prompt"),
            (json!({ "routing_conditions": [] }), "routing_conditions"),
        ] {
            assert_eq!(refused(read_change(&body)), [field], "{body}");
        }
    }
}
