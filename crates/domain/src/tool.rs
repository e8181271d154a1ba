//! The tools that agents use while they speak.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{AgentId, ConversationId, Instant, ToolDefinitionId, ToolInvocationId, WorkspaceId};

/// What a tool takes and does, in one version. A new description, or parameters of other names or types, is a new
/// version; one that was there before is that version again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolDefinition {
    /// The id of this version.
    pub id: ToolDefinitionId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name of the tool.
    pub name: String,
    /// From 1, by name.
    pub version: u64,
    /// What it does.
    pub description: Option<String>,
    /// What it takes, by name.
    pub parameters: BTreeMap<String, ToolParameter>,
    /// When it was first seen.
    pub created_at: Instant,
}

/// One parameter of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolParameter {
    /// `string`, `number`, `boolean`, `array`, `object` or `null`: as it was declared, else that of the value.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<String>,
}

impl ToolParameter {
    /// The parameter that a caller describes by a value: either any value, or the detailed form, an object of nothing
    /// but `type` (`string`, `number` or `boolean`), `description` and `value`.
    #[must_use]
    pub fn of(given: &Value) -> Self {
        match detailed(given) {
            Some(detail) => {
                let declared = detail.get("type").and_then(Value::as_str);
                let found = detail.get("value").map_or("null", kind_of);
                Self {
                    kind: declared.unwrap_or(found).to_owned(),
                    description: detail.get("description").and_then(Value::as_str).map(str::to_owned),
                }
            }
            None => Self { kind: kind_of(given).to_owned(), description: None },
        }
    }
}

/// The value that was given for a parameter, in whichever of the two forms; none where the detailed form has none.
#[must_use]
pub fn parameter_value(given: &Value) -> Option<&Value> {
    detailed(given).map_or(Some(given), |detail| detail.get("value"))
}

/// The parameters that a tool was given, as it takes them.
#[must_use]
pub fn parameters_of(given: &Map<String, Value>) -> BTreeMap<String, ToolParameter> {
    given.iter().map(|(name, value)| (name.clone(), ToolParameter::of(value))).collect()
}

fn detailed(given: &Value) -> Option<&Map<String, Value>> {
    let detail = given.as_object().filter(|object| !object.is_empty())?;
    let fits = |(name, value): (&String, &Value)| match name.as_str() {
        "type" => matches!(value.as_str(), Some("string" | "number" | "boolean")),
        "description" => value.is_string(),
        "value" => true,
        _ => false,
    };
    detail.iter().all(fits).then_some(detail)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// One use of a tool by an agent, in one conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolInvocation {
    /// The id.
    pub id: ToolInvocationId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Which version of the tool.
    pub definition_id: ToolDefinitionId,
    /// The number of that version.
    pub version: u64,
    /// Name of the tool.
    pub name: String,
    /// What the tool does, as far as this invocation said it.
    pub description: Option<String>,
    /// What it was given, as it was sent; [`parameter_value`] reads the values.
    pub parameters: Map<String, Value>,
    /// What it answered: a text or an object.
    pub result: Value,
    /// When it was called, in milliseconds from the conversation's start.
    pub start_ms: u64,
    /// When it had answered, likewise.
    pub end_ms: Option<u64>,
    /// Who used it.
    pub agent_id: Option<AgentId>,
}

impl ToolInvocation {
    /// How long the tool took, in milliseconds; none where its end is not known.
    #[must_use]
    pub fn duration_ms(&self) -> Option<u64> {
        self.end_ms.map(|end| end.saturating_sub(self.start_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_parameter_is_told_by_its_value_or_in_detail() {
        let rows = [
            (json!("Berlin"), "string", None, Some(json!("Berlin"))),
            (json!(3), "number", None, Some(json!(3))),
            (json!(null), "null", None, Some(json!(null))),
            (json!({ "type": "number", "value": "3" }), "number", None, Some(json!("3"))),
            (json!({ "type": "string", "description": "city" }), "string", Some("city"), None),
            (json!({ "value": [1] }), "array", None, Some(json!([1]))),
            // A value that merely has a member of that name.
            (json!({ "type": "express" }), "object", None, Some(json!({ "type": "express" }))),
            (json!({ "value": 1, "unit": "m" }), "object", None, Some(json!({ "value": 1, "unit": "m" }))),
            (json!({}), "object", None, Some(json!({}))),
        ];
        for (given, kind, description, value) in rows {
            let expected = ToolParameter { kind: kind.into(), description: description.map(str::to_owned) };
            assert_eq!(ToolParameter::of(&given), expected, "{given}");
            assert_eq!(parameter_value(&given), value.as_ref(), "{given}");
        }
    }
}
