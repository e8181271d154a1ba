//! Traces: what a program was doing, span by span, as its own instrumentation tells.
//!
//! Spans come in batches and by themselves; nothing in them says which conversation they belong to but names that they
//! share with it ([`TraceKey`]). A trace and a conversation find each other by these names, whichever comes first.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::call::ConversationKeyKind;

/// The 16 bytes that all spans of a trace share; never all zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TraceId(pub Uuid);

impl TraceId {
    /// Reads 16 bytes that are not all zero.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let id = Uuid::from_bytes(bytes.try_into().ok()?);
        (!id.is_nil()).then_some(Self(id))
    }

    /// 32 hexadecimal digits in lower case.
    #[must_use]
    pub fn hex(self) -> String {
        self.0.simple().to_string()
    }
}

/// The 8 bytes of a span, unique within its trace; never all zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SpanId(pub u64);

impl SpanId {
    /// Reads 8 bytes that are not all zero.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let id = u64::from_be_bytes(bytes.try_into().ok()?);
        (id != 0).then_some(Self(id))
    }

    /// 16 hexadecimal digits in lower case.
    #[must_use]
    pub fn hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Which side of which exchange a span shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanKind {
    /// Not told.
    Unspecified,
    /// Within one program.
    Internal,
    /// Answers a request.
    Server,
    /// Makes a request.
    Client,
    /// Hands a message over.
    Producer,
    /// Takes a message.
    Consumer,
}

impl SpanKind {
    const ALL: [Self; 6] =
        [Self::Unspecified, Self::Internal, Self::Server, Self::Client, Self::Producer, Self::Consumer];

    /// The number by which OpenTelemetry and the database know it.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// Reads [`Self::number`]; what is not known counts as not told.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|kind| kind.number() == number).unwrap_or(Self::Unspecified)
    }
}

/// How what a span shows ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanStatus {
    /// Not told.
    Unset,
    /// As it should.
    Ok,
    /// It failed.
    Error,
}

impl SpanStatus {
    /// The number by which OpenTelemetry and the database know it.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// Reads [`Self::number`]; what is not known counts as not told.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        [Self::Ok, Self::Error].into_iter().find(|status| status.number() == number).unwrap_or(Self::Unset)
    }
}

/// What spans are found and ordered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanHead {
    /// The trace.
    pub trace_id: TraceId,
    /// The span; one that comes again replaces what came before.
    pub span_id: SpanId,
    /// The span within which it happened.
    pub parent_span_id: Option<SpanId>,
    /// What is shown.
    pub name: String,
    /// Which side.
    pub kind: SpanKind,
    /// How it ended.
    pub status: SpanStatus,
    /// Begin, in nanoseconds since 1970 in UTC.
    pub started_at_ns: i64,
    /// End, likewise. Clocks differ: it may lie before the begin.
    pub ended_at_ns: i64,
}

impl SpanHead {
    /// Length in milliseconds; 0 where the end lies before the begin.
    #[must_use]
    pub fn duration_ms(&self) -> f64 {
        self.ended_at_ns.saturating_sub(self.started_at_ns).max(0) as f64 / 1e6
    }
}

/// Everything else that a span says. Values are plain JSON: bytes stand as base 64, numbers that JSON does not know
/// (`NaN`, `Infinity`) as text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpanDetail {
    /// Attributes by name.
    pub attributes: Map<String, Value>,
    /// What happened meanwhile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<SpanEvent>,
    /// Other spans that it has to do with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<SpanLink>,
    /// What is said about its status.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status_message: String,
    /// W3C trace state.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub trace_state: String,
    /// Attributes that the sender left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub dropped_attributes: u32,
    /// Events that the sender left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub dropped_events: u32,
    /// Links that the sender left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub dropped_links: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Something that happened within a span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpanEvent {
    /// What.
    pub name: String,
    /// When, in nanoseconds since 1970 in UTC.
    pub at_ns: i64,
    /// Attributes by name.
    pub attributes: Map<String, Value>,
}

/// Another span that a span has to do with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpanLink {
    /// Its trace, in hexadecimal digits.
    pub trace_id: String,
    /// Itself, likewise.
    pub span_id: String,
    /// Attributes by name.
    pub attributes: Map<String, Value>,
}

/// Who sends spans: the same for many, so kept apart from them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpanSource {
    /// Attributes of the program.
    pub resource_attributes: Map<String, Value>,
    /// Name of the instrumentation.
    pub scope_name: String,
    /// Its version.
    pub scope_version: String,
    /// Its attributes.
    pub scope_attributes: Map<String, Value>,
    /// Where the meaning of the names is written down.
    pub schema_url: String,
}

/// Names a [`SpanSource`] within a trace, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub Uuid);

/// A name in a trace under which a conversation may be known, too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TraceKey {
    /// The trace.
    pub trace_id: TraceId,
    /// Whose name it is.
    pub kind: ConversationKeyKind,
    /// The name.
    pub value: String,
}

/// A span on its way into the database: its document is made where there is time for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedSpan {
    /// What it is found by.
    pub head: SpanHead,
    /// Who sends it.
    pub source: SourceId,
    /// Its [`SpanDetail`] as JSON text.
    pub detail: String,
}

/// Spans that are stored together.
#[derive(Debug, Clone, Default)]
pub struct SpanBatch {
    /// The spans.
    pub spans: Vec<PackedSpan>,
    /// Their sources for each of their traces, as JSON text of a [`SpanSource`].
    pub sources: Vec<(TraceId, SourceId, std::sync::Arc<str>)>,
    /// The names in them.
    pub keys: Vec<TraceKey>,
}

/// Which of two names says better to which conversation a trace belongs: a lower rank does. The sender's own id says
/// most; then come rooms and calls as others name them.
#[must_use]
pub fn key_rank(kind: ConversationKeyKind) -> u8 {
    match kind {
        ConversationKeyKind::ExternalId => 0,
        ConversationKeyKind::LivekitRoom | ConversationKeyKind::LivekitCall => 1,
        ConversationKeyKind::PipecatCall => 2,
        ConversationKeyKind::VapiCall => 3,
        ConversationKeyKind::RetellCall => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_their_bytes_and_written_in_hexadecimal() {
        let trace = TraceId::from_bytes(&[0x0a; 16]).unwrap();
        assert_eq!(trace.hex(), "0a".repeat(16));
        assert_eq!(SpanId::from_bytes(&[0, 0, 0, 0, 0, 0, 0, 7]).unwrap().hex(), "0000000000000007");
        assert_eq!(SpanId::from_bytes(&[0xff; 8]).unwrap().hex(), "f".repeat(16));
        for wrong in [&[][..], &[0; 16], &[1; 8], &[1; 17]] {
            assert_eq!(TraceId::from_bytes(wrong), None);
        }
        for wrong in [&[][..], &[0; 8], &[1; 16]] {
            assert_eq!(SpanId::from_bytes(wrong), None);
        }
    }

    #[test]
    fn kinds_and_states_keep_their_numbers() {
        for number in 0..6 {
            assert_eq!(SpanKind::from_number(number).number(), number);
        }
        for number in 0..3 {
            assert_eq!(SpanStatus::from_number(number).number(), number);
        }
        assert_eq!(SpanKind::from_number(77), SpanKind::Unspecified);
        assert_eq!(SpanStatus::from_number(-1), SpanStatus::Unset);
    }
}
