//! What is refused leaves nothing behind.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::roark::roark_call;
use crate::support::{Client, House, MediaHost, merged};

async fn agents(owner: &Client) -> Value {
    owner.get("/v1/agent").await.expect(200).json()["pagination"]["total"].clone()
}

#[tokio::test]
async fn a_refused_call_leaves_no_call_and_no_agent_behind() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let base = roark_call("https://media.example/1.wav");
    let unknown = uuid::Uuid::now_v7().to_string();
    let ada = json!({ "name": "Ada", "endpoint": { "type": "phone", "value": "+15551230001" } });
    let tool = json!({ "name": "t", "parameters": {}, "result": "r", "startOffsetMs": 0 });
    let rows = [
        (json!({ "recordingUrl": "nowhere" }), "recordingUrl"),
        (json!({ "startedAt": "2026-06-01T09:00:00" }), "startedAt"),
        (json!({ "agents": [ada, { "roarkId": unknown }] }), "agents[1]"),
        (json!({ "agents": [ada, { "customId": "nobody" }] }), "agents[1]"),
        (json!({ "agent": ada, "agents": [ada] }), "agent"),
        (json!({ "agent": { "name": "Ada", "endpoint": { "id": unknown } } }), "agent.endpoint"),
        (
            json!({ "agent": { "name": "Ada", "endpoint": { "type": "phone", "value": "0123" } } }),
            "agent.endpoint.value",
        ),
        (json!({ "agent": ada, "customer": { "phoneNumberE164": "+0" } }), "customer.phoneNumberE164"),
        (
            json!({ "agent": ada, "transcript": [{
                "role": "AGENT", "text": "x", "startOffsetMs": 0, "endOffsetMs": 1, "agent": { "customId": "Bob" },
            }] }),
            "transcript[0].agent",
        ),
        (
            json!({ "agent": ada, "transcript": [{
                "role": "CUSTOMER", "text": "x", "startOffsetMs": 0, "endOffsetMs": 1,
                "customer": { "label": "speaker-09" },
            }] }),
            "transcript[0].customer",
        ),
        (
            json!({ "agent": ada, "toolInvocations": [tool, merged(tool.clone(), json!({ "agent": { "customId": "Bob" } }))] }),
            "toolInvocations[1].agent",
        ),
        (json!({ "agent": ada, "properties": { "status": "x" } }), "properties.status"),
        (json!({ "agent": ada, "properties": { "long": "x".repeat((64 << 10) + 1) } }), "properties.long"),
        (
            json!({ "agent": ada, "properties": (0..501).map(|n| (format!("p{n}"), json!(n))).collect::<serde_json::Map<_, _>>() }),
            "properties",
        ),
    ];
    for (changes, param) in rows {
        let answer = owner.post("/v1/call", &merged(base.clone(), changes)).await;
        answer.roark_error(400, "validation", param);
    }
    // A type that the name does not have, told only by what is stored.
    let typed =
        |value: Value| merged(base.clone(), json!({ "agent": ada, "properties": { "seats": value } }));
    owner.roark_created(&merged(base.clone(), json!({ "properties": { "seats": 3 } }))).await;
    owner.post("/v1/call", &typed(json!("many"))).await.roark_error(400, "validation", "properties.seats");
    assert_eq!(agents(&owner).await, 0);
    assert_eq!(owner.get("/v1/call").await.expect(200).json()["pagination"]["total"], 1);
    assert_eq!(media.hits(), 0);
}

#[tokio::test]
async fn a_body_of_more_than_20_megabytes_is_too_large() {
    let house = House::open().await;
    let owner = house.owner().await;
    let mut body = roark_call("https://media.example/1.wav").to_string().into_bytes();
    body.resize(20 << 20, b' ');
    owner.send_bytes(Method::POST, "/v1/call", body.clone()).await.expect(201);
    body.push(b' ');
    owner.send_bytes(Method::POST, "/v1/call", body).await.roark_error(413, "validation", "");
}

#[tokio::test]
async fn what_a_batch_names_is_checked() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = uuid::Uuid::now_v7().to_string();
    for (ids, param) in [
        (json!(null), "callIds"),
        (json!([]), "callIds"),
        (json!("x"), "callIds"),
        (json!(vec![id.clone(); 101]), "callIds"),
        (json!([id, 7]), "callIds[1]"),
        (json!(["x"]), "callIds[0]"),
    ] {
        let answer = owner.post("/v1/call/batch-delete", &json!({ "callIds": ids })).await;
        answer.roark_error(400, "validation", param);
    }
}

#[tokio::test]
async fn what_nobody_knows_below_the_base_is_refused_in_this_shape() {
    let house = House::open().await;
    let owner = house.owner().await;
    for path in ["/v1", "/v1/nothing", "/v1/call/x/nothing"] {
        let answer = owner.get(path).await.expect(404).json();
        assert_eq!(answer["type"], "not_found", "{path}: {answer}");
    }
}
