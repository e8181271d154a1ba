//! Tool invocations and properties of calls through the Roark API.

use std::collections::BTreeSet;

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::roark::roark_call;
use crate::support::{Answer, Client, House, call, merged};

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

/// A call by an agent with the custom id `ada-1`.
async fn called(owner: &Client) -> (String, Value) {
    let agent = json!({ "agent": {
        "name": "Ada", "customId": "ada-1", "prompt": { "resolvedPrompt": "Be kind." },
        "endpoint": { "type": "websocket", "value": "wss://agent.example/call", "direction": "both ways" },
    } });
    let mut body = merged(roark_call("http://10.0.0.1/1.wav"), agent);
    owner.post("/v1/call", &body).await.roark_error(400, "validation", "agent.endpoint.direction");
    body["agent"]["endpoint"]["direction"] = json!("OUTGOING");
    let call = owner.roark_created(&body).await;
    (call["id"].as_str().expect("an id").to_owned(), call)
}

#[tokio::test]
async fn a_calls_agent_has_its_endpoint_and_the_prompt_it_came_with() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (_, call) = called(&owner).await;
    let agent = &call["agents"][0];
    let endpoint = agent["endpoint"]["id"].as_str().expect("an endpoint");
    let endpoint = data(&owner.get(&format!("/v1/agent/endpoint/{endpoint}")).await.expect(200));
    assert_eq!((&endpoint["type"], &endpoint["direction"]), (&json!("WEBSOCKET"), &json!("OUTGOING")));
    assert_eq!(endpoint["agentId"], agent["id"]);
    let id = agent["id"].as_str().expect("an agent");
    let kept = data(&owner.get(&format!("/v1/agent/{id}")).await.expect(200));
    assert_eq!((&kept["name"], &kept["customId"]), (&json!("Ada"), &json!("ada-1")));
    // The same prompt adds no version, another one does; what is managed is a line of its own.
    for (key, prompt) in [("customId", "Be kind."), ("name", "Be brief.")] {
        let named = if key == "name" { "Ada" } else { "ada-1" };
        let agent = json!({ "agent": { key: named, "prompt": { "resolvedPrompt": prompt } } });
        let again = owner.roark_created(&merged(roark_call("http://10.0.0.1/1.wav"), agent)).await;
        assert_eq!(again["agents"][0]["id"], kept["id"], "{key}");
    }
    let prompts = format!("/v1/agent/{id}/prompts");
    owner.send(Method::PUT, &prompts, Some(&json!({ "prompt": "Be wise." }))).await.expect(200);
    let lines = data(&owner.get(&prompts).await.expect(200));
    let told: Vec<_> =
        lines.as_array().into_iter().flatten().map(|line| (&line["source"], &line["prompt"])).collect();
    let expected = [(json!("API_MANAGED"), json!("Be wise.")), (json!("API"), json!("Be brief."))];
    assert_eq!(told, expected.each_ref().map(|(source, prompt)| (source, prompt)));
    let versions = format!("{prompts}/{}/versions", lines[1]["id"].as_str().expect("an id"));
    assert_eq!(data(&owner.get(&versions).await.expect(200)).as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn tool_invocations_are_appended_once_and_read_back() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, call) = called(&owner).await;
    let path = format!("/v1/call/{id}/tool-invocations");
    assert_eq!(data(&owner.get(&path).await.expect(200)), json!([]));
    let detailed =
        json!({ "day": { "type": "string", "description": "a weekday", "value": "monday" }, "seats": 2 });
    let body = json!({ "toolInvocations": [
        { "name": "book", "parameters": detailed, "result": { "ok": true }, "startOffsetMs": 900,
          "endOffsetMs": 1300, "description": "books a table", "agent": { "customId": "ada-1" } },
        { "name": "look_up", "parameters": {}, "result": "", "startOffsetMs": 100, "endTimeOffsetMs": 250 },
        { "name": "look_up", "parameters": { "other": 1 }, "result": "x", "startOffsetMs": 100, "endOffsetMs": 250 },
        { "name": "look_up", "parameters": { "other": 1 }, "result": "x", "startOffsetMs": 100 },
    ] });
    let first = data(&owner.post(&path, &body).await.expect(200));
    let expected = json!({
        "callId": id, "added": 3, "skipped": 1, "metricCollectionJob": null, "metricCollectionError": null,
    });
    assert_eq!(first, expected);
    let again = data(&owner.post(&path, &body).await.expect(200));
    assert_eq!((&again["added"], &again["skipped"]), (&json!(0), &json!(4)));

    let listed = data(&owner.get(&path).await.expect(200));
    let mut rows = listed.as_array().expect("rows").clone();
    assert!(rows.iter().all(|row| row["id"].is_string() && row["toolDefinitionId"].is_string()), "{listed}");
    for row in &mut rows {
        row.as_object_mut()
            .expect("a row")
            .retain(|name, _| !["id", "toolDefinitionId"].contains(&name.as_str()));
    }
    let expected = json!([
        { "name": "look_up", "toolVersion": 1, "parameters": {}, "result": "", "startOffsetMs": 100,
          "endOffsetMs": 250 },
        { "name": "look_up", "toolVersion": 2, "parameters": { "other": 1 }, "result": "x", "startOffsetMs": 100 },
        { "name": "book", "toolVersion": 1, "parameters": detailed, "result": { "ok": true }, "startOffsetMs": 900,
          "endOffsetMs": 1300, "description": "books a table", "agent": { "roarkId": call["agents"][0]["id"] } },
    ]);
    assert_eq!(json!(rows), expected);

    // Many at once, of several requests that repeat each other.
    let many: Vec<Value> = (0..500)
        .map(|number| json!({ "name": "step", "parameters": { "n": number }, "result": "", "startOffsetMs": number }))
        .collect();
    let bodies = [json!({ "toolInvocations": many }), json!({ "toolInvocations": many[250..] })];
    let answers = join_all(bodies.iter().map(|body| owner.post(&path, body))).await;
    let added: u64 = answers.iter().filter_map(|answer| data(answer)["added"].as_u64()).sum();
    assert_eq!(added, 500);
    let steps = data(&owner.get(&path).await.expect(200));
    assert_eq!(steps.as_array().map(Vec::len), Some(503));
}

#[tokio::test]
async fn wrong_tool_invocations_leave_nothing_behind() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, _) = called(&owner).await;
    let path = format!("/v1/call/{id}/tool-invocations");
    let good = json!({ "name": "book", "parameters": {}, "result": "", "startOffsetMs": 0 });
    let unknown = "00000000-0000-4000-8000-000000000000";
    for (changes, param) in [
        (json!({ "name": null }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "parameters": null }), "parameters"),
        (json!({ "parameters": [] }), "parameters"),
        (json!({ "result": null }), "result"),
        (json!({ "result": 7 }), "result"),
        (json!({ "startOffsetMs": null }), "startOffsetMs"),
        (json!({ "startOffsetMs": -1 }), "startOffsetMs"),
        (json!({ "startOffsetMs": 1.5 }), "startOffsetMs"),
        (json!({ "startOffsetMs": 5, "endOffsetMs": 4 }), "endOffsetMs"),
        (json!({ "agent": "ada-1" }), "agent"),
        (json!({ "agent": { "roarkId": "x" } }), "agent.roarkId"),
        (json!({ "agent": { "roarkId": unknown } }), "agent"),
        (json!({ "agent": { "customId": "bob" } }), "agent"),
    ] {
        let body = json!({ "toolInvocations": [good, merged(good.clone(), changes)] });
        check_refused(&owner.post(&path, &body).await, &format!("toolInvocations[1].{param}"));
    }
    for invocations in [json!(null), json!([]), json!({}), json!(vec![good.clone(); 501])] {
        let body = json!({ "toolInvocations": invocations });
        check_refused(&owner.post(&path, &body).await, "toolInvocations");
    }
    check_refused(&owner.post(&path, &json!({ "toolInvocations": [7] })).await, "toolInvocations[0]");
    assert_eq!(data(&owner.get(&path).await.expect(200)), json!([]));
    for nothing in ["none", unknown] {
        let path = format!("/v1/call/{nothing}/tool-invocations");
        assert_eq!(owner.post(&path, &json!({ "toolInvocations": [good] })).await.status, 404);
        assert_eq!(owner.get(&path).await.status, 404);
    }
}
