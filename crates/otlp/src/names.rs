//! What the attributes of spans and programs mean to whoever takes them in.

use colloquy_domain::call::ConversationKeyKind;
use colloquy_domain::trace::{TraceId, TraceKey};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};

/// Longest name of a conversation that is looked at, in characters: conversations have no longer ones.
const LONGEST_KEY: usize = 255;

/// Most names that a program or a span may have: every one is a row for each trace.
pub(crate) const MOST_NAMES: usize = 16;

/// An attribute that names a conversation.
#[derive(Debug, Clone, Copy)]
pub struct KeyAttribute {
    /// Name of the attribute.
    pub attribute: &'static str,
    /// Whose names of conversations it may hold.
    pub kinds: &'static [ConversationKeyKind],
    /// Whether it counts on a span.
    pub on_span: bool,
    /// Whether it counts on the program that sends it.
    pub on_resource: bool,
}

/// The attributes that mean something.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary {
    /// Those that name a conversation.
    pub keys: &'static [KeyAttribute],
    /// The one that says of a program, by being true, that none of its spans are to be kept.
    pub skip: &'static str,
}

impl Vocabulary {
    pub(crate) fn is_skipped(&self, resource: &[KeyValue]) -> bool {
        values(resource, self.skip).any(|value| match value {
            Value::BoolValue(skip) => *skip,
            // Attributes from an environment variable are texts.
            Value::StringValue(text) => text.eq_ignore_ascii_case("true"),
            _ => false,
        })
    }

    /// The names on a program, for every trace of its spans; where they are more than [`MOST_NAMES`], not all of them.
    pub(crate) fn on_resource(&self, attributes: &[KeyValue]) -> Vec<(ConversationKeyKind, String)> {
        self.found(attributes, |key| key.on_resource)
    }

    /// Those on a span, likewise.
    pub(crate) fn on_span(
        &self,
        trace_id: TraceId,
        attributes: &[KeyValue],
    ) -> impl Iterator<Item = TraceKey> {
        let found = self.found(attributes, |key| key.on_span);
        found.into_iter().map(move |(kind, value)| TraceKey { trace_id, kind, value })
    }

    fn found(
        &self,
        attributes: &[KeyValue],
        counts: impl Fn(&KeyAttribute) -> bool,
    ) -> Vec<(ConversationKeyKind, String)> {
        let mut found = Vec::new();
        for key in self.keys.iter().filter(|key| counts(key)) {
            for text in values(attributes, key.attribute).filter_map(key_text) {
                found.extend(key.kinds.iter().map(|kind| (*kind, text.clone())));
                if found.len() > MOST_NAMES {
                    return found;
                }
            }
        }
        found
    }
}

fn values<'a>(attributes: &'a [KeyValue], name: &'a str) -> impl Iterator<Item = &'a Value> {
    let named = attributes.iter().filter(move |attribute| attribute.key == name);
    named.filter_map(|attribute| match &attribute.value {
        Some(AnyValue { value: Some(value) }) => Some(value),
        _ => None,
    })
}

fn key_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::StringValue(text) => text.clone(),
        Value::IntValue(number) => number.to_string(),
        _ => return None,
    };
    let can_be_one = !text.is_empty() && !text.contains('\0') && text.chars().count() <= LONGEST_KEY;
    can_be_one.then_some(text)
}
