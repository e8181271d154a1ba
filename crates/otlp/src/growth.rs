//! How much larger an export becomes when it is read: an empty span is two bytes in protobuf and three in JSON, and
//! hundreds in memory. What would become too large is found before anything is made of it.

use opentelemetry_proto::tonic::common::v1::{AnyValue, EntityRef, InstrumentationScope, KeyValue};
use opentelemetry_proto::tonic::trace::v1::span::{Event, Link};
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span};
use prost::DecodeError;
use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};

/// How deep the decoder reads messages that lie in each other; it refuses what lies deeper.
const DEEPEST: usize = 100;

/// Bytes of a message in memory, and which messages it may hold, by their field's number. Texts are no larger than they
/// were.
struct Shape {
    bytes: usize,
    parts: &'static [(u32, &'static Shape)],
}

static EXPORT: Shape = Shape { bytes: 0, parts: &[(1, &RESOURCE_SPANS)] };
static RESOURCE_SPANS: Shape =
    Shape { bytes: size_of::<ResourceSpans>(), parts: &[(1, &RESOURCE), (2, &SCOPE_SPANS)] };
static RESOURCE: Shape = Shape { bytes: 0, parts: &[(1, &ATTRIBUTE), (3, &ENTITY)] };
static ENTITY: Shape = Shape { bytes: size_of::<EntityRef>(), parts: &[(3, &NAME), (4, &NAME)] };
static NAME: Shape = Shape { bytes: size_of::<String>(), parts: &[] };
static SCOPE_SPANS: Shape = Shape { bytes: size_of::<ScopeSpans>(), parts: &[(1, &SCOPE), (2, &SPAN)] };
static SCOPE: Shape = Shape { bytes: size_of::<InstrumentationScope>(), parts: &[(3, &ATTRIBUTE)] };
static SPAN: Shape = Shape { bytes: size_of::<Span>(), parts: &[(9, &ATTRIBUTE), (11, &EVENT), (13, &LINK)] };
static EVENT: Shape = Shape { bytes: size_of::<Event>(), parts: &[(3, &ATTRIBUTE)] };
static LINK: Shape = Shape { bytes: size_of::<Link>(), parts: &[(4, &ATTRIBUTE)] };
static ATTRIBUTE: Shape = Shape { bytes: size_of::<KeyValue>(), parts: &[(2, &VALUE)] };
static VALUE: Shape = Shape { bytes: size_of::<AnyValue>(), parts: &[(5, &LIST), (6, &MAP)] };
static LIST: Shape = Shape { bytes: 0, parts: &[(1, &VALUE)] };
static MAP: Shape = Shape { bytes: 0, parts: &[(1, &ATTRIBUTE)] };

enum Stop {
    /// The decoder gets no further either.
    Broken,
    TooLarge,
}

impl From<DecodeError> for Stop {
    fn from(_: DecodeError) -> Self {
        Self::Broken
    }
}

/// Whether the parts of an export in protobuf fit into so many bytes, as far as it can be read.
pub(crate) fn protobuf_fits(export: &[u8], bytes: usize) -> bool {
    let mut left = bytes;
    !matches!(walk(export, &EXPORT, DEEPEST, &mut left), Err(Stop::TooLarge))
}

fn walk(mut message: &[u8], shape: &Shape, depth: usize, left: &mut usize) -> Result<(), Stop> {
    *left = left.checked_sub(shape.bytes).ok_or(Stop::TooLarge)?;
    if shape.parts.is_empty() {
        return Ok(());
    }
    let depth = depth.checked_sub(1).ok_or(Stop::Broken)?;
    while !message.is_empty() {
        let (field, wire_type) = decode_key(&mut message)?;
        let part = shape.parts.iter().find(|(number, _)| *number == field);
        match part.filter(|_| wire_type == WireType::LengthDelimited) {
            Some((_, part)) => {
                let length = usize::try_from(decode_varint(&mut message)?).map_err(|_| Stop::Broken)?;
                let (inner, rest) = message.split_at_checked(length).ok_or(Stop::Broken)?;
                walk(inner, part, depth, left)?;
                message = rest;
            }
            None => skip_field(wire_type, field, &mut message, DecodeContext::default())?,
        }
    }
    Ok(())
}

/// The same of one in JSON, where every object is taken for the largest there is.
pub(crate) fn json_fits(export: &[u8], bytes: usize) -> bool {
    let (mut in_text, mut is_escaped, mut objects) = (false, false, 0_usize);
    for byte in export {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'{' if !in_text => objects += 1,
            _ => {}
        }
    }
    objects.saturating_mul(size_of::<Span>()) <= bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
    use opentelemetry_proto::tonic::common::v1::ArrayValue;
    use opentelemetry_proto::tonic::common::v1::any_value::Value;
    use prost::Message;

    fn export(spans: Vec<Span>) -> Vec<u8> {
        let of_scope = ScopeSpans { spans, ..ScopeSpans::default() };
        let of_resource = ResourceSpans { scope_spans: vec![of_scope], ..ResourceSpans::default() };
        ExportTraceServiceRequest { resource_spans: vec![of_resource] }.encode_to_vec()
    }

    #[test]
    fn what_becomes_large_is_found_before_it_does() {
        let values = vec![AnyValue::default(); 1_000];
        let list = AnyValue { value: Some(Value::ArrayValue(ArrayValue { values })) };
        let attributes = vec![KeyValue { value: Some(list), ..KeyValue::default() }];
        let of_values = Span { attributes, ..Span::default() };
        for (body, bytes) in [
            (export(vec![Span::default(); 1_000]), 1_000 * size_of::<Span>()),
            (export(vec![of_values]), 1_000 * size_of::<AnyValue>()),
        ] {
            assert!(body.len() < 4_000, "{}", body.len());
            assert!(!protobuf_fits(&body, bytes));
            assert!(protobuf_fits(&body, bytes + 2_000));
        }
        // One long text is one part; what cannot be read is left to the decoder.
        assert!(protobuf_fits(&export(vec![Span { name: "x".repeat(9_000), ..Span::default() }]), 2_000));
        assert!(protobuf_fits(b"\x0a\xff", 0));
        let spans = format!("[{}{{}}]", "{},".repeat(999));
        assert!(!json_fits(spans.as_bytes(), 999 * size_of::<Span>()));
        assert!(json_fits(spans.as_bytes(), 1_000 * size_of::<Span>()));
        assert!(json_fits(br#"{"a": "{{{{\"{{{{\\", "b": "{{{"}"#, size_of::<Span>()));
    }
}
