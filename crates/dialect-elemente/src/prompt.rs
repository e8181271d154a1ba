//! The object `prompt`: of an agent for one call, and of a skill. Both texts are templates.

use std::borrow::Cow;

use colloquy_http::Fields;
use serde_json::{Map, Value};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::members::{self, LONGEST_MESSAGE, LONGEST_PROMPT};

/// What an agent says first and what it is to do. Blank texts count as left out in calls, and clear in skills.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
#[schema(as = ElementePrompt, rename_all = "camelCase")]
pub struct Prompt {
    /// The first thing that the agent says: a template.
    #[schema(max_length = 20000)]
    pub initial_message: Option<String>,
    /// What the agent is to do: a template.
    #[schema(max_length = 100000)]
    pub prompt: Option<String>,
    /// Any members; they are kept.
    #[schema(value_type = Option<Object>)]
    pub routing_conditions: Option<Map<String, Value>>,
}

impl Prompt {
    /// Reads its members.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            initial_message: members::text(fields, "initialMessage", LONGEST_MESSAGE),
            prompt: members::text(fields, "prompt", LONGEST_PROMPT),
            routing_conditions: members::object(fields, "routingConditions"),
        }
    }
}

/// A prompt's text, or the whole object: skills are written either way.
pub struct TextOrPrompt;

impl PartialSchema for TextOrPrompt {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST_PROMPT));
        AnyOfBuilder::new().item(text).item(Prompt::schema()).into()
    }
}

impl ToSchema for TextOrPrompt {
    fn name() -> Cow<'static, str> {
        "ElementeTextOrPrompt".into()
    }
}
