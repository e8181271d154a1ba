//! Filters and breakdowns as clients write them.

use colloquy_domain::analytics::{AgentProperty, Dimension, Filter, Operator, Value};
use colloquy_domain::property;
use colloquy_http::Fields;
use serde_json::Value as Json;

use super::words::{
    AGENT_PROPERTIES, CALL_PROPERTIES, METRIC_PROPERTIES, OPERATORS, is_in_capitals, list, meaning,
};

/// Most filters in one place.
pub const MOST_FILTERS: usize = 20;
/// Longest text of a value, and longest name of a property.
const LONGEST_TEXT: usize = 1_000;
const LONGEST_NAME: usize = 255;

/// Types of filters; those of breakdowns are the first ones and `DATASET`.
const TYPES: [&str; 7] =
    ["METRIC_PROPERTY", "CALL_PROPERTY", "AGENT_PROPERTY", "DATASET", "CALL_ID", "MODALITY", "METRIC_VALUE"];
/// How many of them a breakdown may have.
const BREAKDOWN_TYPES: usize = 4;

/// The filters under that name; null and left out are none.
pub fn filters(fields: &mut Fields<'_>, name: &str) -> Vec<Filter> {
    fields.items(name, MOST_FILTERS, filter).into_iter().flatten().collect()
}

fn filter(fields: &mut Fields<'_>) -> Option<Filter> {
    let dimension = dimension(fields, &TYPES);
    let operator = one_of(fields, "operator", &OPERATORS).unwrap_or(Operator::Equals);
    let value = value(fields, "value");
    let is_of_call = matches!(dimension, Some(Dimension::Call(_) | Dimension::Property(_)));
    if matches!(operator, Operator::IsSet | Operator::IsNotSet) {
        if dimension.is_some() && !is_of_call {
            fields.refuse("operator", "invalid_value", "can be IS_SET or IS_NOT_SET for CALL_PROPERTY only");
        }
        if fields.value("value").is_some() {
            fields.refuse("value", "invalid_value", "must be left out with IS_SET and IS_NOT_SET");
        }
        return Some(Filter { dimension: dimension?, operator, value: None });
    }
    fields.require("value");
    let dimension = dimension?;
    let value = match value? {
        Value::Text(text) if is_in_capitals(&dimension) || dimension == Dimension::MetricRole => {
            Value::Text(text.to_lowercase())
        }
        Value::Text(text) if dimension == Dimension::Modality => {
            if !["call", "chat"].contains(&text.as_str()) {
                fields.refuse("value", "unknown_value", "must be call or chat");
            }
            Value::Text(text)
        }
        Value::Number(_) | Value::Boolean(_) if dimension == Dimension::Modality => {
            fields.refuse("value", "unknown_value", "must be call or chat");
            return None;
        }
        other => other,
    };
    Some(Filter { dimension, operator, value: Some(value) })
}

/// The breakdown under that name.
pub fn breakdown(fields: &mut Fields<'_>, name: &str) -> Option<Dimension> {
    let value = fields.value(name)?;
    let Some(mut part) = Fields::of(value, &fields.path(name)) else {
        fields.refuse(name, "invalid_type", "must be an object");
        return None;
    };
    let found = dimension(&mut part, TYPES.get(..BREAKDOWN_TYPES).unwrap_or_default());
    fields.adopt(part);
    found
}

fn dimension(fields: &mut Fields<'_>, types: &[&str]) -> Option<Dimension> {
    fields.require("type");
    let kind = fields.string("type", 0, LONGEST_NAME);
    let property = fields.string("property", 1, LONGEST_NAME);
    let kind = kind?;
    if !types.contains(&kind) {
        fields.refuse("type", "unknown_value", &format!("must be one of {}", types.join(", ")));
        return None;
    }
    match kind {
        "CALL_PROPERTY" => {
            fields.require("property");
            of_call(fields, property?)
        }
        "METRIC_PROPERTY" => {
            fields.require("property");
            let found = meaning(&METRIC_PROPERTIES, property?);
            if found.is_none() {
                let rule = format!("must be one of {}", list(&METRIC_PROPERTIES));
                fields.refuse("property", "unknown_value", &rule);
            }
            found
        }
        "AGENT_PROPERTY" => {
            let Some(property) = property else { return Some(Dimension::Agent(AgentProperty::Id)) };
            let found = meaning(&AGENT_PROPERTIES, property).map(Dimension::Agent);
            if found.is_none() {
                let rule = format!("must be one of {}", list(&AGENT_PROPERTIES));
                fields.refuse("property", "unknown_value", &rule);
            }
            found
        }
        "CALL_ID" => Some(Dimension::Conversation),
        "MODALITY" => Some(Dimension::Modality),
        "METRIC_VALUE" => Some(Dimension::MetricValue),
        _ => {
            fields.refuse("type", "cannot_be_answered", "cannot be DATASET: there are no data sets here");
            None
        }
    }
}

fn of_call(fields: &mut Fields<'_>, name: &str) -> Option<Dimension> {
    let name = property::normalised(name);
    if let Some((_, own, _)) = CALL_PROPERTIES.iter().find(|(known, _, _)| *known == name) {
        return Some(Dimension::Call(*own));
    }
    match name.as_str() {
        "agent_id" => Some(Dimension::Agent(AgentProperty::Id)),
        other if property::is_reserved(other) => {
            let known: Vec<&str> = CALL_PROPERTIES.iter().map(|(known, _, _)| *known).collect();
            let rule = format!("of the server's own must be one of {} and agent_id", known.join(", "));
            fields.refuse("property", "cannot_be_answered", &rule);
            None
        }
        _ => Some(Dimension::Property(name)),
    }
}

/// A string, a number, true or false.
pub fn value(fields: &mut Fields<'_>, name: &str) -> Option<Value> {
    match fields.value(name)? {
        Json::String(_) => fields.string(name, 0, LONGEST_TEXT).map(|text| Value::Text(text.to_owned())),
        Json::Number(_) => fields.number(name).map(Value::Number),
        Json::Bool(value) => Some(Value::Boolean(*value)),
        _ => {
            fields.refuse(name, "invalid_type", "must be a string, a number, true or false");
            None
        }
    }
}

/// A word of a table.
pub fn one_of<T: Clone>(fields: &mut Fields<'_>, name: &str, table: &[(&'static str, T)]) -> Option<T> {
    let word = fields.string(name, 0, LONGEST_NAME)?;
    let found = meaning(table, word);
    if found.is_none() {
        fields.refuse(name, "unknown_value", &format!("must be one of {}", list(table)));
    }
    found
}
