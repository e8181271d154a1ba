//! Calls of voice agents: taking them in, reading them back, deleting them.

mod both_ways;
mod lists;
mod recordings;
mod refusals;

use serde_json::{Value, json};

use crate::support::roark::roark_call;
use crate::support::tones::wav;
use crate::support::{House, MediaHost, Receiver, merged};

/// Everything that can come along.
fn full(recording_url: &str) -> Value {
    let more = json!({
        "callDirection": "OUTBOUND",
        "endedStatus": "AGENT_SAID_END_CALL_PHRASE",
        "externalId": "ext-1",
        "livekitRoomId": "room-1",
        "agent": {
            "name": "Ada", "customId": "ada-1", "description": "answers",
            "endpoint": { "type": "Phone", "value": "+15551230001" },
            "prompt": { "resolvedPrompt": "Be kind." },
        },
        "customers": [
            { "phoneNumberE164": "+15551230002", "label": "speaker-01" },
            { "phoneNumberE164": null, "label": "speaker-02" },
        ],
        "toolInvocations": [{
            "name": "quote", "parameters": { "tier": "gold" }, "result": { "price": 3 },
            "startOffsetMs": 7300, "endTimeOffsetMs": 7900, "agent": { "customId": "ada-1" },
        }],
        "properties": { "planTier": "gold", "seats": 3, "share": 21.5, "vip": true, "none": null, "tags": ["a"] },
    });
    let mut body = merged(roark_call(recording_url), more);
    // Out of order, and one of each by its own name.
    let turns = body["transcript"].as_array_mut().expect("turns");
    turns[1]["customer"] = json!({ "label": "speaker-02" });
    turns[2]["agent"] = json!({ "customId": "ada-1" });
    turns.reverse();
    body
}

#[tokio::test]
async fn a_call_is_taken_in_whole_and_read_back() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let url = media.file("/a.wav", "application/octet-stream", wav(13));
    let created = owner.roark_created(&full(&url)).await;
    let members: Vec<&str> = created.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "agents",
        "callDirection",
        "createdAt",
        "customers",
        "externalId",
        "id",
        "projectId",
        "startedAt",
        "status",
    ];
    assert_eq!(members, expected);
    assert_eq!(created["status"], "ENDED");
    assert_eq!(created["callDirection"], "OUTBOUND");
    assert_eq!(created["startedAt"], "2026-06-01T09:00:00.000Z");
    assert_eq!(created["externalId"], "ext-1");
    let endpoint = &created["agents"][0]["endpoint"];
    assert_eq!(
        (&endpoint["environment"], &endpoint["phoneNumberE164"]),
        (&json!("production"), &json!("+15551230001"))
    );
    let customers =
        json!([{ "label": "speaker-01", "phoneNumberE164": "+15551230002" }, { "label": "speaker-02" }]);
    assert_eq!(created["customers"], customers);

    let id = created["id"].as_str().expect("an id");
    let call = owner.roark_finished(&id.to_uppercase()).await;
    for (member, value) in created.as_object().expect("an object") {
        assert_eq!(&call[member], value, "{member}");
    }
    // The recording tells how long it was, not the transcript.
    assert_eq!((&call["durationMs"], &call["endedAt"]), (&json!(13_000), &json!("2026-06-01T09:00:13.000Z")));
    assert_eq!(call["endedStatus"], "AGENT_SAID_END_CALL_PHRASE");
    let texts =
        json!({ "plan_tier": "gold", "seats": "3", "share": "21.5", "vip": "true", "tags": "[\"a\"]" });
    assert_eq!(call["properties"], texts);
    assert!(call["summary"].as_str().is_some_and(|text| !text.is_empty()), "{call}");
    assert!(call["title"].as_str().is_some_and(|text| !text.is_empty()), "{call}");
    assert_eq!(call["recordingUrlAccess"], "AVAILABLE");
    let heard = owner.get(call["recordingUrl"].as_str().expect("a link")).await.expect(200);
    assert_eq!(heard.bytes, wav(13));
    assert_eq!(media.hits(), 1);

    let transcript = owner.get(&format!("/v1/call/{id}/transcript")).await.expect(200).json()["data"].clone();
    assert_eq!(transcript["transcriptionSource"], "CUSTOMER_AGENT_REALTIME");
    let participants = transcript["participants"].as_array().expect("participants");
    assert_eq!(participants.len(), 3);
    assert_eq!(participants[0]["agentId"], call["agents"][0]["id"]);
    let said: Vec<_> = transcript["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|one| (one["startOffsetMs"].clone(), one["role"].clone(), one["participantId"].clone()))
        .collect();
    let (ada, second) = (&participants[0]["id"], &participants[2]["id"]);
    let expected = [
        (json!(0), json!("AGENT"), ada.clone()),
        (json!(4_000), json!("CUSTOMER"), second.clone()),
        (json!(8_000), json!("AGENT"), ada.clone()),
    ];
    assert_eq!(said, expected);
    assert_eq!(transcript["entries"][1]["endOffsetMs"], 7_250);

    let recognised = format!("/v1/call/{id}/transcript?source=ROARK_POST_CALL");
    let recognised = owner.get(&recognised).await.expect(200).json()["data"].clone();
    assert_eq!(recognised, json!({ "transcriptionSource": null, "participants": [], "entries": [] }));

    let sentiment =
        owner.get(&format!("/v1/call/{id}/sentiment-run")).await.expect(200).json()["data"].clone();
    assert_eq!(sentiment["status"], "COMPLETED");
    let average = sentiment["averageSentiment"].as_f64().expect("a number");
    assert!((0.0..=1.0).contains(&average), "{sentiment}");
    assert_eq!(sentiment["speakers"].as_array().map(Vec::len), Some(2), "{sentiment}");
    let cost = owner.get(&format!("/v1/call/{id}/cost")).await.expect(200).json()["data"].clone();
    let nothing = json!({
        "callId": id, "currency": "usd", "totalUsdMicros": 0, "totalUsd": 0.0, "breakdown": [], "items": [],
    });
    assert_eq!(cost, nothing);
}

#[tokio::test]
async fn the_least_is_enough() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let nobody_behind = house.key_with_scopes("engagements:write,engagements:read").await;
    let url = media.file("/a.wav", "audio/wav", wav(1));
    let mut body = roark_call(&url);
    let transcript = body.as_object_mut().expect("an object").remove("transcript").expect("turns");
    body["transcript"] = json!([transcript[1]]);
    let created = nobody_behind.roark_created(&body).await;
    assert_eq!((&created["agents"], &created["customers"]), (&json!([]), &json!([])));
    assert_eq!(created["externalId"], Value::Null);
    let id = created["id"].as_str().expect("an id");
    // Without the scope for recordings nothing leads to one.
    let call = nobody_behind
        .roark_call_where(id, "the recording", |call| call["recordingUrlAccess"] != "NOT_AVAILABLE")
        .await;
    assert_eq!(call["recordingUrlAccess"], "RESTRICTED");
    assert!(call.get("recordingUrl").is_none(), "{call}");
    let refused = nobody_behind.get(&format!("/v1/call/{id}/transcript")).await;
    refused.roark_error(403, "forbidden", "");
    nobody_behind.get(&format!("/v1/call/{id}/cost")).await.roark_error(403, "forbidden", "");
}

#[tokio::test]
async fn a_deleted_call_is_gone_and_frees_its_external_id() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let url = media.file("/a.wav", "audio/wav", wav(1));
    let body = merged(roark_call(&url), json!({ "externalId": "ext-1" }));
    let first = owner.roark_created(&body).await["id"].as_str().expect("an id").to_owned();
    for _ in 0..2 {
        let refused = owner.post("/v1/call", &body).await;
        assert_eq!(refused.header("x-should-retry"), Some("false"));
        let error = refused.roark_error(409, "validation", "");
        assert_eq!(error["code"], "conflict");
        assert!(error["message"].as_str().is_some_and(|text| text.contains("externalId")), "{error}");
    }
    let path = format!("/v1/call/{first}");
    let deleted = owner.delete(&path).await.expect(200).json();
    assert_eq!(deleted, json!({ "data": { "id": first, "deleted": true } }));
    owner.delete(&path).await.roark_error(404, "not_found", "");
    for part in ["", "/transcript", "/sentiment-run", "/cost"] {
        owner.get(&format!("{path}{part}")).await.roark_error(404, "not_found", "");
    }
    let second = owner.roark_created(&body).await["id"].as_str().expect("an id").to_owned();
    let third = owner.roark_created(&roark_call(&url)).await["id"].as_str().expect("an id").to_owned();

    let nothing = uuid::Uuid::now_v7().to_string();
    let ids = json!({ "callIds": [third.to_uppercase(), nothing, second, third, first] });
    let outcome = owner.post("/v1/call/batch-delete", &ids).await.expect(200).json();
    let expected = json!({ "deletedCallIds": [third, second], "notFoundCallIds": [nothing, first] });
    assert_eq!(outcome["data"], expected);
    assert_eq!(owner.get("/v1/call").await.expect(200).json()["pagination"]["total"], 0);
}

#[tokio::test]
async fn the_end_of_the_analysis_is_told_once() {
    let (house, media, receiver) = (House::open().await, MediaHost::open().await, Receiver::open().await);
    let owner = house.owner().await;
    let events = ["CALL_ANALYSIS_COMPLETED", "CALL_ANALYSIS_FAILED"];
    let webhook = json!({ "url": receiver.url("/"), "events": events });
    owner.post("/v1/webhook", &webhook).await.expect(201);
    let good = owner.roark_created(&roark_call(&media.file("/a.wav", "audio/wav", wav(1)))).await;
    let bad = owner.roark_created(&roark_call("http://10.0.0.1/1.wav")).await;
    let told = receiver.wait_for("both ends", |all| (all.len() == 2).then(|| all.to_vec())).await;
    for (call, event) in [(&good, "call.analysis.completed"), (&bad, "call.analysis.failed")] {
        let bodies = told.iter().map(|one| serde_json::from_slice::<Value>(&one.body).expect("JSON"));
        let body = bodies.into_iter().find(|body| body["data"]["callId"] == call["id"]).expect("its event");
        assert_eq!((&body["event"], &body["data"]["projectId"]), (&json!(event), &call["projectId"]));
        assert!(body["data"]["callAnalysisJobId"].is_string(), "{body}");
        assert_eq!(body["data"]["errorMessage"].is_string(), event.ends_with("failed"), "{body}");
    }
    owner.roark_finished(good["id"].as_str().expect("an id")).await;
    assert_eq!(receiver.all().len(), 2);
}
