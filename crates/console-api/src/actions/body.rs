//! What clients send of actions.

use colloquy_app::AppError;
use colloquy_app::actions::NewAction;
use colloquy_domain::action::{ActionMethod, InputVariable, Pair};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::given;
use crate::wire::words;

/// Longest name.
const LONGEST_NAME: usize = 255;
/// Longest description or message.
const LONGEST_TEXT: usize = 10_000;
/// Longest address, and longest value of a header or parameter.
const LONGEST_VALUE: usize = 4_096;
/// Most headers, query parameters and input variables.
const MOST_ROWS: usize = 50;
/// The type of an input variable that says nothing of it.
const USUAL_DATA_TYPE: &str = "string";

/// A new action.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateAction {
    #[schema(max_length = 255)]
    name: Option<String>,
    /// When to use it.
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// Said while the request runs.
    #[schema(max_length = 10000)]
    waiting_message: Option<String>,
    /// GET where it is left out.
    #[schema(value_type = Option<words::ActionMethod>)]
    method: Option<String>,
    /// http or https, with `{name}` for what the agent found out and `{{name}}` for a secret of the server's. Variables
    /// stand in path and query only. Without an address the action is kept and cannot run.
    #[schema(max_length = 4096)]
    url: Option<String>,
    #[schema(max_items = 50)]
    headers: Option<Vec<KeyValueBody>>,
    /// Each replaces what the address says under its name.
    #[schema(max_items = 50)]
    query_params: Option<Vec<KeyValueBody>>,
    /// What the agent has to find out.
    #[schema(max_items = 50)]
    input_variables: Option<Vec<InputVariableBody>>,
}

/// A change; what is left out stays, and null clears.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateAction {
    #[schema(max_length = 255)]
    name: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    #[schema(max_length = 10000)]
    waiting_message: Option<String>,
    #[schema(value_type = Option<words::ActionMethod>)]
    method: Option<String>,
    #[schema(max_length = 4096)]
    url: Option<String>,
    #[schema(max_items = 50)]
    headers: Option<Vec<KeyValueBody>>,
    #[schema(max_items = 50)]
    query_params: Option<Vec<KeyValueBody>>,
    #[schema(max_items = 50)]
    input_variables: Option<Vec<InputVariableBody>>,
}

/// A name and a value, which may hold placeholders.
#[derive(ToSchema)]
#[schema(as = GivenKeyValue)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct KeyValueBody {
    #[schema(min_length = 1, max_length = 255)]
    key: String,
    #[schema(max_length = 4096)]
    value: String,
}

/// Something that the agent has to find out.
#[derive(ToSchema)]
#[schema(as = GivenInputVariable)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct InputVariableBody {
    /// As placeholders spell it.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// Whether the action cannot run without; false where it is left out.
    is_required: Option<bool>,
    /// `string`, `number`, `integer` or `boolean`; any other word stands for `string`.
    #[schema(max_length = 255)]
    data_type: Option<String>,
}

/// What a body says of an action: none of a member where it is left out.
#[derive(Debug, Clone, Default)]
pub struct Given {
    name: Option<Option<String>>,
    description: Option<Option<String>>,
    waiting_message: Option<Option<String>>,
    method: Option<Option<ActionMethod>>,
    url: Option<Option<String>>,
    headers: Option<Vec<Pair>>,
    query_params: Option<Vec<Pair>>,
    input_variables: Option<Vec<InputVariable>>,
}

macro_rules! put {
    ($given:expr => $action:ident: $($member:ident),*) => {$(
        if let Some(value) = &$given.$member {
            $action.$member.clone_from(value);
        }
    )*};
}

impl Given {
    /// Puts what was given over what there is.
    pub fn put_over(&self, action: &mut NewAction) {
        put!(self => action:
            name, description, waiting_message, method, url, headers, query_params, input_variables);
    }

    /// An action of which nothing but this was said.
    pub fn into_new(self) -> NewAction {
        let mut action = NewAction {
            name: None,
            description: None,
            waiting_message: None,
            method: None,
            url: None,
            headers: Vec::new(),
            query_params: Vec::new(),
            input_variables: Vec::new(),
        };
        self.put_over(&mut action);
        action
    }
}

/// Reads a new action.
pub fn read_new(body: &Value) -> Result<NewAction, AppError> {
    Ok(read_change(body)?.into_new())
}

/// Reads what is to become of an action.
pub fn read_change(body: &Value) -> Result<Given, AppError> {
    given::body(body, read)
}

/// Reads the members of an action.
pub fn read(fields: &mut Fields<'_>) -> Given {
    Given {
        name: given::clearable(fields, "name", LONGEST_NAME),
        description: given::clearable(fields, "description", LONGEST_TEXT),
        waiting_message: given::clearable(fields, "waiting_message", LONGEST_TEXT),
        method: method(fields),
        url: given::clearable(fields, "url", LONGEST_VALUE),
        headers: pairs(fields, "headers"),
        query_params: pairs(fields, "query_params"),
        input_variables: given::rows(fields, "input_variables", MOST_ROWS, input_variable),
    }
}

fn method(fields: &mut Fields<'_>) -> Option<Option<ActionMethod>> {
    if fields.is_null("method") {
        return Some(None);
    }
    given::word(fields, "method", "GET, POST, PUT, PATCH or DELETE", ActionMethod::parse).map(Some)
}

fn pairs(fields: &mut Fields<'_>, name: &str) -> Option<Vec<Pair>> {
    given::rows(fields, name, MOST_ROWS, |item| {
        item.require("key");
        item.require("value");
        Pair {
            key: item.string("key", 1, LONGEST_NAME).unwrap_or_default().to_owned(),
            value: item.string("value", 0, LONGEST_VALUE).unwrap_or_default().to_owned(),
        }
    })
}

fn input_variable(item: &mut Fields<'_>) -> InputVariable {
    item.require("name");
    InputVariable {
        name: item.string("name", 1, LONGEST_NAME).unwrap_or_default().to_owned(),
        description: given::words(item, "description", LONGEST_TEXT),
        is_required: item.boolean("is_required").unwrap_or_default(),
        data_type: given::words(item, "data_type", LONGEST_NAME)
            .unwrap_or_else(|| USUAL_DATA_TYPE.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::refused;
    use serde_json::json;

    fn order_checking() -> Value {
        json!({
            "name": "Order checking", "description": "Use it to find an order.", "waiting_message": "One moment.",
            "method": "GET", "url": "https://shop.example/orders?phone={phone}",
            "headers": [{ "key": "X-Token", "value": "{{shop}}" }],
            "query_params": [{ "key": "phone", "value": "{phone}" }],
            "input_variables": [{ "name": "phone", "is_required": true }],
        })
    }

    #[test]
    fn a_change_leaves_what_it_does_not_say_and_null_clears() {
        let mut action = read_new(&order_checking()).expect("sound");
        assert_eq!((action.method, action.headers[0].value.as_str()), (Some(ActionMethod::Get), "{{shop}}"));
        let variable = &action.input_variables[0];
        assert_eq!((variable.is_required, variable.data_type.as_str()), (true, "string"));
        let change =
            json!({ "method": "PATCH", "waiting_message": null, "query_params": [], "headers": null });
        read_change(&change).expect("sound").put_over(&mut action);
        assert_eq!((action.method, &action.waiting_message), (Some(ActionMethod::Patch), &None));
        assert!(action.query_params.is_empty() && action.headers.is_empty() && action.url.is_some());
        let names = ["name", "description", "method", "url", "input_variables"];
        let nulls: Value = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
        read_change(&nulls).expect("sound").put_over(&mut action);
        assert_eq!(action, read_new(&json!({})).expect("sound"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, field) in [
            (json!({ "method": "TRACE" }), "method"),
            (json!({ "method": "get" }), "method"),
            (json!({ "headers": ["X-Key: 1"] }), "headers[0]"),
            (json!({ "headers": {} }), "headers"),
            (json!({ "headers": [{ "key": "", "value": "x" }] }), "headers[0].key"),
            (json!({ "query_params": [{ "key": "x", "value": 1 }] }), "query_params[0].value"),
            (json!({ "input_variables": [{ "is_required": true }] }), "input_variables[0].name"),
            (
                json!({ "input_variables": [{ "name": "x", "is_required": "yes" }] }),
                "input_variables[0].is_required",
            ),
            (json!({ "url": 1 }), "url"),
        ] {
            assert_eq!(refused(read_change(&body)), [field], "{body}");
        }
    }
}
