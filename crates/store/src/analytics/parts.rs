//! By what a selection is split: the column of the part, and the tables that it stands in.

use colloquy_domain::WorkspaceId;
use colloquy_domain::analytics::{AgentProperty, CallProperty, Dimension, ValueKind};

use super::filters::{DURATION, column};
use crate::lists::query::Query;

/// What the column with the part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// There is no such column.
    None,
    Text,
    Number,
    Boolean,
    Uuid,
}

/// SQLite would rather go by the key of participants, which leads through all columns of each.
const FIRST_OF_AGENT: &str = "INDEXED BY participant_first_of_agent";

/// Where the part is found.
pub(super) struct Split {
    pub key: Key,
    /// Column of a value's row, where the value tells the part: then each part of a conversation is folded by itself.
    pub of_value: Option<&'static str>,
    /// Otherwise the column of a table that is joined to the conversations, which are folded before,
    pub of_conversation: Option<String>,
    /// and how it is joined to `f.conversation_id`.
    pub join: String,
}

impl Split {
    pub(super) fn new(
        query: &mut Query,
        workspace_id: WorkspaceId,
        breakdown: Option<&Dimension>,
        values: Option<ValueKind>,
        is_postgres: bool,
    ) -> Self {
        let of_value =
            |key, column| Self { key, of_value: Some(column), of_conversation: None, join: String::new() };
        let joined = |key, column: String, join: String| Self {
            key,
            of_value: None,
            of_conversation: Some(column),
            join,
        };
        let none = Self { key: Key::None, of_value: None, of_conversation: None, join: String::new() };
        let Some(breakdown) = breakdown else { return none };
        match breakdown {
            Dimension::MetricValue => match values {
                Some(ValueKind::Text) => of_value(Key::Text, "v.text"),
                Some(ValueKind::Boolean) => of_value(Key::Boolean, "v.number"),
                _ => of_value(Key::Number, "v.number"),
            },
            Dimension::MetricRole => of_value(Key::Text, "v.participant_role"),
            Dimension::MetricContext => of_value(Key::Text, "v.context"),
            Dimension::MetricVariant => of_value(Key::Uuid, "v.variant_id"),
            Dimension::Property(name) => {
                let name = query.value(name.clone());
                let join = format!(
                    "LEFT JOIN conversation_property p ON p.conversation_id = f.conversation_id AND p.name = {name}"
                );
                joined(Key::Text, "p.value".to_owned(), join)
            }
            Dimension::Call(CallProperty::DurationSeconds) => {
                let join = "LEFT JOIN conversation c ON c.id = f.conversation_id".to_owned();
                joined(Key::Number, DURATION.to_owned(), join)
            }
            Dimension::Call(property) => {
                let join = "LEFT JOIN call_detail d ON d.conversation_id = f.conversation_id".to_owned();
                joined(Key::Text, format!("d.{}", column(*property)), join)
            }
            Dimension::Agent(property) => {
                let index = if is_postgres { "" } else { FIRST_OF_AGENT };
                // One row for each agent of a conversation, however often it takes part.
                let first = format!(
                    "LEFT JOIN participant p {index} ON p.conversation_id = f.conversation_id AND p.is_first_of_agent"
                );
                let column = match property {
                    AgentProperty::Id => return joined(Key::Uuid, "p.agent_id".to_owned(), first),
                    AgentProperty::Name => "name",
                    AgentProperty::CustomId => "custom_id",
                };
                let workspace = query.value(workspace_id.0);
                // Two agents of one name are one part. SQLite would go through all that PostgreSQL gathers here once for
                // each conversation: it looks for an earlier one of that name instead.
                let join = if is_postgres {
                    format!(
                        "LEFT JOIN (SELECT DISTINCT p.conversation_id, a.{column} FROM agent a \
                         JOIN participant p ON p.agent_id = a.id WHERE a.workspace_id = {workspace} \
                         AND a.{column} IS NOT NULL) AS a ON a.conversation_id = f.conversation_id"
                    )
                } else {
                    format!(
                        "{first} AND p.agent_id IN \
                         (SELECT id FROM agent WHERE workspace_id = {workspace} AND {column} IS NOT NULL) \
                         AND NOT EXISTS (SELECT 1 FROM participant q {index} \
                         WHERE q.conversation_id = p.conversation_id AND q.is_first_of_agent \
                         AND q.agent_id < p.agent_id AND (SELECT {column} FROM agent WHERE id = q.agent_id) \
                         = (SELECT {column} FROM agent WHERE id = p.agent_id)) \
                         LEFT JOIN agent a ON a.id = p.agent_id"
                    )
                };
                joined(Key::Text, format!("a.{column}"), join)
            }
            // Every conversation a part of its own, or all of them one: nothing that is offered.
            Dimension::Conversation | Dimension::Modality => none,
        }
    }
}
