//! What answers look like. Placeholders of secrets are told as they were written: no secret stands in an action.

use colloquy_domain::action as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// An action: a request that an agent may make while it speaks.
#[derive(Serialize, ToSchema)]
#[schema(as = AgentAction)]
pub struct Action {
    id: String,
    /// The name under which agents call it.
    tool_name: String,
    name: Option<String>,
    /// When to use it.
    description: Option<String>,
    /// Said while the request runs.
    waiting_message: Option<String>,
    /// GET where it is null.
    #[schema(value_type = Option<words::ActionMethod>)]
    method: Option<&'static str>,
    /// With `{name}` for what the agent found out and `{{name}}` for a secret of the server's. Without one it cannot run.
    url: Option<String>,
    headers: Vec<KeyValue>,
    /// Each replaces what the address says under its name.
    query_params: Vec<KeyValue>,
    /// What the agent has to find out.
    input_variables: Vec<InputVariable>,
    created_at: String,
    updated_at: String,
}

/// A name and a value, which may hold placeholders.
#[derive(Serialize, ToSchema)]
struct KeyValue {
    key: String,
    value: String,
}

/// Something that the agent has to find out.
#[derive(Serialize, ToSchema)]
struct InputVariable {
    /// As placeholders spell it.
    name: String,
    description: Option<String>,
    /// Whether the action cannot run without.
    is_required: bool,
    /// `string`, `number`, `integer` or `boolean`; any other word stands for `string`.
    data_type: String,
}

impl Action {
    /// Renders one.
    pub fn of(action: &domain::Action) -> Self {
        Self {
            id: action.id.to_string(),
            tool_name: action.slug(),
            name: action.name.clone(),
            description: action.description.clone(),
            waiting_message: action.waiting_message.clone(),
            method: action.method.map(domain::ActionMethod::as_str),
            url: action.url.clone(),
            headers: action.headers.iter().map(KeyValue::of).collect(),
            query_params: action.query_params.iter().map(KeyValue::of).collect(),
            input_variables: action.input_variables.iter().map(InputVariable::of).collect(),
            created_at: iso(action.created_at),
            updated_at: iso(action.updated_at),
        }
    }
}

impl KeyValue {
    fn of(pair: &domain::Pair) -> Self {
        Self { key: pair.key.clone(), value: pair.value.clone() }
    }
}

impl InputVariable {
    fn of(variable: &domain::InputVariable) -> Self {
        Self {
            name: variable.name.clone(),
            description: variable.description.clone(),
            is_required: variable.is_required,
            data_type: variable.data_type.clone(),
        }
    }
}
