//! `/v1/metric/policies`.

use reqwest::Method;
use serde_json::{Value, json};

use super::{builtin, refused, text};
use crate::support::{House, merged};

const PATH: &str = "/v1/metric/policies";

#[tokio::test]
async fn policies_are_made_changed_listed_and_deleted_by_their_rules() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (talk, repetition) =
        (builtin(&owner, "talk_time").await, builtin(&owner, "property_transcript_mismatch").await);
    let new = json!({ "name": "Talk", "modality": "call", "metrics": [{ "id": talk["id"] }] });
    let policy = owner.post(PATH, &new).await.expect(201).json()["data"].clone();
    assert_eq!((&policy["status"], &policy["type"]), (&"ACTIVE".into(), &"USER".into()));
    assert_eq!(policy["conditions"], Value::Null);
    assert_eq!(policy["metrics"], json!([{ "id": talk["id"], "settings": null }]));
    let condition = |kind: &str, key: &str| json!({ "conditionType": kind, "conditionKey": key });
    let group = |condition: Value| json!([{ "conditions": [condition] }]);
    let rows = [
        (merged(new.clone(), json!({ "modality": null })), "modality"),
        (merged(new.clone(), json!({ "modality": "sms" })), "modality"),
        (merged(new.clone(), json!({ "metrics": [] })), "metrics"),
        (merged(new.clone(), json!({ "metrics": [{ "id": "nothing_here" }] })), "metrics[0].id"),
        (
            merged(
                new.clone(),
                json!({ "metrics": [
                { "id": talk["id"], "settings": { "excludedPhrases": ["hm"] } },
            ] }),
            ),
            "metrics[0].settings",
        ),
        (
            merged(
                new.clone(),
                json!({ "metrics": [
                { "id": repetition["id"], "settings": { "verifiedProperties": [], "excludedPhrases": [] } },
            ] }),
            ),
            "metrics[0].settings",
        ),
        (
            merged(
                new.clone(),
                json!({ "metrics": [
                { "id": repetition["id"], "settings": { "knowledgeBaseDocumentIds": ["d"] } },
            ] }),
            ),
            "metrics[0].settings.knowledgeBaseDocumentIds",
        ),
        (
            merged(new.clone(), json!({ "conditions": group(condition("CALL_PROPERTY", "plan")) })),
            "conditions[0].conditions[0].conditionOperator",
        ),
        (
            merged(new.clone(), json!({ "conditions": group(condition("AGENT", "Rae")) })),
            "conditions[0].conditions[0].conditionKey",
        ),
        (
            merged(new.clone(), json!({ "conditions": group(condition("WEATHER", "rain")) })),
            "conditions[0].conditions[0].conditionType",
        ),
        (merged(new.clone(), json!({ "status": "PAUSED" })), "status"),
    ];
    for (body, field) in rows {
        assert_eq!(refused(owner.post(PATH, &body).await, 400)["param"], field, "{body}");
    }
    let own = format!("{PATH}/{}", text(&policy["id"]));
    let change = async |body: Value| owner.send(Method::PUT, &own, Some(&body)).await;
    let verified = json!({ "verifiedProperties": ["order_id"] });
    let changed = change(json!({
        "status": "INACTIVE",
        "metrics": [{ "id": repetition["id"], "settings": verified }],
        "conditions": group(merged(
            condition("CALL_PROPERTY", "planTier"),
            json!({ "conditionOperator": "EQUALS", "conditionValue": "gold" }),
        )),
    }));
    let changed = changed.await.expect(200).json()["data"].clone();
    assert_eq!((&changed["status"], &changed["name"]), (&"INACTIVE".into(), &"Talk".into()));
    assert_eq!(changed["metrics"][0]["settings"], verified);
    assert_eq!(changed["conditions"][0]["conditions"][0]["conditionValue"], "gold");
    let cleared = change(json!({ "conditions": [] })).await.expect(200).json()["data"].clone();
    assert_eq!(cleared["conditions"], Value::Null);
    assert_eq!(owner.get(&own).await.expect(200).json()["data"], cleared);
    // The server's own is there, last, and stays as it is.
    let listed = owner.get(PATH).await.expect(200).json();
    assert_eq!(listed["pagination"]["total"], 2);
    assert_eq!((&listed["data"][0]["id"], &listed["data"][1]["type"]), (&policy["id"], &"SYSTEM".into()));
    assert!(listed["data"][1]["metrics"].as_array().unwrap().len() > 10);
    let first = owner.get(&format!("{PATH}?limit=1")).await.expect(200).json();
    let next = text(&first["pagination"]["nextCursor"]).replace('=', "%3D").replace('+', "%2B");
    let second = owner.get(&format!("{PATH}?limit=1&after={next}")).await.expect(200).json();
    assert_eq!((&second["data"][0], &second["pagination"]["hasMore"]), (&listed["data"][1], &false.into()));
    let inactive = owner.get(&format!("{PATH}?status=INACTIVE")).await.expect(200).json();
    assert_eq!(inactive["pagination"]["total"], 1);
    let system = format!("{PATH}/{}", text(&listed["data"][1]["id"]));
    refused(owner.send(Method::PUT, &system, Some(&json!({ "name": "x" }))).await, 400);
    refused(owner.delete(&system).await, 400);
    assert_eq!(owner.get(&system).await.expect(200).json()["data"], listed["data"][1]);
    assert_eq!(owner.delete(&own).await.expect(200).json(), json!({ "data": { "deleted": true } }));
    refused(owner.get(&own).await, 404);
    refused(owner.delete(&own).await, 404);
    for query in ["limit=51", "status=x", "after=x"] {
        refused(owner.get(&format!("{PATH}?{query}")).await, 400);
    }
}
