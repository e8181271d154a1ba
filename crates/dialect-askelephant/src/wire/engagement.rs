//! The engagement object. Members without a value are left out.

use colloquy_domain::conversation::{Conversation, ConversationKind, DataSource, ProcessingStatus};
use colloquy_http::problem::iso;
use serde_json::{Map, Value, json};

use super::directory;
use crate::ids;

/// The engagement without expansions.
pub fn render(conversation: &Conversation) -> Value {
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    set("object", json!("engagement"));
    set("id", json!(ids::engagement(conversation.id)));
    set("title", json!(conversation.title));
    set("engagement_type", json!(engagement_type(conversation.kind)));
    set("processing_status", json!(processing_status(conversation.processing_status)));
    set("is_private", json!(conversation.is_private));
    set("created_at", json!(iso(conversation.created_at)));
    set("updated_at", json!(iso(conversation.updated_at)));
    if let Some(data_source) = data_source(conversation.data_source) {
        set("data_source", json!(data_source));
    }
    set("is_internal", json!(conversation.is_internal));
    set("engagement_at", json!(iso(conversation.started_at)));
    set("start_at", json!(iso(conversation.started_at)));
    if let Some(ended_at) = conversation.ended_at {
        set("end_at", json!(iso(ended_at)));
    }
    if let Some(seconds) = conversation.duration_seconds() {
        set("duration_seconds", json!(seconds));
    }
    for (name, text) in [
        ("description", &conversation.description),
        ("meeting_url", &conversation.meeting_url),
        ("external_url", &conversation.external_url),
    ] {
        if let Some(text) = text {
            set(name, json!(text));
        }
    }
    if let Some(crm) = &conversation.crm_association {
        set("crm_association", directory::crm_association(crm));
    }
    if let Some(owner) = conversation.owner_user_id {
        set("owner_user_id", json!(ids::user(owner)));
    }
    if let Some(host) = conversation.host_user_id {
        set("host_user_id", json!(ids::user(host)));
    }
    Value::Object(members)
}

/// The type, as the API spells it.
pub fn engagement_type(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::Call => "CALL",
        ConversationKind::Meeting => "MEETING",
        ConversationKind::Email => "EMAIL",
        // The API has no type for a chat; a note is the nearest written one.
        ConversationKind::Chat => "NOTE",
    }
}

/// How far the processing is, as the API spells it.
pub fn processing_status(status: ProcessingStatus) -> &'static str {
    match status {
        ProcessingStatus::Pending => "PENDING",
        ProcessingStatus::Processing => "PROCESSING",
        ProcessingStatus::Completed => "COMPLETED",
        ProcessingStatus::Failed => "FAILED",
    }
}

/// Only the value for the API itself is documented; other origins leave it out.
fn data_source(source: DataSource) -> Option<&'static str> {
    (source == DataSource::PublicApi).then_some("PUBLIC_API")
}
