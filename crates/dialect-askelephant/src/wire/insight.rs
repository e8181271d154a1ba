//! Action items and signals.

use colloquy_domain::Instant;
use colloquy_domain::insight::{ActionItem, Signal};
use colloquy_domain::signal::SignalValue;
use colloquy_http::problem::iso;
use serde_json::{Value, json};

use crate::ids;

/// An action item that was found at `found_at`.
pub fn action_item(item: &ActionItem, found_at: Instant) -> Value {
    let mut rendered = json!({
        "object": "engagement_action_item",
        "id": ids::action_item(item.id),
        "title": item.title,
        "description": item.description,
        "created_at": iso(found_at),
        "updated_at": iso(found_at),
    });
    if let Some(due_on) = item.due_on {
        let text = format!("{:04}-{:02}-{:02}", due_on.year(), u8::from(due_on.month()), due_on.day());
        rendered["due_on"] = json!(text);
    }
    if let Some(name) = &item.assignee_name {
        rendered["assigned_to_user_name"] = json!(name);
    }
    if let Some(email) = &item.assignee_email {
        rendered["assigned_to_user_email"] = json!(email);
    }
    rendered
}

/// A signal; none where the conversation does not tell, because the API has no word for that.
pub fn signal(signal: &Signal) -> Option<Value> {
    let (data_type, value) = match signal.value.as_ref()? {
        SignalValue::YesNo(answer) => ("BOOLEAN", json!(answer)),
        SignalValue::Number(number) => ("NUMBER", json!(number)),
        SignalValue::Choice(option) => ("SINGLE_SELECT", json!(option)),
        SignalValue::Text(text) => ("TEXT", json!(text)),
    };
    Some(json!({
        "object": "engagement_signal",
        "id": ids::signal(signal.id),
        "annotation_definition_id": ids::signal_definition(signal.definition_id),
        "name": signal.name,
        "data_type": data_type,
        "value": value,
    }))
}
