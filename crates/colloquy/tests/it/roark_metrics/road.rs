//! From a recording with a side on each channel to values, by a policy.

use serde_json::{Value, json};

use super::{refused, text, uuid_of, values};
use crate::support::house::OWNER_EMAIL;
use crate::support::{House, MediaHost, call, eventually, merged};

const RATE: usize = 8_000;

/// Who speaks when, in seconds: `(channel, start, end)`.
const SPEECH: [(usize, f64, f64); 4] = [(0, 0.5, 2.5), (1, 3.1, 6.1), (0, 7.0, 8.0), (1, 8.4, 10.4)];

/// Two channels of tones where somebody speaks, and next to nothing elsewhere; 12 seconds.
fn recording() -> Vec<u8> {
    let mut samples = Vec::new();
    for number in 0..12 * RATE {
        let at = number as f64 / RATE as f64;
        for channel in 0..2 {
            let speaks =
                SPEECH.iter().any(|(own, start, end)| *own == channel && (*start..*end).contains(&at));
            let level = if speaks { 8_000.0 } else { 4.0 };
            let pitch = 180.0 + 70.0 * channel as f64;
            // Not one tone alone: speech has several, and they swell.
            let wave = (at * pitch * std::f64::consts::TAU).sin() + 0.5 * (at * pitch * 5.3).sin();
            samples.push((wave * level) as i16);
        }
    }
    let data: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + data.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend((RATE as u32).to_le_bytes());
    file.extend((RATE as u32 * 4).to_le_bytes());
    file.extend(4_u16.to_le_bytes());
    file.extend(16_u16.to_le_bytes());
    file.extend(b"data");
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    file
}

#[tokio::test]
async fn a_policy_measures_a_two_channel_call_from_its_sound() {
    let house = House::open().await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let metrics = ["talk_time", "response_time_max", "time_to_first_word", "sentiment_score"];
    let metrics: Vec<Value> = metrics.iter().map(|slug| json!({ "id": slug })).collect();
    let policy = json!({ "name": "All", "modality": "call", "metrics": metrics });
    let policy = owner.post("/v1/metric/policies", &policy).await.expect(201).json()["data"].clone();
    let source = json!([{ "conditions": [
        { "conditionType": "CALL_SOURCE", "conditionKey": "RETELL" },
    ] }]);
    let other = json!({
        "name": "Other", "modality": "call", "metrics": [{ "id": "silence_time" }], "conditions": source,
    });
    owner.post("/v1/metric/policies", &other).await.expect(201);
    let entries: Vec<Value> = SPEECH
        .iter()
        .map(|(channel, start, end)| {
            json!({
                "speaker_index": 1 - channel, "start_seconds": start, "end_seconds": end,
                "text": "I am very happy with the good service, thank you.",
            })
        })
        .collect();
    let body = merged(
        call("acme:stereo"),
        json!({
            "media_url": media.file("/call.wav", "audio/wav", recording()),
            "participants": [
                { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
                { "name": "Jonas", "email": "jonas@customer.example" },
            ],
            "transcript_timeline": { "speakers": [{ "name": "Rae" }, { "name": "Jonas" }], "entries": entries },
        }),
    );
    let id = uuid_of(&owner.created(&body).await);
    let all = eventually("the values of the policy", async || {
        let all = values(&owner, &id).await;
        all.iter().any(|value| value["slug"] == "talk_time").then_some(all)
    })
    .await;
    let value = |slug: &str, role: Option<&str>| {
        let found = all.iter().find(|value| {
            value["slug"] == slug && value["participantRole"].as_str() == role && value["context"] == "CALL"
        });
        found.unwrap_or_else(|| panic!("no {slug} of {role:?} in {all:?}"))
    };
    for (slug, role, truth) in [
        ("talk_time", Some("agent"), 5_000.0),
        ("talk_time", Some("customer"), 3_000.0),
        ("time_to_first_word", Some("customer"), 500.0),
        ("time_to_first_word", Some("agent"), 3_100.0),
        ("response_time_max", None, 600.0),
    ] {
        let found = value(slug, role)["value"].as_f64().unwrap_or(f64::NAN);
        let within = f64::max(50.0, truth * 0.01);
        assert!((found - truth).abs() <= within, "{slug} of {role:?}: {found}, truly {truth}");
        assert_eq!(value(slug, role)["policyIds"], json!([policy["id"]]));
    }
    // The sentiment is found beside this, and waited for.
    let sentiment = value("sentiment_score", Some("customer"));
    assert_eq!(sentiment["captureStatus"], "SUCCESS", "{sentiment}");
    assert!(all.iter().all(|value| value["slug"] != "silence_time"), "the other policy does not hold");
    let jobs = owner.get("/v1/metric/collection-jobs").await.expect(200).json();
    assert_eq!(
        (&jobs["data"][0]["triggeredBy"], &jobs["pagination"]["total"]),
        (&"METRIC_POLICY".into(), &1.into())
    );
    // A key without the scope reads nothing of it, and one that only reads changes nothing.
    let reader = house.key_with_scopes("engagements:read,metrics:read").await;
    // It is told the values, but not what was said.
    let words = "happy with the good service";
    let told = format!("/v1/call/{id}/metrics?status=all");
    assert!(owner.get(&told).await.expect(200).json().to_string().contains(words));
    let narrow = reader.get(&told).await.expect(200).json().to_string();
    assert!(narrow.contains("talk_time") && !narrow.contains(words), "{narrow}");
    refused(reader.delete(&format!("/v1/metric/policies/{}", text(&policy["id"]))).await, 403);
    let stranger = house.key_with_scopes("engagements:read").await;
    refused(stranger.get(&format!("/v1/call/{id}/metrics")).await, 403);
}

#[tokio::test]
async fn a_policy_that_is_made_while_a_call_goes_on_measures_it() {
    let house = House::open().await;
    let owner = house.owner().await;
    let path = "/v1/integrations/pipecat";
    let told = async |event: Value| {
        let answer = owner.post(path, &event).await.expect(200).json();
        text(&answer["data"]["callId"])
    };
    let call = told(json!({
        "event": "call-started", "pipecatCallId": "p-1", "eventTimestamp": "2026-11-01T09:00:00Z", "agentId": "bot",
    }))
    .await;
    let policy = json!({ "name": "Words", "modality": "call", "metrics": [{ "id": "talk_time" }] });
    let policy = owner.post("/v1/metric/policies", &policy).await.expect(201).json()["data"].clone();
    told(json!({
        "event": "call-ended", "pipecatCallId": "p-1", "eventTimestamp": "2026-11-01T09:00:09Z",
        "callStartedAt": "2026-11-01T09:00:00Z", "callEndedAt": "2026-11-01T09:00:08Z",
        "transcript": [{ "role": "user", "content": "Hello?", "timestamp": "2026-11-01T09:00:03Z" }],
    }))
    .await;
    let of_call = eventually("the policies of the call", async || {
        let read = owner.get(&format!("/v1/call/{call}")).await.expect(200).json();
        let policies = read["data"]["policyIds"].as_array().cloned().unwrap_or_default();
        (!policies.is_empty()).then_some(policies)
    })
    .await;
    assert!(of_call.contains(&policy["id"]), "{of_call:?}");
}
