//! `/v1/metric/definitions/{idOrSlug}/variants`.

use futures::future::join_all;
use reqwest::Method;
use serde_json::json;

use super::{builtin, finished_call, measured, refused, text, values};
use crate::support::House;

#[tokio::test]
async fn variants_copy_the_default_and_the_servers_own_are_forked() {
    let house = House::open().await;
    let owner = house.owner().await;
    let metric = json!({
        "calculationType": "LLM_JUDGE", "name": "Polite", "outputType": "BOOLEAN", "llmPrompt": "Polite?",
    });
    let metric = owner.post("/v1/metric/definitions", &metric).await.expect(201).json()["data"].clone();
    let path = "/v1/metric/definitions/polite/variants";
    let listed = owner.get(path).await.expect(200).json()["data"].clone();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!((&listed[0]["name"], &listed[0]["isDefault"]), (&"Default".into(), &true.into()));
    assert_eq!((&listed[0]["id"], &listed[0]["versionId"]), (&metric["variantId"], &metric["versionId"]));
    let strict = owner.post(path, &json!({ "name": "Strict" })).await.expect(201).json()["data"].clone();
    assert_eq!((&strict["isDefault"], &strict["isSystem"]), (&false.into(), &false.into()));
    assert_eq!(strict["metricDefinitionId"], metric["id"]);
    refused(owner.post(path, &json!({ "name": "Strict" })).await, 409);
    for name in ["Default", "", " "] {
        assert_eq!(refused(owner.post(path, &json!({ "name": name })).await, 400)["param"], "name");
    }
    let own = format!("{path}/{}", text(&strict["id"]));
    let renamed = owner.send(Method::PUT, &own, Some(&json!({ "name": "Stricter" }))).await;
    let renamed = renamed.expect(200).json()["data"].clone();
    assert_eq!((&renamed["name"], &renamed["versionId"]), (&"Stricter".into(), &strict["versionId"]));
    let asked = owner.send(Method::PUT, &own, Some(&json!({ "llmPrompt": "Very polite?" }))).await;
    assert_ne!(asked.expect(200).json()["data"]["versionId"], strict["versionId"]);
    let default = format!("{path}/{}", text(&metric["variantId"]));
    assert_eq!(refused(owner.delete(&default).await, 403)["type"], "forbidden");
    let deleted = owner.delete(&own).await.expect(200).json();
    assert_eq!(deleted["data"], json!({ "id": strict["id"], "deleted": true }));
    refused(owner.get(&own).await, 404);
    refused(owner.delete(&own).await, 404);
    // The server's own.
    let outcome = builtin(&owner, "call_outcome").await;
    let servers = format!("/v1/metric/definitions/call_outcome/variants/{}", text(&outcome["variantId"]));
    assert_eq!(owner.get(&servers).await.expect(200).json()["data"]["isSystem"], true);
    refused(owner.delete(&servers).await, 403);
    let fork = owner.send(Method::PUT, &servers, Some(&json!({ "llmPrompt": "How did it end?" }))).await;
    let fork = fork.expect(200).json()["data"].clone();
    assert_ne!(fork["id"], outcome["variantId"]);
    assert_eq!((&fork["isSystem"], &fork["isDefault"]), (&false.into(), &true.into()));
    let after = builtin(&owner, "call_outcome").await;
    assert_eq!((&after["variantId"], &after["llmPrompt"]), (&fork["id"], &"How did it end?".into()));
    let kept = owner.get(&servers).await.expect(200).json()["data"].clone();
    assert_eq!((&kept["isDefault"], &kept["versionId"]), (&false.into(), &outcome["versionId"]));
    // Changes that come at once take turns, each a version of its own.
    let forked = format!("/v1/metric/definitions/call_outcome/variants/{}", text(&fork["id"]));
    let bodies: Vec<_> = (0..8).map(|number| json!({ "llmPrompt": format!("How, {number}?") })).collect();
    let answers = join_all(bodies.iter().map(|body| owner.send(Method::PUT, &forked, Some(body)))).await;
    for answer in answers {
        answer.expect(200);
    }
    // A check only compares.
    refused(owner.get("/v1/metric/definitions/response_time_check/variants").await, 403);
}

#[tokio::test]
async fn a_metric_has_the_values_of_its_newest_job_whatever_the_variant() {
    let house = House::open().await;
    let owner = house.owner().await;
    let call = finished_call(&owner, "acme:variants").await;
    // Without a model what is kept is that there is none: a value like any other.
    measured(&owner, &call, &["call_outcome"]).await;
    let outcome = builtin(&owner, "call_outcome").await;
    let path = format!("/v1/metric/definitions/call_outcome/variants/{}", text(&outcome["variantId"]));
    owner.send(Method::PUT, &path, Some(&json!({ "llmPrompt": "How did it end?" }))).await.expect(200);
    let before = values(&owner, &call).await;
    measured(&owner, &call, &["call_outcome"]).await;
    let after = values(&owner, &call).await;
    assert_eq!((before.len(), after.len()), (1, 1), "{after:?}");
    assert_ne!(before[0]["computedAt"], after[0]["computedAt"]);
}
