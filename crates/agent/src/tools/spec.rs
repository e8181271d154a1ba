//! An action as a model sees it.

use colloquy_domain::action::Action;
use serde_json::{Map, Value, json};

use crate::chat::ToolSpec;

/// What a model is told of an action: name, when to use it, what it takes. None for an action without an address, which
/// cannot run. Neither address nor headers nor secrets are told.
#[must_use]
pub fn tool_spec(action: &Action) -> Option<ToolSpec> {
    action.url.as_deref().filter(|url| !url.trim().is_empty())?;
    let mut properties = Map::new();
    for variable in &action.input_variables {
        let mut property = Map::new();
        property.insert("type".to_owned(), variable.json_type().into());
        if let Some(description) = &variable.description {
            property.insert("description".to_owned(), description.as_str().into());
        }
        properties.insert(variable.name.clone(), Value::Object(property));
    }
    let required: Vec<&str> = action
        .input_variables
        .iter()
        .filter(|variable| variable.is_required)
        .map(|variable| variable.name.as_str())
        .collect();
    let texts = [action.name.as_deref(), action.description.as_deref()];
    let texts: Vec<&str> =
        texts.into_iter().flatten().map(str::trim).filter(|text| !text.is_empty()).collect();
    let parameters = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    Some(ToolSpec { name: action.slug(), description: texts.join(": "), parameters })
}
