//! Calls that observers tell of while they go on: events, audio in pieces, and reports of providers.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, House, MediaHost, eventually, tones};

const PIPECAT: &str = "/v1/integrations/pipecat";
const LIVEKIT: &str = "/v1/integrations/livekit-sdk";

async fn told(client: &Client, path: &str, event: &Value) -> String {
    let answer = client.post(path, event).await.expect(200).json();
    answer["data"]["callId"].as_str().expect("an id").to_owned()
}

async fn seen(client: &Client, call: &str) -> Value {
    client.get(&format!("/v1/call/{call}")).await.expect(200).json()["data"].clone()
}

/// The path of an address for a piece: the port is not known to the public address.
async fn address(client: &Client, call: &str, position: u32) -> String {
    let body = json!({ "pipecatCallId": call, "chunkIndex": position, "contentType": "audio/pcm" });
    let answer = client.post(&format!("{PIPECAT}/chunk-upload-url"), &body).await.expect(200).json();
    assert_eq!(answer["data"]["method"], "PUT");
    let url = answer["data"]["uploadUrl"].as_str().expect("an address");
    url[url.find("/v1/integrations/").expect("a path")..].to_owned()
}

async fn put(house: &House, path: &str, bytes: &[u8]) -> u16 {
    let nobody = Client::nobody(house.url());
    nobody.try_send(Method::PUT, path, Some(bytes.to_vec()), &[]).await.expect("an answer").status
}

/// Samples of a call's recording, without its header.
async fn recorded(house: &House, client: &Client, call: &str) -> Vec<u8> {
    let url = eventually("the recording", async || {
        let call = seen(client, call).await;
        (call["recordingUrlAccess"] == "AVAILABLE")
            .then(|| call["recordingUrl"].as_str().expect("an URL").to_owned())
    })
    .await;
    let path = &url[url.find("/api/colloquy").expect("a path")..];
    Client::nobody(house.url()).get(path).await.expect(200).bytes.split_off(44)
}

#[tokio::test]
async fn a_call_is_told_of_while_it_goes_on() {
    let house = House::open().await;
    let owner = house.owner().await;
    let piece = |value: u8| [value, 0, value, 1].repeat(4_000);
    // The first piece may be there before the call is.
    assert_eq!(put(&house, &address(&owner, "p-1", 2).await, &piece(2)).await, 200);
    let began = json!({
        "event": "call-started", "pipecatCallId": "p-1", "eventTimestamp": "2026-11-01T09:00:00.250+00:00",
        "agentId": "bot-7", "agentName": "Ava", "agentPrompt": "Be kind.", "somethingNew": 1,
    });
    let call = told(&owner, PIPECAT, &began).await;
    assert_eq!(told(&owner, PIPECAT, &began).await, call);
    let live = seen(&owner, &call).await;
    assert_eq!(
        json!([live["status"], live["callDirection"], live["startedAt"], live["recordingUrlAccess"]]),
        json!(["IN_PROGRESS", "INBOUND", "2026-11-01T09:00:00.250Z", "NOT_AVAILABLE"])
    );
    let agent = live["agents"][0]["id"].as_str().expect("an agent").to_owned();
    let known = owner.get(&format!("/v1/agent/{agent}")).await.expect(200).json();
    assert_eq!(json!([known["data"]["customId"], known["data"]["name"]]), json!(["bot-7", "Ava"]));
    let prompts = owner.get(&format!("/v1/agent/{agent}/prompts")).await.expect(200).json();
    assert_eq!(prompts["data"][0]["source"], "PIPECAT_SELF_HOSTED_INTEGRATION");
    // Twice and out of order; the last one counts.
    for (position, bytes) in [(3, piece(3)), (0, piece(9)), (0, piece(0))] {
        assert_eq!(put(&house, &address(&owner, "p-1", position).await, &bytes).await, 200);
    }
    let late = address(&owner, "p-1", 1).await;
    let ended = json!({
        "event": "call-ended", "pipecatCallId": "p-1", "eventTimestamp": "2026-11-01T09:00:09Z",
        "callStartedAt": "2026-11-01T09:00:00Z", "callEndedAt": "2026-11-01T09:00:08Z",
        "callEndedReason": "client-disconnected", "recordingSampleRate": 8000, "recordingNumChannels": 2,
        "transcript": [
            { "role": "user", "content": "Where is my order?", "timestamp": "2026-11-01T09:00:03Z", "audioOffsetMs": 900,
              "endAudioOffsetMs": 1900 },
            { "role": "assistant", "content": "Hello!", "timestamp": "2026-11-01T09:00:00.5Z" },
            { "role": "system", "content": "Be kind.", "timestamp": "2026-11-01T09:00:00Z" },
        ],
        "toolCalls": [
            { "kind": "tool_call", "toolCallId": "t", "name": "find", "arguments": "{\"id\":4}", "audioOffsetMs": 2000,
              "timestamp": "2026-11-01T09:00:04Z" },
            { "kind": "tool_result", "toolCallId": "t", "content": "{\"state\":\"sent\"}", "audioOffsetMs": 2300,
              "timestamp": "2026-11-01T09:00:04Z" },
        ],
    });
    assert_eq!(told(&owner, PIPECAT, &ended).await, call);
    assert_eq!(put(&house, &late, &piece(1)).await, 200, "on its way when the call ended");
    let samples = recorded(&house, &owner, &call).await;
    assert_eq!(samples, [piece(0), piece(1), piece(2), piece(3)].concat());
    let over = seen(&owner, &call).await;
    assert_eq!(json!([over["status"], over["endedStatus"]]), json!(["ENDED", "CUSTOMER_ENDED_CALL"]));
    assert_eq!(put(&house, &late, &piece(5)).await, 409, "the recording is put together");
    let said = owner.get(&format!("/v1/call/{call}/transcript")).await.expect(200).json()["data"].clone();
    assert_eq!(said["transcriptionSource"], "CUSTOMER_AGENT_REALTIME");
    let entries: Vec<Value> = said["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| json!([entry["role"], entry["text"], entry["startOffsetMs"], entry["endOffsetMs"]]))
        .collect();
    assert_eq!(
        json!(entries),
        json!([["AGENT", "Hello!", 500, 500], ["CUSTOMER", "Where is my order?", 900, 1900]])
    );
    let used =
        owner.get(&format!("/v1/call/{call}/tool-invocations")).await.expect(200).json()["data"][0].clone();
    assert_eq!(
        json!([used["name"], used["parameters"], used["result"], used["startOffsetMs"], used["endOffsetMs"]]),
        json!(["find", { "id": 4 }, { "state": "sent" }, 2000, 2300])
    );
    // Told again, with anything: nothing changes. Deleted, it does not come back.
    let mut again = ended.clone();
    again["transcript"] = json!([]);
    assert_eq!(told(&owner, PIPECAT, &again).await, call);
    assert_eq!(seen(&owner, &call).await["endedAt"], over["endedAt"]);
    owner.delete(&format!("/v1/call/{call}")).await.expect(200);
    for event in [began, ended] {
        owner.post(PIPECAT, &event).await.expect(404);
    }
}

#[tokio::test]
async fn a_lost_piece_is_silent_and_an_address_is_good_for_one_piece() {
    let house = House::open().await;
    let owner = house.owner().await;
    let good = address(&owner, "p-2", 0).await;
    let other = address(&owner, "p-2", 2).await;
    let (content, _) = good.split_once('.').expect("a signature");
    let (_, signature) = other.split_once('.').expect("a signature");
    for forged in [format!("{content}.{signature}"), content.to_owned(), format!("{PIPECAT}/chunk/x.y")] {
        assert!([403, 404].contains(&put(&house, &forged, b"abcd").await), "{forged}");
    }
    assert_eq!(put(&house, &good, &[1; 400]).await, 200);
    assert_eq!(put(&house, &other, &[3; 402]).await, 200);
    // Nothing was told of it before.
    let ended = json!({
        "event": "call-ended", "pipecatCallId": "p-2", "eventTimestamp": "2026-11-01T09:00:09Z",
        "recordingSampleRate": 8000, "recordingNumChannels": 2,
    });
    let call = told(&owner, PIPECAT, &ended).await;
    // The second piece as long as most, and no half of a sample at the end.
    assert_eq!(recorded(&house, &owner, &call).await, [[1; 400].as_slice(), &[0; 400], &[3; 400]].concat());
    for (body, field) in [
        (json!({ "pipecatCallId": "p", "chunkIndex": -1 }), "chunkIndex"),
        (json!({ "chunkIndex": 1 }), "pipecatCallId"),
    ] {
        let error = owner.post(&format!("{PIPECAT}/chunk-upload-url"), &body).await.expect(400).json();
        assert_eq!(error["param"], field);
    }
}

#[tokio::test]
async fn livekit_tells_of_the_room_and_of_what_it_measured() {
    let house = House::open().await;
    let owner = house.owner().await;
    let began = json!({
        "event": "call-started", "livekitCallId": "RM_1", "eventTimestamp": "2026-11-01T09:00:00Z", "agentId": "bot",
        "isTest": true, "roomSid": "RM_1", "roomName": "support", "jobId": "AJ_1",
    });
    let call = told(&owner, LIVEKIT, &began).await;
    let ended = json!({
        "event": "call-ended", "livekitCallId": "RM_1", "eventTimestamp": "2026-11-01T09:01:00Z", "callStartedAt": null,
        "callEndedAt": null, "callEndedReason": "agent-ended",
        "transcript": [{ "role": "user", "content": "Hi", "timestamp": "2026-11-01T09:00:01Z" }],
        "metrics": [{ "kind": "llm", "timestamp": "2026-11-01T09:00:02Z", "ttft": 0.3, "madeUpLater": { "a": [1] } }],
    });
    assert_eq!(told(&owner, LIVEKIT, &ended).await, call);
    assert_eq!(seen(&owner, &call).await["endedStatus"], "AGENT_ENDED_CALL");
    // By the room's name, traces find the call.
    let span = json!({ "traceId": "0f".repeat(16), "spanId": "01".repeat(8), "name": "job",
        "startTimeUnixNano": "1", "endTimeUnixNano": "2" });
    let room = json!({ "key": "livekit.room.id", "value": { "stringValue": "RM_1" } });
    let export = json!({ "resourceSpans": [{ "resource": { "attributes": [room] }, "scopeSpans": [{ "spans": [span] }] }] });
    owner.post("/v1/traces", &export).await.expect(200);
    let traces = owner.get(&format!("/v1/call/{call}/traces")).await.expect(200).json();
    assert_eq!(traces["data"].as_array().expect("traces").len(), 1);
    for (event, field) in [
        (json!({ "event": "call-paused", "livekitCallId": "RM_1" }), "event"),
        (json!({ "event": "call-started", "livekitCallId": "RM_1" }), "agentId"),
        (json!({ "event": "call-ended", "livekitCallId": "RM_1", "callEndedAt": "today" }), "callEndedAt"),
    ] {
        let error = owner.post(LIVEKIT, &event).await.expect(400).json();
        assert_eq!(error["param"], field);
    }
}

#[tokio::test]
async fn whichever_event_comes_first_the_call_is_whole_and_its_observer_may_tell_of_it() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    house.cli(&["workspace", "set", "--private-by-default", "true"]).await;
    let observer = house.key_with_scopes("engagements:write").await;
    let began = |call: &str| {
        json!({
            "event": "call-started", "livekitCallId": call, "eventTimestamp": "2026-11-01T09:00:00Z", "agentId": "bot",
            "agentName": "Ava", "isTest": true, "roomSid": format!("{call}-room"),
        })
    };
    let ended = |call: &str, turns: Value| {
        json!({
            "event": "call-ended", "livekitCallId": call, "eventTimestamp": "2026-11-01T09:01:00Z",
            "callStartedAt": "2026-11-01T09:00:00Z", "transcript": turns,
        })
    };
    let said =
        json!([{ "role": "assistant", "content": "Hi, it is me.", "timestamp": "2026-11-01T09:00:01Z" }]);
    // More than a call can hold: it leaves no call behind.
    let endless: Vec<Value> =
        (0..420).map(|_| json!({ "role": "user", "content": "x".repeat(25_000) })).collect();
    observer.post(LIVEKIT, &ended("RM_1", endless.into())).await.expect(400);
    assert_eq!(owner.get("/v1/call").await.expect(200).json()["data"], json!([]));
    let late = told(&observer, LIVEKIT, &ended("RM_1", said.clone())).await;
    assert_eq!(seen(&owner, &late).await["agents"], json!([]));
    assert_eq!(told(&observer, LIVEKIT, &began("RM_1")).await, late);
    let timely = told(&observer, LIVEKIT, &began("RM_2")).await;
    assert_eq!(told(&observer, LIVEKIT, &ended("RM_2", said.clone())).await, timely);
    let agent = seen(&owner, &timely).await["agents"][0]["id"].clone();
    for call in [&late, &timely] {
        let seen = seen(&owner, call).await;
        let whole = [&seen["status"], &seen["agents"][0]["id"], &seen["startedAt"]];
        assert_eq!(json!(whole), json!(["ENDED", agent, "2026-11-01T09:00:00.000Z"]));
        let transcript = owner.get(&format!("/v1/call/{call}/transcript")).await.expect(200).json();
        assert_eq!(transcript["data"]["entries"][0]["text"], "Hi, it is me.");
    }
    // Who did not bring a private call may not end it.
    told(&observer, LIVEKIT, &began("RM_3")).await;
    let other = house.key_with_scopes("engagements:write").await;
    other.post(LIVEKIT, &ended("RM_3", said)).await.expect(403);
}

#[tokio::test]
async fn reports_of_providers_are_taken_in_once_where_that_is_asked_for() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let recording = media.file("/a.wav", "audio/wav", tones::wav(1));
    let report = json!({
        "vapiEndOfCallReportPayload": { "message": {
            "type": "end-of-call-report", "endedReason": "customer-ended-call", "startedAt": "2026-11-01T09:00:00Z",
            "call": { "id": "v-1", "type": "inboundPhoneCall" }, "assistant": { "name": "Sam" },
            "customer": { "number": "+14155550100" },
            "artifact": { "recordingUrl": recording, "messages": [
                { "role": "bot", "message": "Hello", "secondsFromStart": 0.5, "duration": 800 },
            ] },
        } },
        "properties": { "planTier": "gold" }, "skipAlreadyImported": true,
    });
    let first = owner.post("/v1/vapi/call", &report).await.expect(201).json()["data"]["callId"].clone();
    assert_eq!(owner.post("/v1/vapi/call", &report).await.expect(200).json()["data"]["callId"], first);
    let call = seen(&owner, first.as_str().expect("an id")).await;
    assert_eq!(
        json!([call["customers"][0]["phoneNumberE164"], call["endedStatus"]]),
        json!(["+14155550100", "CUSTOMER_ENDED_CALL"])
    );
    assert_eq!(call["properties"]["plan_tier"], "gold");
    let event = json!({ "retellCallEndedPayload": { "event": "call_ended", "call": {
        "call_id": "r-1", "call_type": "web_call", "start_timestamp": 1_793_523_600_000_i64, "agent_id": "ag",
        "transcript_object": [{ "role": "user", "content": "Hi", "words": [{ "word": "Hi", "start": 0.2, "end": 0.4 }] }],
    } } });
    let retell = owner.post("/v1/retell/call", &event).await.expect(201).json()["data"]["callId"].clone();
    let call = seen(&owner, retell.as_str().expect("an id")).await;
    assert_eq!(call["startedAt"], "2026-11-01T09:00:00.000Z");
    let error = owner
        .post("/v1/retell/call", &json!({ "retellCallEndedPayload": { "call": {} } }))
        .await
        .expect(400)
        .json();
    assert_eq!(error["param"], "retellCallEndedPayload.call.call_id");
}
