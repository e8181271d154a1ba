//! The use of a tool.

use std::collections::BTreeMap;

use colloquy_app::tools::ToolUsed;
use colloquy_domain::tool::parameter_value;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// One use of a tool by an agent, on the conversation's time axis.
#[derive(Serialize, ToSchema)]
pub struct ToolInvocation {
    id: String,
    /// Name of the tool.
    name: String,
    /// Name of the agent that used it, where known.
    agent: Option<String>,
    /// Seconds from the conversation's start.
    started_at_seconds: f64,
    /// Null where nobody told when it had answered.
    duration_ms: Option<u64>,
    /// What it was given, by name.
    parameters: BTreeMap<String, Value>,
    /// What it answered: a text or an object.
    result: Value,
    /// Whether the result tells of a failure.
    is_error: bool,
}

impl ToolInvocation {
    /// Renders one.
    pub fn of(used: &ToolUsed) -> Self {
        let invocation = &used.invocation;
        let value = |(name, given): (&String, &Value)| {
            (name.clone(), parameter_value(given).cloned().unwrap_or_default())
        };
        Self {
            id: invocation.id.to_string(),
            name: invocation.name.clone(),
            agent: used.agent_name.clone(),
            started_at_seconds: invocation.start_ms as f64 / 1_000.0,
            duration_ms: invocation.duration_ms(),
            parameters: invocation.parameters.iter().map(value).collect(),
            result: invocation.result.clone(),
            is_error: used.is_error,
        }
    }
}
