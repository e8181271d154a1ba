//! Tool invocations and properties of calls through the Roark API.

use std::collections::BTreeSet;

use futures::future::join_all;
use serde_json::{Value, json};

use crate::support::{Answer, Client, House, call};

/// A call that came in over the other API, by its id here.
async fn created(owner: &Client, external_id: &str) -> String {
    let engagement = owner.created(&call(external_id)).await;
    let id = engagement.strip_prefix("ngmt_").and_then(colloquy_domain::id::parse_ulid).expect("an id");
    id.to_string()
}

fn data(answer: &Answer) -> Value {
    answer.json()["data"].clone()
}

async fn patch(client: &Client, id: &str, properties: Value) -> Answer {
    client.patch(&format!("/v1/call/{id}/properties"), &json!({ "properties": properties })).await
}

fn check_refused(answer: &Answer, param: &str) {
    let body = answer.json();
    assert_eq!(answer.status, 400, "{param}: {body}");
    assert_eq!((&body["type"], &body["param"]), (&json!("validation"), &json!(param)), "{body}");
}

#[tokio::test]
async fn properties_are_merged_and_read_back_as_text() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = created(&owner, "acme:1").await;
    let first =
        patch(&owner, &id, json!({ "planTier": "gold", "orderID": 3, "Score": 21.5, "vip": true })).await;
    let expected = json!({
        "callId": id,
        "updated": ["order_id", "plan_tier", "score", "vip"],
        "removed": [],
        "properties": { "order_id": "3", "plan_tier": "gold", "score": "21.5", "vip": "true" },
        "metricCollectionJob": null,
        "metricCollectionError": null,
    });
    assert_eq!(data(&first.expect(200)), expected);
    // What stays is left out, what goes is null, and what was not there is not told as removed.
    let second =
        patch(&owner, &id, json!({ "plan_tier": "silver", "vip": null, "never": null, "score": 21.5 })).await;
    let second = data(&second.expect(200));
    assert_eq!(second["updated"], json!(["plan_tier", "score"]));
    assert_eq!(second["removed"], json!(["vip"]));
    assert_eq!(second["properties"], json!({ "order_id": "3", "plan_tier": "silver", "score": "21.5" }));

    // A key that may not read calls sees what it wrote.
    let writer = house.key_with_scopes("engagements:write").await;
    let own = data(&patch(&writer, &id, json!({ "order_id": 4 })).await.expect(200));
    assert_eq!(own["properties"], json!({ "order_id": "4" }));

    let upper = id.to_uppercase();
    assert_eq!(data(&patch(&owner, &upper, json!({ "order_id": 4 })).await.expect(200))["callId"], json!(id));
    for nothing in ["none", "00000000-0000-4000-8000-000000000000"] {
        assert_eq!(patch(&owner, nothing, json!({ "a": 1 })).await.status, 404);
    }
}

#[tokio::test]
async fn wrong_properties_leave_nothing_behind() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, other) = (created(&owner, "acme:1").await, created(&owner, "acme:2").await);
    patch(&owner, &id, json!({ "score": 1 })).await.expect(200);
    let many: Value = (0..101)
        .map(|number| (format!("p{number}"), json!(number)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    for (properties, param) in [
        (json!({}), "properties"),
        (json!([]), "properties"),
        (json!(null), "properties"),
        (many, "properties"),
        (json!({ "fresh": 1, "score": "one" }), "properties.score"),
        (json!({ "fresh": 1, "score": true }), "properties.score"),
        (json!({ "fresh": 1, "endedStatus": "x" }), "properties.endedStatus"),
        (json!({ "fresh": 1, "Duration.Seconds": null }), "properties.Duration.Seconds"),
        (json!({ "fresh": 1, "list": [1] }), "properties.list"),
        (json!({ "fresh": 1, "object": { "a": 1 } }), "properties.object"),
        (json!({ "fresh": 1, "": 1 }), "properties."),
        (json!({ "fresh": 1, "planTier": 1, "plan_tier": 2 }), "properties.plan_tier"),
    ] {
        // The type holds in the whole project, not in this call alone.
        check_refused(&patch(&owner, &other, properties).await, param);
    }
    // "fresh" has no type yet: a string will do.
    let after = data(&patch(&owner, &other, json!({ "fresh": "now" })).await.expect(200));
    assert_eq!(after["properties"], json!({ "fresh": "now" }));
    // A removed property keeps its type.
    patch(&owner, &id, json!({ "score": null })).await.expect(200);
    check_refused(&patch(&owner, &id, json!({ "score": "one" })).await, "properties.score");
}

#[tokio::test]
async fn of_first_values_at_once_one_gives_the_type() {
    let house = House::open().await;
    let owner = house.owner().await;
    let ids = join_all((0..6).map(|number| {
        let owner = &owner;
        async move { created(owner, &format!("acme:{number}")).await }
    }))
    .await;
    for round in 0..4 {
        let name = format!("level{round}");
        let values = [json!(1), json!("1"), json!(true), json!(2), json!("2"), json!(false)];
        let changes =
            ids.iter().zip(&values).map(|(id, value)| patch(&owner, id, json!({ name.as_str(): value })));
        let answers = join_all(changes).await;
        let kind = |value: &Value| (value.is_number(), value.is_string());
        let won: BTreeSet<_> = answers
            .iter()
            .zip(&values)
            .filter(|(answer, _)| answer.status == 200)
            .map(|(_, value)| kind(value))
            .collect();
        assert_eq!(won.len(), 1, "round {round}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            assert!([400, 409].contains(&answer.status), "round {round}: {}", answer.status);
            let retry = answer.header("x-should-retry");
            assert_eq!(retry, (answer.status == 409).then_some("false"));
        }
    }
}

#[tokio::test]
async fn metrics_that_cannot_be_measured_do_not_keep_a_change_from_being_made() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = created(&owner, "acme:1").await;
    let path = format!("/v1/call/{id}/properties");
    let unknown = json!([{ "id": "no_such_metric" }]);
    let body = json!({ "properties": { "plan": "gold" }, "metrics": unknown });
    let changed = data(&owner.patch(&path, &body).await.expect(200));
    assert_eq!(changed["properties"], json!({ "plan": "gold" }));
    assert_eq!(changed["metricCollectionJob"], json!(null));
    assert!(changed["metricCollectionError"].as_str().is_some_and(|error| !error.is_empty()), "{changed}");
    for (metrics, param) in [
        (json!("x"), "metrics"),
        (json!(null), "metrics"),
        (json!([7]), "metrics[0]"),
        (json!([{}]), "metrics[0].id"),
        (json!(vec![json!({ "id": "x" }); 21]), "metrics"),
    ] {
        let body = json!({ "properties": { "plan": "lead" }, "metrics": metrics });
        check_refused(&owner.patch(&path, &body).await, param);
    }
}
