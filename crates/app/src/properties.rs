//! Values that callers attach to conversations under names of their own.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::property::{
    LONGEST_NAME, Property, PropertyType, PropertyValue, is_reserved, normalised,
};
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::{Durability, Tx, properties};
use serde_json::{Map, Value};

use crate::again::again;
use crate::conversations::write_changed;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, calls};

/// Problems told at once.
const MOST_PROBLEMS: usize = 50;

/// Most properties of a conversation: each read of it, and each list, holds all of them.
pub const MOST_OF_CONVERSATION: usize = 500;

/// Most bytes of a value as text.
const LONGEST_VALUE_BYTES: usize = 64 << 10;

/// Properties to write and to remove, by their stored names; made by [`check`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PropertyChange {
    set: BTreeMap<String, PropertyValue>,
    remove: BTreeSet<String>,
}

/// What is to be done with what a client sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// With a new conversation: any JSON value, arrays and objects as their JSON text; null is as good as left out.
    New,
    /// To one that is there: a string, number or boolean; null removes.
    Change,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Stored names that were written, also where the value was there already.
    pub updated: Vec<String>,
    /// Stored names of which there was something to remove.
    pub removed: Vec<String>,
    /// All that the conversation has now, by name.
    pub properties: Vec<Property>,
    /// Whether anything is different now.
    pub changed: bool,
}

/// Brings names and values into their stored form; every problem is told under `properties.<name>`.
///
/// # Errors
/// [`AppError::Invalid`]: a name that is empty, too long, the server's own, or twice the same; a value that cannot be or
/// is too long; more than [`MOST_OF_CONVERSATION`].
pub fn check(sent: Sent, given: &Map<String, Value>) -> Result<PropertyChange, AppError> {
    if given.len() > MOST_OF_CONVERSATION {
        return Err(too_many());
    }
    let mut change = PropertyChange::default();
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (given_name, value) in given {
        let name = normalised(given_name);
        let problem = name_problem(given_name, &name)
            .or_else(|| {
                let repeated = !seen.insert(name.clone());
                repeated
                    .then(|| ("repeated_name", format!("is another spelling of {name}, which is given too")))
            })
            .or_else(|| value_problem(sent, value));
        if let Some((code, rule)) = problem {
            let place = format!("properties.{}", shortened(given_name));
            let message = format!("{place} {rule}");
            problems.push(FieldProblem::new(place, code, message));
            if problems.len() >= MOST_PROBLEMS {
                break;
            }
            continue;
        }
        match PropertyValue::of(value) {
            Some(value) => {
                change.set.insert(name, value);
            }
            None if sent == Sent::Change => {
                change.remove.insert(name);
            }
            None => {}
        }
    }
    if problems.is_empty() { Ok(change) } else { Err(AppError::Invalid(problems)) }
}

/// Writes what [`check`] found good, for the transaction that writes the conversation or holds its lock. A name keeps
/// the type of its first value, in the whole workspace.
///
/// # Errors
/// [`AppError::Invalid`] where a name has another type, or the conversation would have more than
/// [`MOST_OF_CONVERSATION`]; [`AppError::Conflict`] where another transaction gave it one at
/// the same moment.
pub async fn write(
    tx: &Tx,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    change: &PropertyChange,
) -> Result<Written, AppError> {
    fix_types(tx, workspace_id, &change.set).await?;
    let before: BTreeMap<String, PropertyValue> = properties::list(tx, conversation_id)
        .await?
        .into_iter()
        .map(|property| (property.name, property.value))
        .collect();
    let mut after = before.clone();
    after.extend(change.set.clone());
    after.retain(|name, _| !change.remove.contains(name));
    if after.len() > MOST_OF_CONVERSATION {
        return Err(too_many());
    }

    let set: Vec<Property> = change
        .set
        .iter()
        .map(|(name, value)| Property { name: name.clone(), value: value.clone() })
        .collect();
    properties::put(tx, workspace_id, conversation_id, &set).await?;
    let removed: Vec<&str> =
        change.remove.iter().filter(|name| before.contains_key(*name)).map(String::as_str).collect();
    properties::remove(tx, conversation_id, &removed).await?;
    Ok(Written {
        updated: change.set.keys().cloned().collect(),
        removed: removed.into_iter().map(str::to_owned).collect(),
        changed: texts(&before) != texts(&after),
        properties: after.into_iter().map(|(name, value)| Property { name, value }).collect(),
    })
}

/// Writes and removes properties of a call that is there, all or nothing.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    change: PropertyChange,
) -> Result<Written, AppError> {
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, change) = (caller.clone(), change.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = calls::to_change(tx, &caller, id).await?;
                let written = write(tx, before.workspace_id, id, &change).await?;
                if written.changed {
                    write_changed(tx, &dialects, &before, before.clone(), now).await?;
                }
                Ok(written)
            })
        })
    })
    .await
}

async fn fix_types(
    tx: &Tx,
    workspace_id: WorkspaceId,
    set: &BTreeMap<String, PropertyValue>,
) -> Result<(), AppError> {
    let names: Vec<&str> = set.keys().map(String::as_str).collect();
    let known = properties::types(tx, workspace_id, &names).await?;
    if let Some(problems) = clashes(set, &known) {
        return Err(AppError::Invalid(problems));
    }
    let new: BTreeMap<&str, PropertyType> = set
        .iter()
        .filter(|(name, _)| !known.contains_key(*name))
        .map(|(name, value)| (name.as_str(), value.kind()))
        .collect();
    if properties::fix_types(tx, workspace_id, &new).await? {
        return Ok(());
    }
    // Somebody else was quicker. That does no harm where both mean the same type.
    let known = properties::types(tx, workspace_id, &names).await?;
    match clashes(set, &known) {
        None => Ok(()),
        Some(problems) => {
            let names: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
            let message = format!(
                "another request gave {} a value of another type at the same moment; nothing was written",
                names.join(", ")
            );
            Err(AppError::Conflict(message))
        }
    }
}

fn clashes(
    set: &BTreeMap<String, PropertyValue>,
    known: &BTreeMap<String, PropertyType>,
) -> Option<Vec<FieldProblem>> {
    let problems = set.iter().filter_map(|(name, value)| {
        let kind = *known.get(name)?;
        let place = format!("properties.{name}");
        let message = format!("{place} must be a {}, as the first value of that name was", word(kind));
        (kind != value.kind()).then(|| FieldProblem::new(place, "type_clash", message))
    });
    let problems: Vec<FieldProblem> = problems.take(MOST_PROBLEMS).collect();
    (!problems.is_empty()).then_some(problems)
}

fn word(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Text => "string",
        PropertyType::Number => "number",
        PropertyType::Boolean => "boolean",
    }
}

fn name_problem(given: &str, name: &str) -> Option<(&'static str, String)> {
    if !(1..=LONGEST_NAME).contains(&given.chars().count())
        || name.chars().count() > LONGEST_NAME
        || given.contains('\0')
    {
        let rule = format!("must be a name of 1 to {LONGEST_NAME} characters, none of them U+0000");
        return Some(("invalid_name", rule));
    }
    is_reserved(name).then(|| ("reserved_name", format!("cannot be written: the server sets {name} itself")))
}

fn too_many() -> AppError {
    let rule = format!("properties must be at most {MOST_OF_CONVERSATION} in all");
    AppError::Invalid(vec![FieldProblem::new("properties", "too_many", rule)])
}

fn value_problem(sent: Sent, value: &Value) -> Option<(&'static str, String)> {
    match value {
        Value::Array(_) | Value::Object(_) if sent == Sent::Change => {
            Some(("invalid_type", "must be a string, number, boolean or null".to_owned()))
        }
        Value::String(text) if text.contains('\0') => {
            Some(("invalid_characters", "must not contain the character U+0000".to_owned()))
        }
        value if text_bytes(value) > LONGEST_VALUE_BYTES => {
            Some(("too_long", format!("must have at most {LONGEST_VALUE_BYTES} bytes as text")))
        }
        _ => None,
    }
}

fn text_bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(_) | Value::Object(_) => value.to_string().len(),
        _ => 0,
    }
}

/// The beginning of a name that a client made up, as far as it is worth repeating.
fn shortened(name: &str) -> String {
    name.chars().take(80).collect()
}

fn texts(properties: &BTreeMap<String, PropertyValue>) -> Vec<(&str, String)> {
    properties.iter().map(|(name, value)| (name.as_str(), value.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(sent: Sent, given: Value) -> Result<PropertyChange, Vec<(String, &'static str)>> {
        let given = given.as_object().cloned().unwrap_or_default();
        check(sent, &given).map_err(|error| match error {
            AppError::Invalid(problems) => {
                problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
            }
            other => vec![(other.to_string(), "")],
        })
    }

    #[test]
    fn a_new_conversation_takes_any_value() {
        let given = json!({ "planTier": "gold", "orderID": 3, "vip": true, "tags": ["a"], "none": null });
        let change = read(Sent::New, given).unwrap();
        let texts: Vec<String> = change.set.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(texts, ["order_id=3", "plan_tier=gold", "tags=[\"a\"]", "vip=true"]);
        assert_eq!(change.remove, BTreeSet::new());
    }

    #[test]
    fn a_change_removes_what_is_null() {
        let change = read(Sent::Change, json!({ "planTier": null, "vip": false })).unwrap();
        assert_eq!(change.remove, BTreeSet::from(["plan_tier".to_owned()]));
        assert_eq!(change.set.len(), 1);
    }

    #[test]
    fn every_wrong_name_and_value_is_told() {
        let long = "x".repeat(LONGEST_NAME + 1);
        let rows = [
            (json!({ "endedStatus": "x" }), "properties.endedStatus", "reserved_name"),
            (json!({ "Duration Seconds": null }), "properties.Duration Seconds", "reserved_name"),
            (json!({ "": 1 }), "properties.", "invalid_name"),
            (json!({ "a\u{0}": 1 }), "properties.a\u{0}", "invalid_name"),
            (json!({ long.as_str(): 1 }), "properties.xxxxxxxx", "invalid_name"),
            (json!({ "a": [1] }), "properties.a", "invalid_type"),
            (json!({ "a": {} }), "properties.a", "invalid_type"),
            (json!({ "a": "\u{0}" }), "properties.a", "invalid_characters"),
            (json!({ "planTier": 1, "plan_tier": 1 }), "properties.plan", "repeated_name"),
        ];
        for (given, field, code) in rows {
            let problems = read(Sent::Change, given.clone()).unwrap_err();
            assert_eq!(problems.len(), 1, "{given}");
            assert!(problems[0].0.starts_with(field), "{given}: {problems:?}");
            assert_eq!(problems[0].1, code, "{given}");
        }
    }
}
