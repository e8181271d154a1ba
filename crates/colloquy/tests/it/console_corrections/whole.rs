//! The conversation itself: its title, its owner, and what its agents did.

use serde_json::{Value, json};

use super::{found, of, renewal};
use crate::support::House;
use crate::support::house::OWNER_EMAIL;
use crate::support::quality::text;

#[tokio::test]
async fn another_title_and_owner_are_read_everywhere() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let kim = house.user("kim@acme.example", "member").await;
    let id = owner.created(&renewal("acme:1")).await;
    let path = of(&id, "");
    let changed = owner.patch(&path, &json!({ "title": " Quarterly\nreview ", "owner_user_id": kim })).await;
    let changed = changed.expect(200).json();
    assert_eq!((&changed["title"], &changed["owner_user_id"]), (&json!("Quarterly review"), &json!(kim)));
    assert_eq!((found(&owner, "quarterly").await.len(), found(&owner, "price").await.len()), (1, 1));
    let engagement = owner.engagement(&id, "?expand=owner").await;
    assert_eq!(engagement["title"], "Quarterly review");
    assert!(engagement["owner"].to_string().contains("kim@acme.example"), "{engagement}");
    let whole = owner.conversation(&id).await;
    let owners: Vec<&Value> = whole["participants"]
        .as_array()
        .expect("people")
        .iter()
        .filter(|one| one["is_owner"] == true)
        .collect();
    assert_eq!(owners, Vec::<&Value>::new(), "{OWNER_EMAIL} owns it no more");

    let nobody = owner.patch(&path, &json!({ "owner_user_id": null })).await.expect(200).json();
    assert_eq!((&nobody["owner_user_id"], &nobody["title"]), (&Value::Null, &json!("Quarterly review")));
    let stranger = "00000000-0000-7000-8000-000000000000";
    for (body, field) in
        [(json!({ "title": " " }), "title"), (json!({ "owner_user_id": stranger }), "owner_user_id")]
    {
        let refused = owner.patch(&path, &body).await;
        assert_eq!(refused.house_error(422, "validation_failed"), [field], "{body}");
    }
    let refused = owner.patch(&path, &json!({ "title": null, "is_private": "yes" })).await;
    assert_eq!(refused.house_error(400, "bad_request"), ["title", "is_private"]);
    let same = owner.patch(&path, &json!({})).await.expect(200).json();
    assert_eq!(same, nobody, "nothing changed");
}

#[tokio::test]
async fn what_agents_did_stands_in_the_conversation() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let begun = json!({ "event": "call-started", "pipecatCallId": "p-1", "agentId": "bot" });
    let begun = owner.post("/v1/integrations/pipecat", &begun).await.expect(200).json();
    let id = text(&begun["data"]["callId"]);
    let before = owner.conversation(&id).await;
    assert_eq!((&before["tool_invocations"], &before["trace_ids"]), (&json!([]), &json!([])));
    let day = json!({ "type": "string", "description": "a weekday", "value": "monday" });
    let body = json!({ "toolInvocations": [
        { "name": "book", "parameters": { "day": day, "seats": 2 }, "result": { "ok": true },
          "startOffsetMs": 900, "endOffsetMs": 1300 },
        { "name": "look_up", "parameters": {}, "result": "", "startOffsetMs": 100 },
    ] });
    owner.post(&format!("/v1/call/{id}/tool-invocations"), &body).await.expect(200);
    let span = json!({
        "traceId": "0b".repeat(16), "spanId": "01".repeat(8), "name": "turn", "kind": 1,
        "startTimeUnixNano": "1793523600000000000", "endTimeUnixNano": "1793523600250000000",
        "attributes": [{ "key": "conversation.id", "value": { "stringValue": "p-1" } }],
    });
    let export = json!({ "resourceSpans": [{ "scopeSpans": [{ "spans": [span] }] }] });
    owner.post("/v1/traces", &export).await.expect(200);

    let whole = owner.conversation(&id).await;
    let used = whole["tool_invocations"].as_array().expect("tools");
    assert!(used.iter().all(|one| one["id"].is_string()), "{used:?}");
    let members = ["name", "agent", "started_at_seconds", "duration_ms", "parameters", "result", "is_error"];
    let told: Vec<Value> =
        used.iter().map(|one| members.iter().map(|name| one[*name].clone()).collect()).collect();
    let expected = [
        json!(["look_up", null, 0.1, null, {}, "", false]),
        json!(["book", null, 0.9, 400, { "day": "monday", "seats": 2 }, { "ok": true }, false]),
    ];
    assert_eq!(told, expected);
    assert_eq!(whole["trace_ids"], json!(["0b".repeat(16)]));
    assert_eq!(whole["is_edited"], false);
}
