//! Filters as conditions.
//!
//! What limits values of a metric stands in their own row. What limits conversations is a set of these, gathered by an
//! index where there is one; a filter that is a negation leaves the set out, so that a filter and its negation keep
//! everything between them.

use colloquy_domain::WorkspaceId;
use colloquy_domain::analytics::{
    AgentProperty, CallProperty, Dimension, Filter, Operator, Value, ValueKind,
};
use uuid::Uuid;

use super::comparison::{Holds, NEVER, as_text, condition};
use crate::lists::query::Query;

/// Where the columns of what is filtered are, and which engine they are in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub workspace_id: WorkspaceId,
    /// The column with the conversation's id.
    pub conversation: &'static str,
    /// What the values of the metric are; none where conversations are counted.
    pub values: Option<ValueKind>,
    pub is_postgres: bool,
}

/// Length in seconds, where the end is known.
pub(super) const DURATION: &str = "CAST(c.ended_at - c.started_at AS DOUBLE PRECISION) / 1000000";

/// Adds the conditions of all filters.
pub(super) fn require_all(query: &mut Query, place: Place, filters: &[Filter]) {
    for filter in filters {
        let (operator, is_negated) = match filter.operator {
            Operator::NotEquals => (Operator::Equals, true),
            Operator::IsNotSet => (Operator::IsSet, true),
            other => (other, false),
        };
        let mark = query.mark();
        if filter.dimension.is_of_metric() {
            let holds = of_value(query, place, &filter.dimension, operator, filter.value.as_ref());
            query.require(if is_negated { format!("COALESCE(NOT ({holds}), TRUE)") } else { holds });
        } else if let Some(set) =
            conversations(query, place, &filter.dimension, operator, filter.value.as_ref())
        {
            query.require(if is_negated { place.is_not_in(&set) } else { place.is_in(&set) });
        } else {
            query.forget(mark);
            if !is_negated {
                query.require(NEVER);
            }
        }
    }
}

impl Place {
    /// The conversation is one of those that `set` selects as `id`.
    fn is_in(self, set: &str) -> String {
        format!("{} IN ({set})", self.conversation)
    }

    /// It is none of them. Each engine has one spelling that it does well.
    pub(super) fn is_not_in(self, set: &str) -> String {
        if self.is_postgres {
            format!(
                "NOT EXISTS (SELECT 1 FROM ({set}) AS left_out WHERE left_out.id = {})",
                self.conversation
            )
        } else {
            format!("{} NOT IN ({set})", self.conversation)
        }
    }
}

/// A condition on a row of a value.
fn of_value(
    query: &mut Query,
    place: Place,
    dimension: &Dimension,
    operator: Operator,
    value: Option<&Value>,
) -> String {
    let Some(value) = value else { return NEVER.to_owned() };
    match dimension {
        Dimension::MetricValue => match place.values {
            Some(ValueKind::Text) => condition(query, "v.text", Holds::Text, operator, value),
            Some(ValueKind::Boolean) => condition(query, "v.number", Holds::Boolean, operator, value),
            _ => condition(query, "v.number", Holds::Number, operator, value),
        },
        Dimension::MetricRole => condition(query, "v.participant_role", Holds::Text, operator, value),
        Dimension::MetricContext => condition(query, "v.context", Holds::Text, operator, value),
        _ => match Uuid::parse_str(&as_text(value)) {
            Ok(id) if operator == Operator::Equals => {
                let placeholder = query.value(id);
                format!("v.variant_id = {placeholder}")
            }
            _ => NEVER.to_owned(),
        },
    }
}

/// The conversations that the filter means, as a query of their ids; none where there can be none.
fn conversations(
    query: &mut Query,
    place: Place,
    dimension: &Dimension,
    operator: Operator,
    value: Option<&Value>,
) -> Option<String> {
    let workspace = query.value(place.workspace_id.0);
    if let Dimension::Property(name) = dimension {
        let name = query.value(name.clone());
        let of_name = format!(
            "SELECT conversation_id AS id FROM conversation_property \
             WHERE workspace_id = {workspace} AND name = {name}"
        );
        if operator == Operator::IsSet {
            return Some(of_name);
        }
        let compared = property(query, operator, value?);
        return Some(format!("{of_name} AND {compared}"));
    }
    if operator == Operator::IsSet {
        return match dimension {
            Dimension::Call(CallProperty::DurationSeconds) => Some(format!(
                "SELECT c.id FROM conversation c WHERE c.workspace_id = {workspace} AND c.ended_at IS NOT NULL"
            )),
            Dimension::Call(property) => Some(format!(
                "SELECT d.conversation_id AS id FROM call_detail d WHERE d.workspace_id = {workspace} \
                 AND d.{} IS NOT NULL",
                column(*property)
            )),
            _ => None,
        };
    }
    let value = value?;
    Some(match dimension {
        Dimension::Conversation => {
            let id = query.value(Uuid::parse_str(&as_text(value)).ok()?);
            format!("SELECT c.id FROM conversation c WHERE c.workspace_id = {workspace} AND c.id = {id}")
        }
        Dimension::Modality => {
            let kinds = match as_text(value).to_ascii_lowercase().as_str() {
                "call" if operator == Operator::Equals => "'call', 'meeting'",
                "chat" if operator == Operator::Equals => "'chat'",
                _ => return None,
            };
            format!(
                "SELECT c.id FROM conversation c WHERE c.workspace_id = {workspace} AND c.deleted_at IS NULL AND c.kind IN ({kinds})"
            )
        }
        Dimension::Call(CallProperty::DurationSeconds) => {
            let compared = condition(query, DURATION, Holds::Number, operator, value);
            format!("SELECT c.id FROM conversation c WHERE c.workspace_id = {workspace} AND {compared}")
        }
        Dimension::Call(property) => {
            let column = format!("d.{}", column(*property));
            let compared = condition(query, &column, Holds::Text, operator, value);
            format!(
                "SELECT d.conversation_id AS id FROM call_detail d WHERE d.workspace_id = {workspace} AND {compared}"
            )
        }
        Dimension::Agent(property) => {
            let compared = match property {
                AgentProperty::Id => {
                    let id =
                        Uuid::parse_str(&as_text(value)).ok().filter(|_| operator == Operator::Equals)?;
                    let id = query.value(id);
                    format!("a.id = {id}")
                }
                AgentProperty::Name => condition(query, "a.name", Holds::Text, operator, value),
                AgentProperty::CustomId => condition(query, "a.custom_id", Holds::Text, operator, value),
            };
            format!(
                "SELECT p.conversation_id AS id FROM agent a JOIN participant p ON p.agent_id = a.id \
                 WHERE a.workspace_id = {workspace} AND {compared}"
            )
        }
        _ => return None,
    })
}

/// The column of what is known of a call.
pub(super) fn column(property: CallProperty) -> &'static str {
    match property {
        CallProperty::Direction => "direction",
        CallProperty::Status => "status",
        CallProperty::EndedStatus => "ended_status",
        CallProperty::Interface => "interface",
        CallProperty::Source => "origin",
        // Of the conversation; not asked for here.
        CallProperty::DurationSeconds => "conversation_id",
    }
}

/// A property is of one type throughout a workspace; a number is compared as one, everything else as its text.
fn property(query: &mut Query, operator: Operator, value: &Value) -> String {
    match value.number() {
        Some(_) if operator.orders() => condition(query, "number", Holds::Number, operator, value),
        Some(_) if operator == Operator::Equals => {
            let as_numbers = condition(query, "number", Holds::Number, operator, value);
            let as_texts = condition(query, "value", Holds::Text, operator, value);
            format!("({as_numbers} OR {as_texts})")
        }
        _ => condition(query, "value", Holds::Text, operator, value),
    }
}
