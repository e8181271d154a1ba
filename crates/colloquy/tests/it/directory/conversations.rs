//! What the house API does to a conversation: its end, and its place in the CRM.

use reqwest::Method;
use serde_json::{Value, json};

use super::contact;
use crate::support::{House, MediaHost, Receiver, call, merged, recorded_call, tones};

#[tokio::test]
async fn a_deleted_conversation_is_found_nowhere_and_its_work_ends() {
    let mut house = House::closed(&[]).await;
    house.start("api").await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    let media = MediaHost::open().await;
    let url = media.file("/call.wav", "audio/wav", tones::wav(1));
    owner.webhook(&receiver.url("/"), &["v1.engagement.deleted", "v1.engagement.updated"]).await;
    let id = owner.created(&recorded_call("acme:gone", &url)).await;
    let last = owner.engagement(&id, "").await;
    let path = format!("/api/colloquy/v1/conversations/{id}");
    house.key_with_scopes("engagements:write,engagements:read").await.delete(&path).await.expect(403);
    owner.delete(&path).await.expect(204);
    for gone in [
        path.clone(),
        format!("/api/v2/engagements/{id}"),
        format!("/api/v2/engagements/{id}/transcript_timeline"),
    ] {
        owner.get(&gone).await.expect(404);
    }
    owner.delete(&path).await.expect(404);
    owner.create(&recorded_call("acme:gone", &url)).await.problem(409);
    let contacts = format!("/api/v2/engagements/{id}/contacts");
    owner.send(Method::PUT, &contacts, Some(&json!({ "contact_ids": [] }))).await.problem(404);

    // Only now somebody works: what is left of it would fail and be told of.
    let _worker = house.another("worker").await;
    let told = receiver.event("v1.engagement.deleted", &id).await.event();
    assert_eq!(told["data"]["object"], last, "the last known state");
    let next = owner.created(&call("acme:next")).await;
    owner.finished(&next).await;
    assert_eq!(owner.get("/api/colloquy/v1/jobs/dead").await.expect(200).json()["data"], json!([]));
    assert!(receiver.all().iter().all(|one| !one.is_about("v1.engagement.updated", &id)));
}

#[tokio::test]
async fn the_crm_record_of_a_conversation_is_set_and_cleared() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    let id = owner.created(&call("acme:1")).await;
    owner.finished(&id).await;
    owner.webhook(&receiver.url("/"), &["v1.engagement.updated"]).await;
    let path = format!("/api/colloquy/v1/conversations/{id}/crm_association");
    let deal = json!({ "object_type": "deal", "crm_object_id": "006", "source": "salesforce" });
    let changed = owner.send(Method::PUT, &path, Some(&deal)).await.expect(200).json();
    assert_eq!(changed["crm_association"], deal);
    assert_eq!(owner.engagement(&id, "").await["crm_association"], deal);
    let told = receiver.event("v1.engagement.updated", &id).await.event();
    assert_eq!(told["data"]["object"]["crm_association"], deal);
    assert_eq!(told["data"]["previous_attributes"]["crm_association"], Value::Null);
    let same = owner.send(Method::PUT, &path, Some(&deal)).await.expect(200).json();
    assert_eq!(same["updated_at"], changed["updated_at"], "nothing changed");
    assert_eq!(owner.delete(&path).await.expect(200).json()["crm_association"], Value::Null);
    assert!(owner.engagement(&id, "").await.get("crm_association").is_none());
    let wrong = merged(deal, json!({ "object_type": "lead", "source": "" }));
    let refused = owner.send(Method::PUT, &path, Some(&wrong)).await.expect(400).json();
    let fields: Vec<&Value> =
        refused["error"]["fields"].as_array().unwrap().iter().map(|field| &field["field"]).collect();
    assert_eq!(fields, [&json!("object_type"), &json!("source")]);
    let nothing = "/api/colloquy/v1/conversations/01KFXKBAV0R7S2VBVK3QSBHMR3/crm_association";
    owner.delete(nothing).await.expect(404);
    contact(&owner, "still@works.example").await;
}
