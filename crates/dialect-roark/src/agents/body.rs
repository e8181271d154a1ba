//! What a client writes of an agent.

use colloquy_app::AppError;
use colloquy_app::agents::{AgentChange, AgentContent, LONGEST_CUSTOM_ID, LONGEST_DESCRIPTION, LONGEST_NAME};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::members;

/// A new agent.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkCreateAgent, rename_all = "camelCase")]
pub struct CreateAgent {
    /// Several may have the same.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    /// Your own id for it, unique in the project.
    #[schema(min_length = 1, max_length = 255)]
    custom_id: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkUpdateAgent)]
pub struct UpdateAgent {
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255)]
    name: Option<String>,
    /// null clears it.
    #[schema(max_length = 10000)]
    description: Option<String>,
}

/// Reads a new agent.
pub fn read_new(body: &Value) -> Result<AgentContent, AppError> {
    members::body(body, |fields| {
        fields.require("name");
        AgentContent {
            name: fields.string("name", 1, LONGEST_NAME).unwrap_or_default().to_owned(),
            custom_id: fields.string("customId", 1, LONGEST_CUSTOM_ID).map(str::to_owned),
            description: fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned),
        }
    })
}

/// Reads what is to become of an agent.
pub fn read_change(body: &Value) -> Result<AgentChange, AppError> {
    members::body(body, |fields| AgentChange {
        name: members::not_null(fields, "name", 1, LONGEST_NAME),
        description: description(fields),
    })
}

fn description(fields: &mut Fields<'_>) -> Option<Option<String>> {
    if fields.is_null("description") {
        return Some(None);
    }
    fields.string("description", 0, LONGEST_DESCRIPTION).map(|text| Some(text.to_owned()))
}
