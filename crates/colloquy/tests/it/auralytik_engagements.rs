//! Engagements of the Auralytik API: projects that evaluations belong to.

use serde_json::{Value, json};

use crate::support::auralytik::{BASES, NO_RECORDING, assert_is_instant};
use crate::support::{Client, House};

/// When the engagement changed last, more exactly than this API tells.
async fn changed_at(owner: &Client, id: &str) -> Value {
    owner.get(&format!("/api/colloquy/v1/projects/{id}")).await.expect(200).json()["updated_at"].clone()
}

#[tokio::test]
async fn an_engagement_is_made_read_and_changed() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    for base in BASES {
        // A status of one's own and members that nobody knows change nothing.
        let new = json!({ "name": "Q1", "type": "quality_review", "status": "completed", "color": "red" });
        let answer = owner.post(&format!("{base}/engagements"), &new).await.expect(201);
        let made = answer.json();
        let id = made["id"].as_str().expect("an id");
        let bare = id.strip_prefix("eng_").expect("the prefix");
        let is_plain = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        assert!(bare.len() >= 20 && bare.bytes().all(is_plain), "{id}");
        let path = format!("{base}/engagements/{id}");
        assert_eq!(answer.header("location"), Some(path.as_str()));
        assert_is_instant(&made["createdAt"]);
        let expected = json!({
            "id": id, "name": "Q1", "description": null, "type": "quality_review", "status": "active",
            "evaluationCount": 0, "createdAt": made["createdAt"], "updatedAt": made["createdAt"],
        });
        assert_eq!(made, expected);
        assert_eq!(owner.get(&path).await.expect(200).json(), made);

        let before = changed_at(&owner, id).await;
        let unchanged = [json!({}), json!({ "type": "other" }), json!({ "name": "Q1", "description": null })];
        for change in unchanged {
            assert_eq!(owner.patch(&path, &change).await.expect(200).json(), made, "{change}");
            assert_eq!(changed_at(&owner, id).await, before, "{change}");
        }
        let change = json!({ "name": "Q2", "description": "more calls", "status": "waiting for the client" });
        let changed = owner.patch(&path, &change).await.expect(200).json();
        for (member, value) in change.as_object().expect("an object") {
            assert_eq!(&changed[member], value);
        }
        assert_eq!((&changed["type"], &changed["createdAt"]), (&made["type"], &made["createdAt"]));
        assert_ne!(changed_at(&owner, id).await, before);
        let described = owner.patch(&path, &json!({ "description": "text" })).await.expect(200).json();
        assert_eq!((&described["description"], &described["name"]), (&json!("text"), &json!("Q2")));
        let cleared = owner.patch(&path, &json!({ "description": null })).await.expect(200).json();
        assert_eq!(cleared["description"], Value::Null);
    }
    // The same body twice makes two.
    assert_eq!(owner.auralytik_page("/v1/engagements").await.1, 2);
}

#[tokio::test]
async fn what_makes_no_engagement_is_refused_by_name() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let path = "/v1/engagements";
    for (body, fields) in [
        (json!({}), &["name", "type"][..]),
        (json!({ "name": " ", "type": "x" }), &["name"]),
        (json!({ "name": "x", "type": "" }), &["type"]),
        (json!({ "name": 7, "type": "x" }), &["name"]),
        (json!({ "name": "x", "type": "x", "description": 7 }), &["description"]),
    ] {
        assert_eq!(owner.post(path, &body).await.refused_fields(), fields, "{body}");
    }
    let id = owner.auralytik_engagement("Q1").await;
    let one = format!("{path}/{id}");
    for (change, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "status": "" }), "status"),
        (json!({ "status": false }), "status"),
        (json!({ "description": [] }), "description"),
    ] {
        assert_eq!(owner.patch(&one, &change).await.refused_fields(), [field], "{change}");
    }
    assert_eq!(owner.get(&one).await.expect(200).json()["name"], "Q1");
    assert_eq!(owner.auralytik_page(path).await.1, 1, "nothing else was made");
}

#[tokio::test]
async fn evaluations_are_counted() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let (busy, idle) = (owner.auralytik_engagement("busy").await, owner.auralytik_engagement("idle").await);
    for _ in 0..2 {
        let file = owner.auralytik_uploaded(&busy, json!({}), NO_RECORDING).await;
        owner.auralytik_processing(&file).await;
    }
    owner.auralytik_uploaded(&busy, json!({}), NO_RECORDING).await;
    let (rows, _) = owner.auralytik_page("/v1/engagements").await;
    let counts: Vec<_> = rows.iter().map(|row| (&row["id"], &row["evaluationCount"])).collect();
    assert_eq!(counts, [(&json!(idle), &json!(0)), (&json!(busy), &json!(2))]);
    let one = owner.get(&format!("/v1/engagements/{busy}")).await.expect(200).json();
    assert_eq!(one["evaluationCount"], 2);
    let changed = owner.patch(&format!("/v1/engagements/{busy}"), &json!({ "name": "x" })).await.expect(200);
    assert_eq!(changed.json()["evaluationCount"], 2);
}
