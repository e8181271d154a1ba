//! What calls are made of, by Elemente's API: agents, actions, knowledge bases and skills, with their quirks.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, House};

const NOBODY: &str = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";

async fn put(owner: &Client, path: &str, body: Value) -> Answer {
    owner.send(Method::PUT, path, Some(&body)).await
}

fn id(made: &Value) -> String {
    made["id"].as_str().expect("an id").to_owned()
}

/// The documented action.
fn order_checking() -> Value {
    json!({
        "name": "Order checking",
        "description": "Use it to find an order.",
        "waitingMessage": "One moment, please.",
        "method": "get",
        "url": "https://shop.example/order-phone-number?phone={phone}",
        "headers": [{ "key": "X-Shopify-Access-Token", "value": "{{shopify-access-key}}" }],
        "queryParams": [{ "key": "phone", "value": "{phone}" }],
        "inputVariables":
            [{ "name": "phone", "description": "Phone number", "required": true, "dataType": "string" }],
    })
}

#[tokio::test]
async fn an_agent_shows_what_its_ids_stand_for() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let action = id(&owner.post("/api/v1/actions", &order_checking()).await.expect(201).json());
    let skill = owner.elemente_skill(json!({ "description": "Finds orders", "language": "en-US" })).await;
    let settings = json!({
        "agentType": "AI", "name": "John Doe", "phone": "+1234567890", "roleText": "Customer Support",
        "temperature": 0.7, "voiceSpeed": 1.5, "capabilities": ["answer", "dial"], "actions": [action],
        "allowedIdleTime": 86400, "checkHumanPresenceCount": 1000,
        "skills": [skill], "skillId": "Customer Support Representative", "workspace": false, "isInbound": null,
    });
    let made = owner.post("/api/v1/agents", &settings).await.expect(200).json();
    let expected = json!({
        "id": action, "name": "Order checking", "action": "order_checking", "parameters": { "phone": "string" },
    });
    assert_eq!(made["actions"], json!([expected]));
    let expected = json!({
        "id": skill, "name": "Orders", "description": "Finds orders", "language": "en-US", "active": true,
    });
    assert_eq!(made["skills"], json!([expected]));
    assert_eq!(
        (&made["active"], &made["email"], &made["voiceId"]),
        (&json!(true), &Value::Null, &Value::Null)
    );
    let created_at = made["createdAt"].as_str().expect("an instant");
    assert!(created_at.len() == 24 && created_at.ends_with('Z'), "to the millisecond: {created_at}");

    let path = format!("/api/v1/agents/{}", id(&made));
    let change = json!({ "id": "another", "voiceSpeed": 1, "name": null, "skills": [] });
    let changed = put(&owner, &path, change).await.expect(200).json();
    assert_eq!((&changed["voiceSpeed"], &changed["name"]), (&json!(1.0), &json!("John Doe")));
    assert_eq!((&changed["skills"], &changed["actions"]), (&json!([]), &made["actions"]));
    assert_eq!(changed["createdAt"], made["createdAt"]);
    assert_eq!(owner.get(&path).await.expect(200).json(), changed);

    owner.delete(&format!("/api/v1/actions/{action}")).await.expect(204);
    assert_eq!(owner.get(&path).await.expect(200).json()["actions"], json!([]));
    owner.delete(&path).await.expect(204);
    owner.delete(&path).await.elemente_error(404);
}

#[tokio::test]
async fn an_agent_needs_one_of_three_names_and_nothing_else() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    for name in ["name", "nickname", "lastname"] {
        owner.post("/api/v1/agents", &json!({ name: "Ada" })).await.expect(200);
    }
    for (body, refused) in [
        (json!({}), "name"),
        (json!({ "name": " ", "lastname": null }), "name"),
        (json!({ "name": 1, "lastname": "Doe" }), "name"),
        (json!({ "name": "Ada", "imageURL": 1 }), "imageURL"),
        (json!({ "name": "Ada", "voiceSpeed": 5 }), "voiceSpeed"),
        (json!({ "name": "Ada", "agentType": "robot" }), "agentType"),
        (json!({ "name": "Ada", "globalActions": [NOBODY] }), "globalActions"),
        (json!({ "name": "Ada", "skills": [NOBODY] }), "skills"),
        (json!({ "name": "Ada", "actions": ["x"] }), "actions"),
    ] {
        assert_eq!(owner.post("/api/v1/agents", &body).await.elemente_refusals(), [refused], "{body}");
    }
    let listed = owner.get("/api/v1/agents?limit=2").await.expect(200).json();
    let names: Vec<&Value> =
        listed.as_array().expect("a bare array").iter().map(|agent| &agent["name"]).collect();
    assert_eq!(names, [&Value::Null, &Value::Null], "the newest have other names");
    assert_eq!(owner.get("/api/v1/agents?page=2&limit=2").await.expect(200).json()[0]["name"], "Ada");
}

#[tokio::test]
async fn an_action_is_told_as_it_was_written() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let made = owner.post("/api/v1/actions", &order_checking()).await.expect(201).json();
    let mut expected = order_checking();
    expected["method"] = json!("GET");
    for (member, value) in expected.as_object().expect("an object") {
        assert_eq!(&made[member], value, "{member}");
    }
    assert_eq!(made["type"], "api");
    let path = format!("/api/v1/actions/{}", id(&made));
    let change =
        json!({ "id": "5464980934889674", "method": "post", "waitingMessage": null, "headers": null });
    let changed = put(&owner, &path, change).await.expect(200).json();
    assert_eq!((&changed["id"], &changed["method"]), (&made["id"], &json!("POST")));
    assert_eq!((&changed["waitingMessage"], &changed["headers"]), (&Value::Null, &json!([])));
    assert_eq!((&changed["url"], &changed["queryParams"]), (&made["url"], &made["queryParams"]));
    let missing = owner.post("/api/v1/actions", &json!({ "name": "x" })).await.elemente_refusals();
    assert_eq!(missing, ["description", "waitingMessage", "method", "url"]);
    for (more, refused) in [
        (json!({ "method": "TRACE" }), "method"),
        (json!({ "url": "ftp://shop.example" }), "url"),
        (json!({ "headers": [{ "key": "no name", "value": "x" }] }), "headers[0].key"),
        (json!({ "inputVariables": [{ "name": "a" }, { "name": "a" }] }), "inputVariables[1].name"),
    ] {
        assert_eq!(put(&owner, &path, more.clone()).await.elemente_refusals(), [refused], "{more}");
    }
}

#[tokio::test]
async fn a_knowledge_base_is_written_in_one_way_and_told_in_another() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let agent = owner.elemente_agent(json!({})).await;
    let text = json!({ "name": "Hours", "type": "faq", "agentIds": [agent], "text": "We open at nine." });
    let made = owner.post("/api/v1/knowledgebase", &text).await.expect(200).json();
    assert_eq!((&made["title"], &made["name"]), (&json!("Hours"), &json!("Hours")));
    assert_eq!((&made["agents"], &made["isEveryone"]), (&json!([agent]), &json!(false)));
    assert_eq!((&made["description"], &made["refreshFrequency"]), (&json!(""), &json!("manual")));
    assert_eq!(made["status"], "active");
    assert!(made.get("url").is_none() && made.get("urls").is_none(), "{made}");
    let pages = ["https://shop.example/hours", "https://shop.example/returns"];
    let pages_of = json!({
        "title": "Pages", "type": "url", "agentIds": [], "urls": pages, "refreshFrequency": "012h",
    });
    let everyone = owner.post("/api/v1/knowledgebase", &pages_of).await.expect(200).json();
    assert_eq!((&everyone["url"], &everyone["urls"]), (&json!(pages[0]), &json!(pages)));
    assert_eq!((&everyone["isEveryone"], &everyone["refreshFrequency"]), (&json!(true), &json!("12h")));
    let listed = owner.get("/api/v1/knowledgebase?page=1.0&limit=1.5").await.expect(200).json();
    assert_eq!((&listed["total"], &listed["pages"]), (&json!(2), &json!(2)));
    assert_eq!(listed["knowledgeBases"].as_array().map(Vec::len), Some(1));
    assert_eq!(listed["knowledgeBases"][0]["id"], everyone["id"], "the newest first");
    let path = format!("/api/v1/knowledgebase/{}", id(&everyone));
    let changed = put(&owner, &path, json!({ "urls": [], "text": "Open at ten.", "agentIds": null })).await;
    let changed = changed.expect(200).json();
    assert!(changed.get("urls").is_none() && changed["isEveryone"] == true, "{changed}");
    assert_eq!((&changed["text"], &changed["title"]), (&json!("Open at ten."), &json!("Pages")));
    for (body, refused) in [
        (json!({ "type": "faq", "agentIds": [] }), "title"),
        (json!({ "title": "x", "agentIds": [] }), "type"),
        (json!({ "title": "x", "type": "faq" }), "agentIds"),
        (
            json!({ "title": "x", "type": "faq", "agentIds": [], "refreshFrequency": "daily" }),
            "refreshFrequency",
        ),
    ] {
        assert_eq!(owner.post("/api/v1/knowledgebase", &body).await.elemente_refusals(), [refused], "{body}");
    }
    owner.delete(&path).await.expect(204);
    owner.get(&path).await.elemente_error(404);
}

#[tokio::test]
async fn a_skill_is_written_with_its_prompt_beside_or_within() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let prompt = json!({
        "initialMessage": "Hello {{firstName}}", "prompt": "Find the order.",
        "routingConditions": { "priority": "high" },
    });
    let within = owner.post("/api/v1/skills", &json!({ "name": "Orders", "prompt": prompt })).await;
    let within = within.expect(200).json();
    for (member, value) in prompt.as_object().expect("an object") {
        assert_eq!(&within[member], value, "{member}");
    }
    assert_eq!((&within["active"], &within["description"]), (&json!(true), &Value::Null));
    let path = format!("/api/v1/skills/{}", id(&within));
    let changed =
        put(&owner, &path, json!({ "active": false, "prompt": "Sell.", "initialMessage": null })).await;
    let changed = changed.expect(200).json();
    assert_eq!((&changed["active"], &changed["prompt"]), (&json!(false), &json!("Sell.")));
    assert_eq!(changed["initialMessage"], "Hello {{firstName}}");
    let bare = owner.post("/api/v1/skills", &json!({ "name": "Bare" })).await.expect(200).json();
    assert_eq!((&bare["prompt"], &bare["routingConditions"]), (&json!(""), &json!({})));
    let listed = owner.get("/api/v1/skills").await.expect(200).json();
    let names: Vec<&Value> =
        listed.as_array().expect("a bare array").iter().map(|skill| &skill["name"]).collect();
    assert_eq!(names, ["Bare", "Orders"]);
    for (body, refused) in [(json!({}), "name"), (json!({ "name": "x", "prompt": 1 }), "prompt")] {
        assert_eq!(owner.post("/api/v1/skills", &body).await.elemente_refusals(), [refused], "{body}");
    }
    owner.delete(&path).await.expect(204);
    owner.get(&path).await.elemente_error(404);
}
