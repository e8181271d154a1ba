//! What a client writes of an action. Some members have to be there and may be null, by which they are cleared.

use colloquy_app::AppError;
use colloquy_app::actions::NewAction;
use colloquy_domain::action::{ActionMethod, InputVariable, Pair};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::members::{self, LONGEST_NAME, LONGEST_TAG, LONGEST_TEXT};
use crate::names;

/// Most headers, query parameters and input variables.
const MOST_ROWS: usize = 50;

/// Longest address, and longest value of a header or parameter.
const LONGEST_VALUE: usize = 4_096;

/// Members that a new action has to say something of, be it null.
const REQUIRED: [&str; 4] = ["description", "waitingMessage", "method", "url"];

/// A new action.
#[derive(ToSchema)]
#[schema(as = ElementeCreateAction, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateAction {
    #[schema(max_length = 255)]
    name: Option<String>,
    /// When to use it.
    #[schema(required, max_length = 10000)]
    description: Option<String>,
    /// Said while the request runs.
    #[schema(required, max_length = 10000)]
    waiting_message: Option<String>,
    /// GET, POST, PUT, PATCH or DELETE, in any case; GET where it is null.
    #[schema(
        required,
        pattern = "^([gG][eE][tT]|[pP][oO][sS][tT]|[pP][uU][tT]|[pP][aA][tT][cC][hH]|[dD][eE][lL][eE][tT][eE])$"
    )]
    method: Option<String>,
    /// http or https, with `{name}` for what the agent found out and `{{name}}` for a secret of the server's.
    #[schema(required, max_length = 4096)]
    url: Option<String>,
    #[schema(max_items = 50)]
    headers: Option<Vec<KeyValue>>,
    /// Each replaces what the address says under its name.
    #[schema(max_items = 50)]
    query_params: Option<Vec<KeyValue>>,
    #[schema(max_items = 50)]
    input_variables: Option<Vec<InputVariableBody>>,
}

/// A change; what is left out stays, and null clears.
#[derive(ToSchema)]
#[schema(as = ElementeUpdateAction, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateAction {
    /// null counts as left out.
    #[schema(max_length = 255)]
    name: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    #[schema(max_length = 10000)]
    waiting_message: Option<String>,
    #[schema(
        pattern = "^([gG][eE][tT]|[pP][oO][sS][tT]|[pP][uU][tT]|[pP][aA][tT][cC][hH]|[dD][eE][lL][eE][tT][eE])$"
    )]
    method: Option<String>,
    #[schema(max_length = 4096)]
    url: Option<String>,
    #[schema(max_items = 50)]
    headers: Option<Vec<KeyValue>>,
    #[schema(max_items = 50)]
    query_params: Option<Vec<KeyValue>>,
    #[schema(max_items = 50)]
    input_variables: Option<Vec<InputVariableBody>>,
}

/// A name and a value, which may hold placeholders.
#[derive(ToSchema)]
#[schema(as = ElementeKeyValue)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct KeyValue {
    #[schema(min_length = 1, max_length = 255)]
    key: String,
    #[schema(max_length = 4096)]
    value: String,
}

/// Something that the agent has to find out.
#[derive(ToSchema)]
#[schema(as = ElementeInputVariable, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct InputVariableBody {
    /// As placeholders spell it.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// Whether the action cannot run without; false where it is left out.
    required: Option<bool>,
    /// `string`, `number`, `integer` or `boolean`; any other word stands for `string`.
    #[schema(max_length = 64)]
    data_type: Option<String>,
}

/// What a body says of an action: none of a member where it is left out.
#[derive(Debug, Clone, Default)]
pub struct Given {
    name: Option<String>,
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
        put!(self => action: description, waiting_message, method, url, headers, query_params, input_variables);
        if self.name.is_some() {
            action.name.clone_from(&self.name);
        }
    }
}

/// Reads a new action.
pub fn read_new(body: &Value) -> Result<NewAction, AppError> {
    let given = members::body(body, |fields| {
        for name in REQUIRED {
            members::require_or_null(fields, name);
        }
        given(fields)
    })?;
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
    given.put_over(&mut action);
    Ok(action)
}

/// Reads what is to become of an action.
pub fn read_change(body: &Value) -> Result<Given, AppError> {
    members::body(body, given)
}

fn given(fields: &mut Fields<'_>) -> Given {
    Given {
        name: members::text(fields, "name", LONGEST_NAME),
        description: members::clearable(fields, "description", LONGEST_TEXT),
        waiting_message: members::clearable(fields, "waitingMessage", LONGEST_TEXT),
        method: method(fields),
        url: members::clearable(fields, "url", LONGEST_VALUE),
        headers: pairs(fields, "headers"),
        query_params: pairs(fields, "queryParams"),
        input_variables: rows(fields, "inputVariables", input_variable),
    }
}

fn method(fields: &mut Fields<'_>) -> Option<Option<ActionMethod>> {
    if fields.is_null("method") {
        return Some(None);
    }
    let method = names::method(fields.string("method", 0, LONGEST_TAG)?);
    if method.is_none() {
        fields.refuse("method", "unknown_value", "must be one of GET, POST, PUT, PATCH, DELETE");
    }
    Some(method)
}

fn pairs(fields: &mut Fields<'_>, name: &str) -> Option<Vec<Pair>> {
    rows(fields, name, |item| {
        item.require("key");
        item.require("value");
        Pair {
            key: item.string("key", 1, LONGEST_NAME).unwrap_or_default().to_owned(),
            value: members::text(item, "value", LONGEST_VALUE).unwrap_or_default(),
        }
    })
}

fn input_variable(item: &mut Fields<'_>) -> InputVariable {
    item.require("name");
    InputVariable {
        name: item.string("name", 1, LONGEST_NAME).unwrap_or_default().to_owned(),
        description: members::text(item, "description", LONGEST_TEXT),
        is_required: item.boolean("required").unwrap_or_default(),
        data_type: members::words(item, "dataType", LONGEST_TAG)
            .unwrap_or_else(|| names::USUAL_DATA_TYPE.to_owned()),
    }
}

/// The rows of an array; null is an empty one.
fn rows<'a, T>(
    fields: &mut Fields<'a>,
    name: &str,
    read: impl FnMut(&mut Fields<'a>) -> T,
) -> Option<Vec<T>> {
    if fields.is_null(name) {
        return Some(Vec::new());
    }
    fields.value(name)?;
    Some(fields.items(name, MOST_ROWS, read))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::refused;
    use serde_json::json;

    fn documented() -> Value {
        json!({
            "name": "Order checking",
            "description": "Use it to find an order.",
            "waitingMessage": "One moment.",
            "method": "get",
            "url": "https://shop.example/order-phone-number?phone={phone}",
            "headers": [{ "key": "X-Shopify-Access-Token", "value": "{{shopify-access-key}}" }],
            "queryParams": [{ "key": "phone", "value": "{phone}" }],
            "inputVariables":
                [{ "name": "phone", "description": "Phone number", "required": true, "dataType": "string" }],
        })
    }

    #[test]
    fn objects_are_read_where_strings_were_declared() {
        let action = read_new(&documented()).unwrap();
        assert_eq!(
            (action.name.as_deref(), action.method),
            (Some("Order checking"), Some(ActionMethod::Get))
        );
        assert_eq!(action.headers[0].value, "{{shopify-access-key}}");
        assert_eq!((action.query_params[0].key.as_str(), action.input_variables.len()), ("phone", 1));
        assert!(action.input_variables[0].is_required);
        let nulls = json!({ "description": null, "waitingMessage": null, "method": null, "url": null, "headers": null });
        let action = read_new(&nulls).unwrap();
        assert!(action.method.is_none() && action.headers.is_empty() && action.input_variables.is_empty());
        assert_eq!(refused(read_new(&json!({ "name": "x" }))), REQUIRED);
    }

    #[test]
    fn a_change_leaves_what_it_does_not_say_and_null_clears() {
        let mut action = read_new(&documented()).unwrap();
        read_change(&json!({ "id": "5464980934889674", "name": null })).unwrap().put_over(&mut action);
        assert_eq!(action.name.as_deref(), Some("Order checking"));
        let change = json!({ "method": "PATCH", "waitingMessage": null, "queryParams": [] });
        read_change(&change).unwrap().put_over(&mut action);
        assert_eq!((action.method, action.waiting_message), (Some(ActionMethod::Patch), None));
        assert!(action.query_params.is_empty() && action.headers.len() == 1 && action.url.is_some());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, field) in [
            (json!({ "method": "TRACE" }), "method"),
            (json!({ "headers": ["X-Key: 1"] }), "headers[0]"),
            (json!({ "headers": {} }), "headers"),
            (json!({ "headers": [{ "key": "", "value": "x" }] }), "headers[0].key"),
            (json!({ "queryParams": [{ "key": "x", "value": 1 }] }), "queryParams[0].value"),
            (json!({ "inputVariables": [{ "required": true }] }), "inputVariables[0].name"),
            (json!({ "inputVariables": [{ "name": "x", "required": "yes" }] }), "inputVariables[0].required"),
            (json!({ "url": 1 }), "url"),
        ] {
            assert_eq!(refused(read_change(&body)), [field], "{body}");
        }
    }
}
