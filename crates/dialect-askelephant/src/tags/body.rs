//! What a client writes of a tag.

use colloquy_app::AppError;
use colloquy_app::tags::{TagChange, TagContent};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::members;

/// A new tag.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = CreateDirectoryTag)]
pub struct CreateTag {
    /// Unique in the workspace; white space around it is cut off.
    #[schema(min_length = 1, max_length = 255, pattern = "\\S")]
    name: String,
    /// What it is for; automatic tagging goes by it.
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
    #[schema(pattern = "^#[A-Fa-f0-9]{6}$")]
    hex_color: Option<String>,
    /// Whether it is given automatically; true where it is left out.
    #[schema(value_type = bool, required = false)]
    auto_tagging_enabled: Option<bool>,
}

/// A change; what is left out stays, and null clears.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = UpdateDirectoryTag)]
pub struct UpdateTag {
    /// Unique in the workspace; white space around it is cut off.
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255, pattern = "\\S")]
    name: Option<String>,
    /// What it is for; automatic tagging goes by it.
    #[schema(min_length = 1, max_length = 2000)]
    description: Option<String>,
    #[schema(pattern = "^#[A-Fa-f0-9]{6}$")]
    hex_color: Option<String>,
    /// Whether it is given automatically.
    #[schema(value_type = bool, required = false)]
    auto_tagging_enabled: Option<bool>,
}

/// Reads a new tag.
pub fn read_new(body: &Value) -> Result<TagContent, AppError> {
    let change = members::body(body, |fields| {
        if !fields.is_null("name") {
            fields.require("name");
        }
        read_members(fields)
    })?;
    Ok(TagContent {
        name: change.name.unwrap_or_default(),
        description: change.description.flatten(),
        hex_color: change.hex_color.flatten(),
        auto_tagging_enabled: change.auto_tagging_enabled.unwrap_or(true),
    })
}

/// Reads what is to become of a tag.
pub fn read_change(body: &Value) -> Result<TagChange, AppError> {
    members::body(body, read_members)
}

fn read_members(fields: &mut Fields<'_>) -> TagChange {
    members::refuse_null(fields, &["name", "auto_tagging_enabled"]);
    TagChange {
        name: fields.string("name", 1, 255).map(str::to_owned),
        description: members::clearable(fields, "description", 2_000),
        // The rule on its form is the use case's.
        hex_color: members::clearable(fields, "hex_color", 255),
        auto_tagging_enabled: fields.boolean("auto_tagging_enabled"),
    }
}
