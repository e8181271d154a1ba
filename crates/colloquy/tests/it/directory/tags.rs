//! Tags.

use reqwest::Method;
use serde_json::{Value, json};

use super::{added, check_conditional, id, path, send_broken};
use crate::support::{House, call};

#[tokio::test]
async fn a_tag_lives_from_its_making_to_its_end() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let body = json!({ "name": " Renewal ", "description": "About renewals", "hex_color": "#1a2B3c" });
    let made = added(&owner, "tags", body).await;
    assert_eq!((&made["object"], &made["name"]), (&json!("tag"), &json!("Renewal")));
    assert_eq!((&made["hex_color"], &made["auto_tagging_enabled"]), (&json!("#1a2B3c"), &json!(true)));
    let path = path("tags", &made);
    assert_eq!(owner.get(&path).await.expect(200).json(), made);
    check_conditional(&owner, &path).await;
    let change = json!({ "hex_color": null, "description": null, "auto_tagging_enabled": false });
    let changed = owner.patch(&path, &change).await.expect(200).json();
    assert_eq!((&changed["hex_color"], &changed["description"]), (&Value::Null, &Value::Null));
    assert_eq!((&changed["auto_tagging_enabled"], &changed["name"]), (&json!(false), &json!("Renewal")));

    let engagement = owner.created(&call("acme:tagged")).await;
    let tags = format!("/api/v2/engagements/{engagement}/tags");
    owner.send(Method::PUT, &tags, Some(&json!({ "tag_ids": [id(&made)] }))).await.expect(200);
    let deleted = owner.delete(&path).await.expect(200).json();
    assert_eq!(deleted, json!({ "id": id(&made), "object": "tag", "deleted": true }));
    owner.get(&path).await.problem(404);
    owner.patch(&path, &json!({})).await.problem(404);
    assert_eq!(owner.engagement(&engagement, "?expand=tags").await["tags"], json!([]));
    added(&owner, "tags", json!({ "name": "Renewal" })).await;
}

#[tokio::test]
async fn a_name_belongs_to_one_tag() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let one = added(&owner, "tags", json!({ "name": "one" })).await;
    added(&owner, "tags", json!({ "name": "two" })).await;
    for taken in [" one", "One", "ONE "] {
        owner.post("/api/v2/tags", &json!({ "name": taken })).await.problem(409);
    }
    added(&owner, "tags", json!({ "name": "Über" })).await;
    owner.post("/api/v2/tags", &json!({ "name": "ÜBER" })).await.problem(409);
    owner.patch(&path("tags", &one), &json!({ "name": "two" })).await.problem(409);
    owner.patch(&path("tags", &one), &json!({ "name": "Two" })).await.problem(409);
    owner.patch(&path("tags", &one), &json!({ "name": "ONE" })).await.expect(200);
}

#[tokio::test]
async fn what_is_wrong_with_a_tag_is_named() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let tag = added(&owner, "tags", json!({ "name": "tag" })).await;
    assert_eq!(owner.post("/api/v2/tags", &json!({})).await.problem_fields(422), ["name"]);
    let rows = [
        (json!({ "name": "  " }), "name"),
        (json!({ "name": null }), "name"),
        (json!({ "name": "x".repeat(256) }), "name"),
        (json!({ "name": "a", "description": "" }), "description"),
        (json!({ "name": "a", "hex_color": "red" }), "hex_color"),
        (json!({ "name": "a", "hex_color": "#12345g" }), "hex_color"),
        (json!({ "name": "a", "auto_tagging_enabled": "yes" }), "auto_tagging_enabled"),
    ];
    for (body, field) in rows {
        for (method, path) in [(Method::POST, "/api/v2/tags"), (Method::PATCH, &path("tags", &tag))] {
            let fields = owner.send(method.clone(), path, Some(&body)).await.problem_fields(422);
            assert_eq!(fields, [field], "{method} {body}");
        }
    }
    send_broken(&owner, Method::PATCH, &path("tags", &tag)).await.problem(400);
}
