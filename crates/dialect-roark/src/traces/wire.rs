//! Spans as they are read back.

use serde::Serialize;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use utoipa::ToSchema;

use colloquy_domain::trace::{SpanDetail, SpanHead, SpanKind, SpanSource, SpanStatus};
use colloquy_http::problem::iso;

/// A trace of a call.
#[derive(ToSchema)]
#[schema(as = RoarkTrace)]
#[expect(dead_code, reason = "written piece by piece; the fields are read by the schema derive only")]
pub struct Trace {
    /// 32 hexadecimal digits.
    #[schema(rename = "traceId")]
    trace_id: String,
    /// In the order in which they began.
    spans: Vec<Span>,
}

/// A span.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkSpan)]
pub struct Span {
    /// 16 hexadecimal digits.
    span_id: String,
    /// The span within which it happened.
    #[schema(required)]
    parent_span_id: Option<String>,
    name: String,
    #[schema(value_type = SpanKindWord)]
    kind: &'static str,
    /// Begin, to the millisecond.
    #[schema(format = DateTime)]
    start_time: String,
    /// End, to the millisecond.
    #[schema(format = DateTime)]
    end_time: String,
    /// Begin in nanoseconds since 1970, as digits.
    start_time_unix_nano: String,
    /// End likewise.
    end_time_unix_nano: String,
    /// Length with fractions; 0 where the end lies before the begin.
    duration_ms: f64,
    status: Status,
    attributes: Map<String, Value>,
    /// Attributes of the program that sent it.
    resource_attributes: Map<String, Value>,
    scope: Scope,
    events: Vec<Event>,
    links: Vec<Link>,
}

colloquy_http::words! {
    /// Which side of which exchange a span shows.
    SpanKindWord = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
    /// How what a span shows ended.
    SpanStatusWord = ["UNSET", "OK", "ERROR"];
}

/// How a span ended.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkSpanStatus)]
struct Status {
    #[schema(value_type = SpanStatusWord)]
    code: &'static str,
    /// What is said about it; often nothing.
    message: String,
}

/// The instrumentation that made a span.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkSpanScope)]
struct Scope {
    name: String,
    version: String,
    attributes: Map<String, Value>,
}

/// Something that happened within a span.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkSpanEvent)]
struct Event {
    name: String,
    #[schema(format = DateTime)]
    time: String,
    attributes: Map<String, Value>,
}

/// Another span that a span has to do with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkSpanLink)]
struct Link {
    trace_id: String,
    span_id: String,
    attributes: Map<String, Value>,
}

/// A span as it is written.
pub fn span(head: SpanHead, source: SpanSource, detail: SpanDetail) -> Span {
    Span {
        span_id: head.span_id.hex(),
        parent_span_id: head.parent_span_id.map(colloquy_domain::trace::SpanId::hex),
        kind: kind(head.kind),
        start_time: instant(head.started_at_ns),
        end_time: instant(head.ended_at_ns),
        start_time_unix_nano: head.started_at_ns.to_string(),
        end_time_unix_nano: head.ended_at_ns.to_string(),
        duration_ms: head.duration_ms(),
        name: head.name,
        status: Status { code: status(head.status), message: detail.status_message },
        attributes: detail.attributes,
        resource_attributes: source.resource_attributes,
        scope: Scope {
            name: source.scope_name,
            version: source.scope_version,
            attributes: source.scope_attributes,
        },
        events: detail
            .events
            .into_iter()
            .map(|event| Event { name: event.name, time: instant(event.at_ns), attributes: event.attributes })
            .collect(),
        links: detail
            .links
            .into_iter()
            .map(|link| Link { trace_id: link.trace_id, span_id: link.span_id, attributes: link.attributes })
            .collect(),
    }
}

fn kind(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Unspecified => "UNSPECIFIED",
        SpanKind::Internal => "INTERNAL",
        SpanKind::Server => "SERVER",
        SpanKind::Client => "CLIENT",
        SpanKind::Producer => "PRODUCER",
        SpanKind::Consumer => "CONSUMER",
    }
}

fn status(status: SpanStatus) -> &'static str {
    match status {
        SpanStatus::Unset => "UNSET",
        SpanStatus::Ok => "OK",
        SpanStatus::Error => "ERROR",
    }
}

/// 64 bits of nanoseconds end in the year 2262: every one is an instant.
fn instant(nanoseconds: i64) -> String {
    let instant = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds.into());
    iso(instant.unwrap_or(OffsetDateTime::UNIX_EPOCH))
}
