//! How actions are told. Placeholders of secrets are told as they were written: no secret stands in an action.

use colloquy_domain::action::{Action, InputVariable, Pair};
use serde::Serialize;
use utoipa::ToSchema;

use crate::names;

/// An action: a request that an agent may make while it speaks.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeAction)]
pub struct ActionObject {
    id: String,
    workspace: String,
    /// Always `api`.
    #[serde(rename = "type")]
    kind: &'static str,
    #[schema(required)]
    name: Option<String>,
    #[schema(required)]
    description: Option<String>,
    #[schema(required)]
    waiting_message: Option<String>,
    #[schema(required, value_type = Option<String>)]
    method: Option<&'static str>,
    #[schema(required)]
    url: Option<String>,
    headers: Vec<KeyValueObject>,
    query_params: Vec<KeyValueObject>,
    input_variables: Vec<InputVariableObject>,
}

/// A name and a value.
#[derive(Serialize, ToSchema)]
#[schema(as = ElementeKeyValueObject)]
struct KeyValueObject {
    key: String,
    value: String,
}

/// Something that the agent has to find out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeInputVariableObject)]
struct InputVariableObject {
    name: String,
    #[schema(required)]
    description: Option<String>,
    required: bool,
    data_type: String,
}

impl ActionObject {
    /// All of it.
    pub fn of(action: Action) -> Self {
        Self {
            id: action.id.to_string(),
            workspace: action.workspace_id.to_string(),
            kind: names::ACTION_TYPE,
            name: action.name,
            description: action.description,
            waiting_message: action.waiting_message,
            method: action.method.map(names::method_name),
            url: action.url,
            headers: action.headers.into_iter().map(KeyValueObject::of).collect(),
            query_params: action.query_params.into_iter().map(KeyValueObject::of).collect(),
            input_variables: action.input_variables.into_iter().map(InputVariableObject::of).collect(),
        }
    }
}

impl KeyValueObject {
    fn of(pair: Pair) -> Self {
        Self { key: pair.key, value: pair.value }
    }
}

impl InputVariableObject {
    fn of(variable: InputVariable) -> Self {
        Self {
            name: variable.name,
            description: variable.description,
            required: variable.is_required,
            data_type: variable.data_type,
        }
    }
}
