//! Comparisons as conditions that both engines understand.

use colloquy_domain::analytics::{Operator, Value};

use crate::lists::query::Query;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// 1 and 0.
    Boolean,
}

/// The condition that `column`, where it is not null, compares so with `value`. A number is compared with numbers, and
/// with texts that are one; where nothing can be equal, the condition never holds. Negations are the caller's: `operator`
/// is none of [`Operator::NotEquals`], [`Operator::IsSet`] and [`Operator::IsNotSet`].
pub(super) fn condition(
    query: &mut Query,
    column: &str,
    holds: Holds,
    operator: Operator,
    value: &Value,
) -> String {
    match holds {
        Holds::Text => text_condition(query, column, operator, &as_text(value)),
        Holds::Number => number_condition(query, column, operator, value.number()),
        Holds::Boolean => {
            let truth = match value {
                Value::Boolean(truth) => Some(f64::from(u8::from(*truth))),
                Value::Text(text) if text.eq_ignore_ascii_case("true") => Some(1.0),
                Value::Text(text) if text.eq_ignore_ascii_case("false") => Some(0.0),
                other => other.number(),
            };
            number_condition(query, column, operator, truth)
        }
    }
}

/// A condition that nothing satisfies.
pub(super) const NEVER: &str = "1 = 0";

fn text_condition(query: &mut Query, column: &str, operator: Operator, value: &str) -> String {
    if !matches!(operator, Operator::Contains | Operator::StartsWith | Operator::Equals) {
        // The engines put texts in different orders: only numbers are ordered.
        return NEVER.to_owned();
    }
    let placeholder = query.value(value.to_owned());
    match operator {
        Operator::Contains => {
            // What is left where all that is equal is taken out. Both engines know it, in characters and case by case.
            format!("length(replace({column}, {placeholder}, '')) < length({column})")
        }
        Operator::StartsWith => {
            format!("substr({column}, 1, length({placeholder})) = {placeholder}")
        }
        _ => format!("{column} = {placeholder}"),
    }
}

fn number_condition(query: &mut Query, column: &str, operator: Operator, value: Option<f64>) -> String {
    match (operator, value) {
        // There is nothing in a number that it could begin with.
        (Operator::Contains | Operator::StartsWith, _) | (_, None) => NEVER.to_owned(),
        (_, Some(value)) => {
            let placeholder = query.value(value);
            format!("{column} {} {placeholder}", symbol(operator))
        }
    }
}

fn symbol(operator: Operator) -> &'static str {
    match operator {
        Operator::GreaterThan => ">",
        Operator::GreaterThanOrEqualTo => ">=",
        Operator::LessThan => "<",
        Operator::LessThanOrEqualTo => "<=",
        _ => "=",
    }
}

/// The value as the text that stands for it: as values of properties are stored.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(value) => super::plain(*value),
        Value::Boolean(value) => value.to_string(),
    }
}
