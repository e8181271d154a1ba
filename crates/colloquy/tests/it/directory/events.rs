//! All thirteen event types of the API, with what they tell.

use reqwest::Method;
use serde_json::{Value, json};

use super::{added, id, path};
use crate::support::{House, Receiver, call};

const TYPES: [&str; 13] = [
    "v1.contact.created",
    "v1.contact.updated",
    "v1.contact.deleted",
    "v1.company.created",
    "v1.company.updated",
    "v1.company.deleted",
    "v1.engagement.created",
    "v1.engagement.updated",
    "v1.engagement.deleted",
    "v1.tag.created",
    "v1.tag.updated",
    "v1.tag.deleted",
    "v1.engagement.transcript_timeline.completed",
];

/// The one event of that type about that thing.
async fn only(receiver: &Receiver, event_type: &str, thing: &str) -> Value {
    let event = receiver.event(event_type, thing).await.event();
    let all = receiver.of_type(event_type).into_iter().filter(|one| one.engagement_id() == thing).count();
    assert_eq!(all, 1, "{event_type} of {thing}");
    event
}

#[tokio::test]
async fn every_change_of_the_directory_is_told_once_as_its_resource_is_read() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    let webhook = owner.webhook(&receiver.url("/"), &TYPES).await;
    let rows = [
        (
            "contacts",
            "contact",
            json!({ "first_name": "Jonas", "emails": [{ "email": "jonas@customer.example" }] }),
            json!({ "last_name": "Roe", "emails": [{ "email": "roe@customer.example" }], "time_zone": "UTC" }),
            json!({ "last_name": null, "emails": [{ "email": "jonas@customer.example", "is_primary": true }], "time_zone": null }),
        ),
        (
            "companies",
            "company",
            json!({ "name": "Customer", "domains": [{ "domain": "customer.example" }] }),
            json!({ "name": null, "description": "Buys" }),
            json!({ "name": "Customer", "description": null }),
        ),
        (
            "tags",
            "tag",
            json!({ "name": "Tag", "hex_color": "#112233" }),
            json!({ "hex_color": null, "name": "Other" }),
            json!({ "hex_color": "#112233", "name": "Tag" }),
        ),
    ];
    for (collection, noun, body, change, previous) in rows {
        let made = added(&owner, collection, body).await;
        let thing = id(&made);
        let path = path(collection, &made);
        let created = only(&receiver, &format!("v1.{noun}.created"), thing).await;
        assert_eq!(created["data"], json!({ "object": made }), "no previous_attributes");
        // What changes nothing is not told; what is refused neither.
        let same = owner.patch(&path, &json!({})).await.expect(200).json();
        assert_eq!(same, made, "nothing changed, and nothing is dated anew");
        owner.patch(&path, &json!({ "description": 7 })).await.problem(422);
        let changed = owner.patch(&path, &change).await.expect(200).json();
        let updated = only(&receiver, &format!("v1.{noun}.updated"), thing).await;
        assert_eq!(updated["data"]["object"], changed);
        let mut expected = previous;
        expected["updated_at"] = made["updated_at"].clone();
        assert_eq!(updated["data"]["previous_attributes"], expected);
        owner.delete(&path).await.expect(200);
        let deleted = only(&receiver, &format!("v1.{noun}.deleted"), thing).await;
        assert_eq!(deleted["data"], json!({ "object": changed }), "the last known state");
        assert_eq!(receiver.of_type(&format!("v1.{noun}.updated")).len(), 1);
    }
    for event in receiver.all().iter().map(|one| one.event()) {
        for member in ["id", "type", "api_version", "created_at", "workspace_id", "data"] {
            assert!(!event[member].is_null(), "{member} in {event}");
        }
        assert_eq!(event["api_version"], "v1");
    }
    receiver.verify_all("directory", webhook["secret"].as_str().unwrap());
}

#[tokio::test]
async fn every_change_of_an_engagement_is_told_as_it_is_read() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    owner.webhook(&receiver.url("/"), &TYPES).await;
    let engagement = owner.created(&call("acme:1")).await;
    owner.finished(&engagement).await;
    let mut before = owner.engagement(&engagement, "").await;
    for event_type in ["v1.engagement.created", "v1.engagement.transcript_timeline.completed"] {
        let event = receiver.event(event_type, &engagement).await.event();
        assert_eq!(event["data"]["object"]["object"], "engagement");
        assert!(event["data"].get("previous_attributes").is_none(), "{event}");
    }
    let person = super::contact(&owner, "jonas@customer.example").await;
    let tag = added(&owner, "tags", json!({ "name": "By hand" })).await;
    let crm = json!({ "object_type": "company", "crm_object_id": "1", "source": "s" });
    let engagements = format!("/api/v2/engagements/{engagement}");
    let house_path = format!("/api/colloquy/v1/conversations/{engagement}");
    let changes = [
        (format!("{engagements}/contacts"), json!({ "contact_ids": [id(&person)] }), json!({})),
        (format!("{engagements}/tags"), json!({ "tag_ids": [id(&tag)] }), json!({})),
        (format!("{house_path}/crm_association"), crm, json!({ "crm_association": null })),
    ];
    for (path, body, mut previous) in changes {
        owner.send(Method::PUT, &path, Some(&body)).await.expect(200);
        let after = owner.engagement(&engagement, "").await;
        let told = receiver
            .wait_for(&format!("what {path} changed"), |all| {
                all.iter().map(|one| one.event()).find(|event| event["data"]["object"] == after)
            })
            .await;
        assert_eq!(told["type"], "v1.engagement.updated");
        previous["updated_at"] = before["updated_at"].clone();
        assert_eq!(told["data"]["previous_attributes"], previous, "{path}");
        before = after;
    }
    owner.delete(&house_path).await.expect(204);
    let told = receiver.event("v1.engagement.deleted", &engagement).await.event();
    assert_eq!(told["data"], json!({ "object": before }));
}

#[tokio::test]
async fn every_type_can_be_subscribed_to() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let known = owner.get("/api/colloquy/v1/webhook-event-types").await.expect(200).json().to_string();
    for event_type in TYPES {
        assert!(known.contains(&format!("\"{event_type}\"")), "{event_type} in {known}");
    }
}
