//! One conversation, seen from both sides.

use serde_json::json;

use crate::support::house::OWNER_EMAIL;
use crate::support::roark::roark_call;
use crate::support::tones::wav;
use crate::support::{House, MediaHost, call, merged};

#[tokio::test]
async fn a_call_is_an_engagement_of_the_other_api() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let url = media.file("/a.wav", "audio/wav", wav(12));
    let people = json!({ "agent": { "name": "Ada" }, "customer": { "phoneNumberE164": "+15551230002" } });
    let id = owner.roark_created(&merged(roark_call(&url), people)).await["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let seen = owner.roark_finished(&id).await;
    let listed = owner.get("/api/v2/engagements").await.expect(200).json();
    let engagement = listed["data"][0]["id"].as_str().expect("an id").to_owned();
    let expand = "?expand=contacts,action_items,transcript,media_url";
    let engagement_seen = owner.engagement(&engagement, expand).await;
    assert_eq!(engagement_seen["title"], seen["title"]);
    assert_eq!(
        (&engagement_seen["engagement_type"], &engagement_seen["duration_seconds"]),
        (&json!("CALL"), &json!(12))
    );
    let number = &engagement_seen["contacts"][0]["phone_numbers"][0]["phone_number"];
    assert_eq!(*number, "+15551230002", "{engagement_seen}");
    assert!(engagement_seen["media_url"].is_string(), "{engagement_seen}");
    let title = engagement_seen["action_items"][0]["title"].as_str().unwrap_or_default();
    assert!(title.to_lowercase().contains("quote"), "{engagement_seen}");
    let timeline =
        owner.get(&format!("/api/v2/engagements/{engagement}/transcript_timeline")).await.expect(200).json();
    assert_eq!(timeline["entries"].as_array().map(Vec::len), Some(3));
    assert_eq!(timeline["entries"][1]["start_seconds"], 4.0);
    assert_eq!(timeline["speakers"][0]["name"], "Ada");
    // Deleted here it is gone there.
    owner.delete(&format!("/v1/call/{id}")).await.expect(200);
    owner.get(&format!("/api/v2/engagements/{engagement}")).await.problem(404);
}

#[tokio::test]
async fn an_engagement_is_a_call_of_this_api() {
    let house = House::open().await;
    let owner = house.owner().await;
    let people = json!({ "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example", "phone": "+15551230009" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), people)).await;
    let id = owner.finished(&engagement).await["id"].as_str().expect("an id").to_owned();
    let listed = owner.get("/v1/call").await.expect(200).json();
    assert_eq!(listed["pagination"]["total"], 1);
    let seen = &listed["data"][0];
    assert_eq!(
        (&seen["title"], &seen["status"], &seen["externalId"]),
        (&json!("Renewal call"), &json!("ENDED"), &json!("acme:1"))
    );
    assert_eq!((&seen["durationMs"], &seen["recordingUrlAccess"]), (&json!(15_500), &json!("NOT_AVAILABLE")));
    assert_eq!(seen["customers"], json!([{ "label": "Jonas", "phoneNumberE164": "+15551230009" }]));
    assert!(seen["summary"].is_string(), "{seen}");
    let call_id = seen["id"].as_str().expect("an id");
    assert_eq!(owner.conversation(&id).await["id"], owner.conversation(call_id).await["id"]);
    let transcript =
        owner.get(&format!("/v1/call/{call_id}/transcript")).await.expect(200).json()["data"].clone();
    let participants = transcript["participants"].as_array().expect("participants");
    assert_eq!(participants[0], json!({ "id": participants[0]["id"], "type": "AGENT", "agentId": null }));
    assert_eq!(transcript["entries"][1]["participantId"], participants[1]["id"]);
    assert_eq!(transcript["entries"][1]["startOffsetMs"], 4_000);
    // Its external id is taken for calls, too.
    let again = merged(roark_call("https://media.example/1.wav"), json!({ "externalId": "acme:1" }));
    owner.post("/v1/call", &again).await.roark_error(409, "validation", "");
    owner.delete(&format!("/v1/call/{call_id}")).await.expect(200);
    owner.get(&format!("/api/v2/engagements/{engagement}")).await.problem(404);
}

#[tokio::test]
async fn a_private_call_is_for_those_who_may_see_it() {
    let house = House::open().await;
    let owner = house.owner().await;
    let engagement = owner.created(&merged(call("acme:1"), json!({ "is_private": true }))).await;
    let listed = owner.get("/v1/call").await.expect(200).json();
    let id = listed["data"][0]["id"].as_str().expect("an id").to_owned();
    let other = house.key_with_scopes("engagements:read,engagements:write,transcript_timelines:read").await;
    assert_eq!(other.get("/v1/call").await.expect(200).json()["pagination"]["total"], 0);
    for part in ["", "/transcript", "/sentiment-run"] {
        other.get(&format!("/v1/call/{id}{part}")).await.roark_error(403, "forbidden", "");
    }
    // Its place in the list is as unknown as that of a call that never was.
    for id in [id.clone(), uuid::Uuid::now_v7().to_string()] {
        other.get(&format!("/v1/call?after={id}")).await.roark_error(400, "validation", "after");
    }
    other.delete(&format!("/v1/call/{id}")).await.roark_error(403, "forbidden", "");
    let batch = json!({ "callIds": [id] });
    other.post("/v1/call/batch-delete", &batch).await.roark_error(403, "forbidden", "");
    owner.engagement(&engagement, "").await;
}
