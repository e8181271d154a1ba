//! Traces: spans come in over OTLP and belong to the call whose name they carry, whichever comes first.

use serde_json::{Value, json};

use crate::support::{Answer, Client, House};

const TRACES: &str = "/v1/traces";

fn text(name: &str, value: &str) -> Value {
    json!({ "key": name, "value": { "stringValue": value } })
}

fn span(trace: &str, span: &str, attributes: Value) -> Value {
    json!({
        "traceId": trace.repeat(16), "spanId": span.repeat(8), "name": format!("span {span}"), "kind": 3,
        "startTimeUnixNano": "1793523600123456789", "endTimeUnixNano": "1793523600373456789",
        "attributes": attributes, "status": { "code": 2, "message": "nobody answers" },
        "events": [{ "name": "tried", "timeUnixNano": "1793523600200000000", "attributes": [text("how", "twice")] }],
    })
}

fn export(resource: Value, spans: Value) -> Value {
    json!({ "resourceSpans": [{
        "resource": { "attributes": resource },
        "scopeSpans": [{ "scope": { "name": "bot", "version": "3" }, "spans": spans }],
    }] })
}

async fn began(client: &Client, name: &str) -> String {
    let event = json!({ "event": "call-started", "pipecatCallId": name, "agentId": "bot" });
    let answer = client.post("/v1/integrations/pipecat", &event).await.expect(200).json();
    answer["data"]["callId"].as_str().expect("an id").to_owned()
}

async fn traces(client: &Client, call: &str) -> Vec<Value> {
    let answer = client.get(&format!("/v1/call/{call}/traces")).await.expect(200).json();
    answer["data"].as_array().expect("a list").clone()
}

async fn posted(client: &Client, body: &str, headers: &[(&str, &str)]) -> Answer {
    let key = ("authorization", client.authorization());
    client.text_as(TRACES, body.to_owned(), &[&[key], headers].concat()).await
}

#[tokio::test]
async fn spans_and_calls_find_each_other_whichever_comes_first() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let first = export(
        json!([text("service.name", "bot")]),
        json!([
            span("0a", "01", json!([text("conversation.id", "p-1")])),
            span("0a", "02", json!([{ "key": "n", "value": { "intValue": "7" } }])),
        ]),
    );
    assert_eq!(owner.post(TRACES, &first).await.expect(200).json(), json!({}));
    let call = began(&owner, "p-1").await;
    let other = began(&owner, "p-2").await;
    let found = traces(&owner, &call).await;
    assert_eq!((found.len(), found[0]["traceId"].as_str()), (1, Some("0a".repeat(16).as_str())));
    let read = &found[0]["spans"][1];
    assert_eq!(
        json!([
            read["spanId"],
            read["parentSpanId"],
            read["name"],
            read["kind"],
            read["startTime"],
            read["durationMs"]
        ]),
        json!(["02".repeat(8), null, "span 02", "CLIENT", "2026-11-01T09:00:00.123Z", 250.0])
    );
    assert_eq!(read["attributes"], json!({ "n": 7 }));
    assert_eq!(read["resourceAttributes"], json!({ "service.name": "bot" }));
    assert_eq!(read["status"], json!({ "code": "ERROR", "message": "nobody answers" }));
    assert_eq!(read["events"][0]["attributes"], json!({ "how": "twice" }));
    // After the call, by the older path: another trace of it; and a span that comes again is replaced.
    let mut again = span("0a", "02", json!([]));
    again["name"] = "renamed".into();
    let later = export(json!([]), json!([again, span("0b", "01", json!([text("conversation.id", "p-1")]))]));
    owner.post("/v1/otel/v1/traces", &later).await.expect(200);
    let found = traces(&owner, &call).await;
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["spans"].as_array().expect("spans").len(), 2);
    assert_eq!(found[0]["spans"][1]["name"], "renamed");
    assert_eq!(traces(&owner, &other).await, [] as [Value; 0]);
    let packed =
        owner.get_with(&format!("/v1/call/{call}/traces"), &[("accept-encoding", "gzip")]).await.expect(200);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    // What is skipped is not kept, what is no span is counted.
    let skipped = export(
        json!([{ "key": "roark.skip", "value": { "boolValue": true } }]),
        json!([span("0c", "01", json!([text("conversation.id", "p-2")])),]),
    );
    assert_eq!(owner.post(TRACES, &skipped).await.expect(200).json(), json!({}));
    let mut wrong = span("0d", "01", json!([]));
    wrong["spanId"] = "".into();
    let partial =
        export(json!([]), json!([wrong, span("0d", "02", json!([text("conversation.id", "p-2")]))]));
    let answer = owner.post(TRACES, &partial).await.expect(200).json();
    assert_eq!(answer["partialSuccess"]["rejectedSpans"], "1");
    assert_eq!(traces(&owner, &other).await.len(), 1);
    // Attributes hold what was said.
    let narrow = house.key_with_scopes("engagements:read").await;
    narrow.get(&format!("/v1/call/{call}/traces")).await.expect(403);
    // Nobody else sees them, and they end with their call.
    house.cli(&["workspace", "create", "--name", "Elsewhere"]).await;
    let stranger = house.key(&["--workspace", "Elsewhere"]).await;
    stranger.get(&format!("/v1/call/{call}/traces")).await.expect(404);
    owner.delete(&format!("/v1/call/{call}")).await.expect(200);
    owner.get(&format!("/v1/call/{call}/traces")).await.expect(404);
}

#[tokio::test]
async fn what_is_no_export_is_refused() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let json = ("content-type", "application/json");
    let rows: [(&str, &[(&str, &str)]); 6] = [
        ("{", &[json]),
        ("[]", &[json]),
        ("\u{1}", &[("content-type", "application/x-protobuf")]),
        ("{}", &[("content-type", "text/plain")]),
        ("{}", &[json, ("content-encoding", "br")]),
        ("{}", &[json, ("content-encoding", "gzip")]),
    ];
    for (body, headers) in rows {
        let error = posted(&owner, body, headers).await.expect(400).json();
        assert_eq!(error["type"], "validation", "{body} {headers:?}");
    }
    assert_eq!(posted(&owner, "{}", &[json]).await.expect(200).json(), json!({}));
    // A megabyte more than may be sent, which the client sends before it reads the answer.
    posted(&owner, &" ".repeat(65 << 20), &[json]).await.expect(413);
    // And so much more that the server does not wait for it.
    assert_eq!(owner.status_of_announced(TRACES, 1 << 30).await, "413");
    let reader = house.key_with_scopes("engagements:read").await;
    posted(&reader, "{", &[json]).await.expect(403);
}
