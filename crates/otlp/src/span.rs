//! One span.

use colloquy_domain::trace::{
    PackedSpan, SourceId, SpanDetail, SpanEvent, SpanHead, SpanId, SpanKind, SpanLink, SpanStatus, TraceId,
};
use opentelemetry_proto::tonic::trace::v1::Span as Given;

use crate::value::map;

/// The ids of a span, where they are such.
///
/// # Errors
/// Why it cannot be kept, for the answer.
pub(crate) fn ids(span: &Given) -> Result<(TraceId, SpanId), &'static str> {
    let trace_id = TraceId::from_bytes(&span.trace_id)
        .ok_or("a span's trace id must have 16 bytes that are not all zero")?;
    let span_id =
        SpanId::from_bytes(&span.span_id).ok_or("a span's id must have 8 bytes that are not all zero")?;
    Ok((trace_id, span_id))
}

/// # Errors
/// Why it cannot be kept, for the answer.
pub(crate) fn pack(
    span: Given,
    (trace_id, span_id): (TraceId, SpanId),
    source: SourceId,
) -> Result<PackedSpan, &'static str> {
    const TIMES: &str = "a span's times must lie before the year 2262";
    let status = span.status.unwrap_or_default();
    let head = SpanHead {
        trace_id,
        span_id,
        // Anything but an id says that there is none, as the protocol has it.
        parent_span_id: SpanId::from_bytes(&span.parent_span_id),
        name: storable(span.name),
        kind: SpanKind::from_number(span.kind.into()),
        status: SpanStatus::from_number(status.code.into()),
        started_at_ns: i64::try_from(span.start_time_unix_nano).map_err(|_| TIMES)?,
        ended_at_ns: i64::try_from(span.end_time_unix_nano).map_err(|_| TIMES)?,
    };
    let events = span.events.into_iter().map(|event| SpanEvent {
        name: event.name,
        at_ns: i64::try_from(event.time_unix_nano).unwrap_or(i64::MAX),
        attributes: map(event.attributes),
    });
    let links = span.links.into_iter().map(|link| SpanLink {
        trace_id: hex(&link.trace_id),
        span_id: hex(&link.span_id),
        attributes: map(link.attributes),
    });
    let detail = SpanDetail {
        attributes: map(span.attributes),
        events: events.collect(),
        links: links.collect(),
        status_message: status.message,
        trace_state: span.trace_state,
        dropped_attributes: span.dropped_attributes_count,
        dropped_events: span.dropped_events_count,
        dropped_links: span.dropped_links_count,
    };
    let detail = serde_json::to_string(&detail).map_err(|_| "a span could not be written down")?;
    Ok(PackedSpan { head, source, detail })
}

/// PostgreSQL keeps no zero character in a text; in JSON it is escaped.
fn storable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
