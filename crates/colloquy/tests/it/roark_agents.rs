//! Agents, their endpoints and prompts through the Roark API.

use std::collections::BTreeSet;

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, House};

/// What an answer holds.
fn data(answer: &Answer) -> Value {
    answer.json()["data"].clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

async fn put(client: &Client, path: &str, body: Value) -> Answer {
    client.send(Method::PUT, path, Some(&body)).await
}

async fn agent(client: &Client, body: Value) -> Value {
    data(&client.post("/v1/agent", &body).await.expect(201))
}

/// Refused as wrong input, naming the field.
fn check_refused(answer: &Answer, param: &str) {
    let body = answer.json();
    assert_eq!(answer.status, 400, "{param}: {body}");
    assert_eq!((&body["type"], &body["param"]), (&json!("validation"), &json!(param)), "{body}");
    let field = param.split(['[', '.']).next().unwrap_or_default();
    assert!(text(&body["message"]).contains(field), "{body}");
}

#[tokio::test]
async fn an_agent_is_made_read_and_changed() {
    let house = House::open().await;
    let owner = house.owner().await;
    let made =
        agent(&owner, json!({ "name": "Support", "customId": "bot-1", "description": "Helps." })).await;
    assert_eq!(made["name"], "Support");
    let path = format!("/v1/agent/{}", text(&made["id"]));
    assert_eq!(data(&owner.get(&path).await.expect(200)), made);
    // Ids are the same in either case.
    let upper = format!("/v1/agent/{}", text(&made["id"]).to_uppercase());
    assert_eq!(data(&owner.get(&upper).await.expect(200)), made);

    let renamed =
        data(&put(&owner, &path, json!({ "name": "Sales", "customId": "ignored" })).await.expect(200));
    assert_eq!(renamed["name"], "Sales");
    assert_eq!((&renamed["customId"], &renamed["description"]), (&json!("bot-1"), &json!("Helps.")));
    assert!(text(&renamed["updatedAt"]) >= text(&made["updatedAt"]));
    let cleared = data(&put(&owner, &path, json!({ "description": null })).await.expect(200));
    assert_eq!((&cleared["name"], &cleared["description"]), (&json!("Sales"), &json!(null)));
    let same = data(&put(&owner, &path, json!({})).await.expect(200));
    assert_eq!(same, cleared, "nothing was changed, nothing is dated anew");

    let taken = owner.post("/v1/agent", &json!({ "name": "Other", "customId": "bot-1" })).await;
    assert_eq!((taken.status, &taken.json()["code"]), (409, &json!("conflict")));
    assert_eq!(taken.header("x-should-retry"), Some("false"));
    // Names may repeat, and an agent needs no custom id.
    for _ in 0..2 {
        assert_eq!(agent(&owner, json!({ "name": "Twin" })).await["customId"], json!(null));
    }
    for (body, param) in [
        (json!({}), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": 7 }), "name"),
        (json!({ "name": "x".repeat(256) }), "name"),
        (json!({ "name": "a\u{0}b" }), "name"),
        (json!({ "name": "x", "customId": "" }), "customId"),
        (json!({ "name": "x", "description": [] }), "description"),
        (json!([]), "body"),
    ] {
        check_refused(&owner.post("/v1/agent", &body).await, param);
    }
    check_refused(&put(&owner, &path, json!({ "name": null })).await, "name");
    for nothing in ["/v1/agent/00000000-0000-4000-8000-000000000000", "/v1/agent/none"] {
        assert_eq!(owner.get(nothing).await.status, 404);
        assert_eq!(put(&owner, nothing, json!({})).await.status, 404);
    }
    let absent = owner.post("/v1/agent/build", &json!({})).await;
    assert_eq!((absent.status, &absent.json()["code"]), (501, &json!("not_implemented")));
}

#[tokio::test]
async fn agents_are_listed_page_by_page() {
    let house = House::open().await;
    let owner = house.owner().await;
    let bodies = (0..25).map(|number| {
        json!({ "name": format!("Agent {number}"), "customId": format!("id_{number}"), "description": "100% Ready" })
    });
    join_all(bodies.map(|body| agent(&owner, body))).await;
    let first = owner.get("/v1/agent").await.expect(200).json();
    assert_eq!(first["data"].as_array().map(Vec::len), Some(20));
    assert_eq!((&first["pagination"]["hasMore"], &first["pagination"]["total"]), (&json!(true), &json!(25)));
    let by_cursor = text(&first["pagination"]["nextCursor"]).replace('=', "%3D").replace('+', "%2B");
    let by_id = text(&first["data"][19]["id"]);
    // Inserted meanwhile: it is newer, and shifts nothing.
    agent(&owner, json!({ "name": "Late" })).await;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let second = owner.get(&format!("/v1/agent?after={by_cursor}")).await.expect(200).json();
    assert_eq!(owner.get(&format!("/v1/agent?after={by_id}")).await.expect(200).json(), second);
    for row in first["data"].as_array().into_iter().chain(second["data"].as_array()).flatten() {
        seen.insert(text(&row["id"]));
    }
    assert_eq!(seen.len(), 25);
    let end = json!({ "hasMore": false, "nextCursor": null, "total": 26 });
    assert_eq!(second["pagination"], end);

    for (search, found) in
        [("AGENT%201", 11), ("id_24", 1), ("100%25%20ready", 25), ("d_2", 6), ("nobody", 0), ("", 26)]
    {
        let page = owner.get(&format!("/v1/agent?limit=50&searchText={search}")).await.expect(200).json();
        let rows = page["data"].as_array().map(Vec::len);
        assert_eq!((rows, &page["pagination"]["total"]), (Some(found), &json!(found)), "{search}");
    }
    for (query, param) in [
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("limit=x", "limit"),
        ("after=x", "after"),
        ("after=00000000-0000-4000-8000-000000000000", "after"),
        ("limit=1&limit=2", "limit"),
    ] {
        check_refused(&owner.get(&format!("/v1/agent?{query}")).await, param);
    }
    let long = "x".repeat(501);
    check_refused(&owner.get(&format!("/v1/agent?searchText={long}")).await, "searchText");
}

#[tokio::test]
async fn an_agent_is_reached_at_its_endpoints() {
    let house = House::open().await;
    let owner = house.owner().await;
    let [one, other] =
        [agent(&owner, json!({ "name": "One" })).await, agent(&owner, json!({ "name": "Other" })).await];
    let body = |changes: Value| {
        let given = json!({ "agentId": one["id"], "direction": "INCOMING", "value": "+15551234567" });
        crate::support::merged(given, changes)
    };
    let path = "/v1/agent/endpoint";
    let made = data(&owner.post(path, &body(json!({}))).await.expect(201));
    let expected = json!({
        "agentId": one["id"], "direction": "INCOMING", "value": "+15551234567", "environment": "production",
        "type": "PHONE", "outboundDialType": "NONE", "outboundDialHttpRequestDefinitionId": null,
        "id": made["id"], "createdAt": made["createdAt"], "updatedAt": made["updatedAt"],
    });
    assert_eq!(made, expected);
    let own = format!("{path}/{}", text(&made["id"]));
    assert_eq!(data(&owner.get(&own).await.expect(200)), made);

    let both = json!({
        "agentId": other["id"], "direction": "INCOMING_AND_OUTGOING", "environment": "staging",
        "outboundDialType": "NONE", "outboundDialHttpRequestDefinitionId": null,
    });
    owner.post(path, &body(both)).await.expect(201);
    let moved = json!({ "environment": "Staging", "value": "+4930123456", "direction": "OUTGOING" });
    let moved = data(&put(&owner, &own, moved).await.expect(200));
    assert_eq!(moved["environment"], "Staging");
    assert_eq!((&moved["value"], &moved["direction"]), (&made["value"], &made["direction"]));

    for (query, found) in [
        (String::new(), 2),
        (format!("?agentId={}", text(&one["id"])), 1),
        ("?searchText=STAGING".to_owned(), 2),
        ("?searchText=production".to_owned(), 0),
        (format!("?searchText=555123&agentId={}", text(&other["id"])), 1),
        ("?agentId=00000000-0000-4000-8000-000000000000".to_owned(), 0),
    ] {
        let page = owner.get(&format!("{path}{query}")).await.expect(200).json();
        assert_eq!(page["pagination"]["total"], found, "{query}");
    }
    let last = owner.get(&format!("{path}?limit=1&after={}", text(&made["id"]))).await.expect(200).json();
    assert_eq!(last["data"], json!([]), "it was the oldest");
    check_refused(&owner.get(&format!("{path}?agentId=x")).await, "agentId");

    for (changes, param) in [
        (json!({ "value": "5551234567" }), "value"),
        (json!({ "value": "+0551234567" }), "value"),
        (json!({ "value": "wss://agent.example" }), "value"),
        (json!({ "value": 5 }), "value"),
        (json!({ "value": null }), "value"),
        (json!({ "direction": "inward" }), "direction"),
        (json!({ "direction": null }), "direction"),
        (json!({ "agentId": "x" }), "agentId"),
        (json!({ "environment": "" }), "environment"),
        (json!({ "outboundDialType": "FAX" }), "outboundDialType"),
        (json!({ "outboundDialType": "HTTP_REQUEST" }), "outboundDialType"),
        (json!({ "outboundDialHttpRequestDefinitionId": "x" }), "outboundDialHttpRequestDefinitionId"),
    ] {
        check_refused(&owner.post(path, &body(changes)).await, param);
    }
    check_refused(
        &put(&owner, &own, json!({ "outboundDialType": "HTTP_REQUEST" })).await,
        "outboundDialType",
    );
    let nobody = body(json!({ "agentId": "00000000-0000-4000-8000-000000000000" }));
    assert_eq!(owner.post(path, &nobody).await.status, 404);
    for nothing in ["/v1/agent/endpoint/none", "/v1/agent/endpoint/00000000-0000-4000-8000-000000000000"] {
        assert_eq!(owner.get(nothing).await.status, 404);
        assert_eq!(put(&owner, nothing, json!({})).await.status, 404);
    }
}

#[tokio::test]
async fn a_managed_prompt_has_versions() {
    let house = House::open().await;
    let owner = house.owner().await;
    let made = agent(&owner, json!({ "name": "Support" })).await;
    let path = format!("/v1/agent/{}/prompts", text(&made["id"]));
    assert_eq!(data(&owner.get(&path).await.expect(200)), json!([]));
    let mut ids = BTreeSet::new();
    for (prompt, changed, version) in
        [("Be kind.", true, 1), ("Be kind.", false, 1), ("Be brief.", true, 2), ("Be kind.", true, 3)]
    {
        let set = data(&put(&owner, &path, json!({ "prompt": prompt })).await.expect(200));
        assert_eq!((&set["changed"], &set["versionNumber"]), (&json!(changed), &json!(version)), "{set}");
        ids.insert(text(&set["promptId"]).to_owned());
    }
    assert_eq!(ids.len(), 1);
    let lines = data(&owner.get(&path).await.expect(200));
    let line = &lines[0];
    assert_eq!(lines.as_array().map(Vec::len), Some(1));
    assert_eq!((&line["prompt"], &line["source"]), (&json!("Be kind."), &json!("API_MANAGED")));
    let versions = data(&owner.get(&format!("{path}/{}/versions", text(&line["id"]))).await.expect(200));
    let told: Vec<_> = versions
        .as_array()
        .into_iter()
        .flatten()
        .map(|version| (version["versionNumber"].as_u64(), text(&version["prompt"])))
        .collect();
    assert_eq!(told, [(Some(3), "Be kind."), (Some(2), "Be brief."), (Some(1), "Be kind.")]);

    for body in [
        json!({}),
        json!({ "prompt": "" }),
        json!({ "prompt": 1 }),
        json!({ "prompt": "x".repeat(1_000_001) }),
    ] {
        check_refused(&put(&owner, &path, body).await, "prompt");
    }
    // Another agent's prompt is not this one's.
    let other = agent(&owner, json!({ "name": "Other" })).await;
    let foreign = format!("/v1/agent/{}/prompts/{}/versions", text(&other["id"]), text(&line["id"]));
    assert_eq!(owner.get(&foreign).await.status, 404);
    for nothing in ["none", "00000000-0000-4000-8000-000000000000"] {
        let path = format!("/v1/agent/{nothing}/prompts");
        assert_eq!(owner.get(&path).await.status, 404);
        assert_eq!(put(&owner, &path, json!({ "prompt": "x" })).await.status, 404);
    }
    // Of many who set it at once each makes a version of its own.
    let texts: Vec<String> = (0..8).map(|number| format!("Prompt {number}")).collect();
    let set = join_all(texts.iter().map(|text| put(&owner, &path, json!({ "prompt": text })))).await;
    let numbers: BTreeSet<u64> =
        set.iter().filter_map(|answer| data(answer)["versionNumber"].as_u64()).collect();
    assert_eq!(numbers, (4..12).collect());
}
