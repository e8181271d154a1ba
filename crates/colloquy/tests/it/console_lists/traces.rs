//! What programs say that they did during a conversation.

use serde_json::{Value, json};

use super::{HOUSE, start};
use crate::support::quality::text;
use crate::support::{House, merged};

#[tokio::test]
async fn traces_are_shown_on_the_clock_of_the_conversation() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let event = json!({ "event": "call-started", "pipecatCallId": "p-1", "agentId": "bot" });
    let begun = owner.post("/v1/integrations/pipecat", &event).await.expect(200).json();
    let call = text(&begun["data"]["callId"]);
    let conversation = owner.conversation(&call).await;
    let empty = owner.get(&format!("{HOUSE}/conversations/{call}/traces")).await.expect(200).json();
    assert_eq!(empty, json!({ "data": [] }));
    // 2026-11-01T09:00:00Z and a quarter of a second.
    let span = |id: &str, parent: Option<&str>, attributes: Value| {
        let span = json!({
            "traceId": "0a".repeat(16), "spanId": id.repeat(8), "name": format!("span {id}"), "kind": 3,
            "startTimeUnixNano": "1793523600000000000", "endTimeUnixNano": "1793523600250000000",
            "attributes": attributes, "status": { "code": 2, "message": "nobody answers" },
        });
        let within = parent.map_or(json!({}), |parent| json!({ "parentSpanId": parent.repeat(8) }));
        merged(span, within)
    };
    let name = json!([{ "key": "conversation.id", "value": { "stringValue": "p-1" } }]);
    let export = json!({ "resourceSpans": [{ "scopeSpans": [{ "spans": [
        span("01", None, name), span("02", Some("01"), json!([])),
    ] }] }] });
    owner.post("/v1/traces", &export).await.expect(200);
    let told = owner.get(&format!("{HOUSE}/conversations/{call}/traces")).await.expect(200).json();
    let trace = &told["data"][0];
    assert_eq!((&trace["trace_id"], &trace["span_count"]), (&json!("0a".repeat(16)), &json!(2)));
    let (first, second) = (&trace["spans"][0], &trace["spans"][1]);
    assert_eq!((&first["span_id"], &first["parent_id"]), (&json!("01".repeat(8)), &json!(null)));
    assert_eq!((&second["parent_id"], &second["name"]), (&json!("01".repeat(8)), &json!("span 02")));
    assert_eq!((&first["kind"], &first["status"]), (&json!("client"), &json!("error")));
    assert_eq!((&first["status_message"], &first["is_cut"]), (&json!("nobody answers"), &json!(false)));
    assert_eq!(
        (&first["duration_ms"], &first["attributes"]["conversation.id"]),
        (&json!(250.0), &json!("p-1"))
    );
    let began =
        time::OffsetDateTime::parse(start(&conversation), &time::format_description::well_known::Rfc3339);
    let expected = 1_793_523_600.0 - began.expect("an instant").unix_timestamp_nanos() as f64 / 1e9;
    let start_seconds = first["start_seconds"].as_f64().expect("seconds");
    assert!((start_seconds - expected).abs() < 0.01, "{start_seconds} and {expected}");
    let narrow = house.key_with_scopes("engagements:read").await;
    narrow.get(&format!("{HOUSE}/conversations/{call}/traces")).await.expect(403);
}
