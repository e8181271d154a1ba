use bytes::Bytes;
use colloquy_domain::trace::{SpanDetail, SpanKind, SpanStatus};
use serde_json::{Value, json};

use super::*;
use crate::{Encoding, Format, KeyAttribute, decode};

const VOCABULARY: Vocabulary = Vocabulary {
    keys: &[
        KeyAttribute {
            attribute: "own.id",
            kinds: &[ConversationKeyKind::ExternalId],
            on_span: true,
            on_resource: true,
        },
        KeyAttribute {
            attribute: "room.id",
            kinds: &[ConversationKeyKind::LivekitRoom, ConversationKeyKind::LivekitCall],
            on_span: false,
            on_resource: true,
        },
    ],
    skip: "leave.out",
};

fn export(body: &Value) -> Export {
    decode(Bytes::from(body.to_string()), Encoding::Identity, Format::Json, 1 << 20).unwrap()
}

fn text(name: &str, value: &str) -> Value {
    json!({"key": name, "value": {"stringValue": value}})
}

fn span(trace: u8, span: u8, attributes: Value) -> Value {
    json!({
        "traceId": format!("{trace:02x}").repeat(16), "spanId": format!("{span:02x}").repeat(8), "name": "turn",
        "kind": 3, "startTimeUnixNano": "1700000000000000000", "endTimeUnixNano": "1700000001500000000",
        "attributes": attributes, "madeUpLater": true,
    })
}

#[test]
fn a_span_keeps_all_that_it_says() {
    let mut given = span(
        1,
        2,
        json!([
            {"key": "n", "value": {"intValue": "-9007199254740993"}}, {"key": "d", "value": {"doubleValue": 0.5}},
            {"key": "b", "value": {"boolValue": false}}, {"key": "raw", "value": {"bytesValue": "AAE="}},
            {"key": "list", "value": {"arrayValue": {"values": [{"stringValue": "x"}, {"intValue": 1}]}}},
            {"key": "map", "value": {"kvlistValue": {"values": [{"key": "k", "value": {"boolValue": true}}]}}},
            {"key": "none", "value": {}}, text("nul", "a\0b"),
        ]),
    );
    given["parentSpanId"] = json!("0a0a0a0a0a0a0a0a");
    given["status"] = json!({"code": 2, "message": "no"});
    given["events"] = json!([{"name": "e", "timeUnixNano": "5", "attributes": [text("k", "v")]}]);
    given["links"] = json!([{"traceId": "ff".repeat(16), "spanId": "ee".repeat(8)}]);
    let body = json!({"resourceSpans": [{
        "resource": {"attributes": [text("service.name", "bot")]},
        "scopeSpans": [{"scope": {"name": "tracer", "version": "2"}, "spans": [given]}],
    }]});
    let mut batches = export(&body).batches(&VOCABULARY, 10);
    let batch = batches.next().unwrap();
    let packed = &batch.spans[0];
    assert_eq!(packed.head.trace_id.hex(), "01".repeat(16));
    assert_eq!(packed.head.parent_span_id.unwrap().hex(), "0a".repeat(8));
    assert_eq!((packed.head.kind, packed.head.status), (SpanKind::Client, SpanStatus::Error));
    assert!((packed.head.duration_ms() - 1500.0).abs() < 1e-9);
    let detail: SpanDetail = serde_json::from_str(&packed.detail).unwrap();
    assert_eq!(
        Value::Object(detail.attributes),
        json!({"n": -9_007_199_254_740_993_i64, "d": 0.5, "b": false, "raw": "AAE=", "list": ["x", 1],
               "map": {"k": true}, "none": null, "nul": "a\0b"})
    );
    assert_eq!((detail.events[0].at_ns, &detail.events[0].attributes["k"]), (5, &json!("v")));
    assert_eq!(
        (detail.links[0].span_id.as_str(), detail.status_message.as_str()),
        ("eeeeeeeeeeeeeeee", "no")
    );
    let source: SpanSource = serde_json::from_str(&batch.sources[0].2).unwrap();
    assert_eq!(
        (source.scope_name.as_str(), &source.resource_attributes["service.name"]),
        ("tracer", &json!("bot"))
    );
    assert!(batches.next().is_none());
    assert_eq!(batches.rejected(), (0, None));
}

#[test]
fn names_are_found_where_they_count_and_skipped_programs_are_left_out() {
    let body = json!({"resourceSpans": [
        {"resource": {"attributes": [text("room.id", "RM_1"), text("own.id", "A")]}, "scopeSpans": [{"spans": [
            span(1, 1, json!([text("room.id", "RM_2")])), span(1, 2, json!([text("own.id", "B")])),
            span(2, 1, json!([])),
        ]}]},
        {"resource": {"attributes": [{"key": "leave.out", "value": {"boolValue": true}}]},
         "scopeSpans": [{"spans": [span(3, 1, json!([]))]}]},
        {"scopeSpans": [{"spans": [span(4, 1, json!([text("own.id", "")]))]}]},
    ]});
    let batch = export(&body).batches(&VOCABULARY, 10).next().unwrap();
    let mut keys: Vec<_> = batch
        .keys
        .iter()
        .map(|key| (key.trace_id.0.as_bytes()[0], key.kind.as_str(), key.value.as_str()))
        .collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            (1, "external_id", "A"),
            (1, "external_id", "B"),
            (1, "livekit_call", "RM_1"),
            (1, "livekit_room", "RM_1"),
            (2, "external_id", "A"),
            (2, "livekit_call", "RM_1"),
            (2, "livekit_room", "RM_1"),
        ]
    );
    assert_eq!(batch.spans.len(), 4);
}

#[test]
fn spans_come_a_few_at_a_time_and_what_is_none_is_counted() {
    let mut wrong = span(1, 1, json!([]));
    wrong["traceId"] = json!("");
    let mut late = span(1, 9, json!([]));
    late["endTimeUnixNano"] = json!(u64::MAX.to_string());
    let spans: Vec<Value> = (1..=5).map(|id| span(1, id, json!([]))).chain([wrong, late]).collect();
    let body = json!({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]});
    let mut batches = export(&body).batches(&VOCABULARY, 2);
    let sizes: Vec<usize> = batches.by_ref().map(|batch| batch.spans.len()).collect();
    assert_eq!(sizes, [2, 2, 1]);
    let (rejected, reason) = batches.rejected();
    assert_eq!(rejected, 2);
    assert!(reason.unwrap().contains("2262"));
}

#[test]
fn what_all_spans_share_cannot_grow_with_them() {
    let spans: Vec<Value> = (1..=200).map(|trace| span(trace, 1, json!([]))).collect();
    let of = |attributes: Value, spans: &[Value]| json!({"resource": {"attributes": attributes}, "scopeSpans": [{"spans": spans}]});
    let rooms: Vec<Value> = (0..9).map(|room| text("room.id", &room.to_string())).collect();
    let own: Vec<Value> = (0..17).map(|id| text("own.id", &id.to_string())).collect();
    let body = json!({"resourceSpans": [
        of(json!([text("long", &"x".repeat(60_000))]), &spans), of(json!([text("long", &"x".repeat(70_000))]), &spans),
        of(json!(rooms), &spans), of(json!([]), &[span(1, 2, json!(own)), span(1, 3, json!([]))]),
    ]});
    let mut batches = export(&body).batches(&VOCABULARY, 250);
    let mut kept = 0;
    for batch in batches.by_ref() {
        let bytes: usize = batch.sources.iter().map(|(_, _, text)| text.len()).sum();
        assert!(bytes < BATCH_BYTES + LONGEST_SOURCE_BYTES, "{bytes}");
        kept += batch.spans.len();
    }
    assert_eq!((kept, batches.rejected()), (201, (401, Some(TOO_MANY_NAMES))));
    let mut spent = export(&json!({"resourceSpans": [of(json!([]), &spans)]})).batches(&VOCABULARY, 250);
    spent.sources_left = 1_000;
    assert!(spent.next().unwrap().spans.len() < 20);
    assert_eq!(spent.rejected().1, Some(SOURCES_TOO_LONG));
}
