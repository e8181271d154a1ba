//! What the model found out, as the action wants it.

use colloquy_domain::action::{Action, InputVariable};
use serde_json::{Map, Number, Value};

use crate::template::number_text;

/// Longest value, in characters.
const LONGEST_VALUE: usize = 4_000;

/// The values of the action's variables. What the action does not know is left out, and so is what was not given; types
/// are brought into line where that is no guess.
pub(super) fn read(action: &Action, arguments: &Map<String, Value>) -> Result<Map<String, Value>, String> {
    let mut inputs = Map::new();
    let mut problems = Vec::new();
    for variable in &action.input_variables {
        let given = arguments.get(&variable.name).filter(|value| !is_nothing(value));
        match given.map(|value| coerced(variable, value)) {
            Some(Ok(value)) => {
                inputs.insert(variable.name.clone(), value);
            }
            Some(Err(problem)) => problems.push(format!("{} {problem}", variable.name)),
            None if variable.is_required => problems.push(format!("{} is missing", variable.name)),
            None => {}
        }
    }
    if problems.is_empty() {
        Ok(inputs)
    } else {
        Err(format!("the action did not run: {}", problems.join(", ")))
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn coerced(variable: &InputVariable, value: &Value) -> Result<Value, &'static str> {
    match variable.json_type() {
        "boolean" => boolean(value).map(Value::Bool).ok_or("must be true or false"),
        "integer" => integer(value).map(Value::from).ok_or("must be a whole number"),
        "number" => number(value).map(Value::Number).ok_or("must be a number"),
        _ => {
            let text = text_of(value).ok_or("must be a text")?;
            let is_short = text.chars().count() <= LONGEST_VALUE;
            if is_short { Ok(Value::String(text)) } else { Err("is longer than 4,000 characters") }
        }
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(is_so) => Some(*is_so),
        Value::String(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            // `5.0` is a whole number; beyond 2^53 not every one has a spelling.
            let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < 9.0e15)?;
            Some(value as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().ok().map(Number::from);
            whole.or_else(|| Number::from_f64(text.parse().ok()?))
        }
        _ => None,
    }
}

/// A single value as it stands in an address or a header; none for lists and objects.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number_text(number)),
        Value::Bool(is_so) => Some(is_so.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use colloquy_domain::{ActionId, Instant, WorkspaceId};
    use serde_json::json;

    /// An action that takes variables of these names, types and necessity.
    pub(in crate::tools) fn action(variables: &[(&str, &str, bool)]) -> Action {
        let variable = |&(name, data_type, is_required): &(&str, &str, bool)| InputVariable {
            name: name.into(),
            description: None,
            is_required,
            data_type: data_type.into(),
        };
        Action {
            id: ActionId::generate(),
            workspace_id: WorkspaceId::generate(),
            name: Some("Order checking".into()),
            description: None,
            waiting_message: None,
            method: None,
            url: Some("https://shop.example/orders".into()),
            headers: Vec::new(),
            query_params: Vec::new(),
            input_variables: variables.iter().map(variable).collect(),
            created_at: Instant::UNIX_EPOCH,
            updated_at: Instant::UNIX_EPOCH,
        }
    }

    fn object(value: Value) -> Map<String, Value> {
        let Value::Object(object) = value else { panic!("no object") };
        object
    }

    #[test]
    fn types_are_brought_into_line_where_that_is_no_guess() {
        let rows = [
            ("string", json!("a"), Some(json!("a"))),
            ("string", json!(5.0), Some(json!("5"))),
            ("string", json!(true), Some(json!("true"))),
            ("string", json!(["a"]), None),
            ("string", json!({"a": 1}), None),
            ("string", json!("x".repeat(4_001)), None),
            ("date", json!("2026-03-01"), Some(json!("2026-03-01"))),
            ("number", json!("150.75"), Some(json!(150.75))),
            ("number", json!("15"), Some(json!(15))),
            ("number", json!(1), Some(json!(1))),
            ("number", json!("many"), None),
            ("number", json!("inf"), None),
            ("integer", json!(5.0), Some(json!(5))),
            ("integer", json!(5.5), None),
            ("integer", json!(" 7 "), Some(json!(7))),
            ("integer", json!(1e300), None),
            ("boolean", json!("Yes"), Some(json!(true))),
            ("boolean", json!(false), Some(json!(false))),
            ("boolean", json!(1), None),
        ];
        for (data_type, given, expected) in rows {
            let read = read(&action(&[("it", data_type, false)]), &object(json!({"it": given})));
            assert_eq!(read.ok().and_then(|read| read.get("it").cloned()), expected, "{data_type} {given}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_unknown_is_left_out() {
        let action =
            action(&[("phone", "string", true), ("order", "integer", true), ("note", "string", false)]);
        let given = object(json!({"phone": " ", "order": "x", "url": "https://evil.example"}));
        let problem = read(&action, &given).unwrap_err();
        assert_eq!(problem, "the action did not run: phone is missing, order must be a whole number");
        let given = object(json!({"phone": "1", "order": 2, "note": null, "url": "https://evil.example"}));
        assert_eq!(Value::Object(read(&action, &given).unwrap()), json!({"phone": "1", "order": 2}));
    }
}
