//! What the console needs of agents: everything of them can be set and read again, actions are tried out, dialogues are
//! begun and watched, and an agent is tried in a chat.

mod dialogues;
mod try_out;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::support::visitor::Visitor;
use crate::support::{Answer, Client, House, eventually, merged};

const HOUSE: &str = "/api/colloquy/v1";
const NOBODY: &str = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";

/// The members that a refusal is about.
fn fields(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let fields = body["error"]["fields"].as_array().unwrap_or_else(|| panic!("no fields in {body}"));
    fields.iter().map(|field| field["field"].as_str().expect("a name").to_owned()).collect()
}

async fn made(owner: &Client, path: &str, body: &Value) -> Value {
    owner.post(&format!("{HOUSE}{path}"), body).await.expect(201).json()
}

fn id(made: &Value) -> String {
    made["id"].as_str().expect("an id").to_owned()
}

/// Fails the test unless every member is told as it was sent.
#[track_caller]
fn check_told(told: &Value, sent: &Value) {
    for (member, value) in sent.as_object().expect("an object") {
        assert_eq!(&told[member], value, "{member} in {told}");
    }
}

/// Makes a thing, reads it, changes all of it, clears what can be cleared, and removes it. `cleared` is what is told then of
/// members that were sent as null, where it is not null.
async fn round_trip(owner: &Client, path: &str, first: &Value, second: &Value, cleared: &Value) {
    let told = made(owner, path, first).await;
    check_told(&told, first);
    let one = format!("{HOUSE}{path}/{}", id(&told));
    assert_eq!(owner.get(&one).await.expect(200).json(), told);
    let nothing = owner.patch(&one, &json!({})).await.expect(200).json();
    assert_eq!(nothing, told, "what is left out stays");
    let changed = owner.patch(&one, second).await.expect(200).json();
    check_told(&changed, second);
    assert_eq!(changed["created_at"], told["created_at"]);
    assert_eq!(owner.get(&one).await.expect(200).json(), changed);
    let names = cleared.as_object().expect("an object").keys();
    let nulls: Map<String, Value> = names.map(|name| (name.clone(), Value::Null)).collect();
    let bare = owner.patch(&one, &Value::Object(nulls)).await.expect(200).json();
    check_told(&bare, cleared);
    owner.delete(&one).await.expect(204);
    owner.delete(&one).await.expect(404);
    owner.get(&one).await.expect(404);
    owner.patch(&one, second).await.expect(404);
}

#[tokio::test]
async fn every_setting_of_an_agent_is_kept_changed_and_cleared() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let action = id(&made(&owner, "/actions", &json!({ "name": "Find" })).await);
    let skill = id(&made(&owner, "/skills", &json!({ "name": "Orders" })).await);
    let first = json!({
        "is_active": false, "kind": "ai", "name": "John Doe", "nickname": "John", "lastname": "Doe",
        "image_url": "https://shop.example/john.png", "phone": "+12345678901", "email": "john@shop.example",
        "language": "en-US", "role_text": "Support", "job_descriptions": "Finds orders",
        "base_instructions": "Be kind.", "capabilities": ["answer", "dial"], "inbound_capability": "answer",
        "is_inbound": true, "functionality": "interactive", "interaction_settings": { "channel": "call" },
        "lead_qualification": "hot", "temperature": 0.5, "model_provider": "local", "model_name": "small",
    });
    let more = json!({
        "actions": [action], "global_actions": [action], "skill": "Orders", "skills": [skill], "voice_id": "ada",
        "voice_stability": 0.5, "voice_speed": 1.5, "optimize_streaming_latency": true, "send_initial_message": false,
        "send_filler_words": true, "filler_words": ["Hm."], "enable_cutoff_responses": true,
        "cutoff_responses": ["Again, please?"], "allow_interruption": true, "interruption_sensitivity": "low",
        "end_call_on_goodbye": true, "goodbye_phrases": ["Ciao"], "allowed_idle_seconds": 7.5,
        "check_human_presence": true, "check_human_presence_count": 4,
    });
    let first = merged(first, more);
    let second = json!({
        "is_active": true, "kind": "human", "name": "Zoe", "nickname": null, "phone": "+12345678902", "actions": [],
        "temperature": 1.25, "interruption_sensitivity": "high", "filler_words": [], "interaction_settings": {},
    });
    // One name has to stay.
    let cleared: Map<String, Value> = first
        .as_object()
        .expect("an object")
        .keys()
        .filter(|name| !["name", "is_active"].contains(&name.as_str()))
        .map(|name| (name.clone(), Value::Null))
        .collect();
    let empty = json!({ "actions": [], "global_actions": [], "skills": [] });
    let cleared = merged(Value::Object(cleared), empty);
    round_trip(&owner, "/agents", &first, &second, &cleared).await;

    // What was not set behaves all the same.
    let bare = made(&owner, "/agents", &json!({ "nickname": "Bea" })).await;
    assert_eq!((&bare["spoken_name"], &bare["is_active"]), (&json!("Bea"), &json!(true)));
    let behaviour = &bare["behaviour"];
    assert_eq!((&behaviour["speaks_first"], &behaviour["fillers"]), (&json!(true), &json!([])));
    assert_eq!(behaviour["interrupted_after_ms"], 300);
    let quiet = json!({ "allow_interruption": false, "send_initial_message": false });
    let path = format!("{HOUSE}/agents/{}", id(&bare));
    let quiet = owner.patch(&path, &quiet).await.expect(200).json();
    assert_eq!(quiet["behaviour"]["interrupted_after_ms"], Value::Null);
    assert_eq!(quiet["behaviour"]["speaks_first"], false);
}

#[tokio::test]
async fn what_agents_do_call_and_know_is_kept_changed_and_cleared() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let skill = json!({
        "name": "Orders", "description": "Finds orders", "language": "en-US", "is_active": false,
        "initial_message": "Hello {{firstName}}", "prompt": "Find the order.",
        "routing_conditions": { "priority": "high" },
    });
    let other =
        json!({ "name": "Returns", "is_active": true, "prompt": "Take it back.", "routing_conditions": {} });
    let cleared = json!({
        "description": null, "language": null, "initial_message": null, "prompt": null, "routing_conditions": {},
    });
    round_trip(&owner, "/skills", &skill, &other, &cleared).await;

    let variable = json!({
        "name": "phone", "description": "Phone number", "is_required": true, "data_type": "string",
    });
    let action = json!({
        "name": "Order checking", "description": "Finds an order.", "waiting_message": "One moment.",
        "method": "POST", "url": "https://shop.example/orders?phone={phone}",
        "headers": [{ "key": "X-Token", "value": "{{shop}}" }],
        "query_params": [{ "key": "phone", "value": "{phone}" }], "input_variables": [variable],
    });
    let other =
        json!({ "name": "Stock", "method": "GET", "url": "https://shop.example/stock", "headers": [] });
    let cleared = json!({
        "name": null, "description": null, "waiting_message": null, "method": null, "url": null, "headers": [],
        "query_params": [], "input_variables": [],
    });
    round_trip(&owner, "/actions", &action, &other, &cleared).await;
    assert_eq!(made(&owner, "/actions", &action).await["tool_name"], "order_checking");

    let agent = id(&made(&owner, "/agents", &json!({ "name": "Ada" })).await);
    let base = json!({
        "name": "Hours", "title": "When do you open?", "kind": "faq", "description": "Opening hours",
        "text": "We open at nine.", "urls": ["https://shop.example/hours"], "agent_ids": [agent], "refresh": "12h",
    });
    let other = json!({ "name": "Times", "kind": "text", "text": "We open at ten.", "urls": [], "refresh": "manual" });
    let cleared = json!({ "description": null, "text": null, "urls": [], "agent_ids": [] });
    round_trip(&owner, "/knowledge-bases", &base, &other, &cleared).await;
    let titled = made(&owner, "/knowledge-bases", &json!({ "title": "Returns" })).await;
    assert_eq!((&titled["name"], &titled["kind"]), (&json!("Returns"), &json!("text")));
    // Two who change it at once: the later one is told, and what the first one wrote stays.
    let path = format!("{HOUSE}/knowledge-bases/{}", id(&titled));
    let urls = |url: &str| json!({ "urls": [url], "base_updated_at": titled["updated_at"] });
    let changed = owner.patch(&path, &urls("https://shop.example/one")).await.expect(200).json();
    let late = owner.patch(&path, &urls("https://shop.example/two")).await.expect(409).json();
    assert_eq!(late["error"]["code"], "conflict");
    assert_eq!(owner.get(&path).await.expect(200).json(), changed);
    owner.post(&format!("{path}/readings"), &json!({})).await.expect(202);
    assert_eq!(owner.get(&path).await.expect(200).json(), changed);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let agent = id(&made(&owner, "/agents", &json!({ "name": "Ada" })).await);
    let of_agent = format!("/agents/{agent}");
    let named = |more: Value| merged(json!({ "name": "Ada" }), more);
    let rows = [
        ("POST", "/agents", json!({}), 400, "name"),
        ("POST", "/agents", named(json!({ "kind": "robot" })), 400, "kind"),
        ("POST", "/agents", named(json!({ "voice_speed": 5 })), 400, "voice_speed"),
        ("POST", "/agents", named(json!({ "phone": "12" })), 400, "phone"),
        ("POST", "/agents", named(json!({ "email": "ada" })), 400, "email"),
        ("POST", "/agents", named(json!({ "actions": [NOBODY] })), 400, "actions"),
        ("POST", "/agents", named(json!({ "interaction_settings": [] })), 400, "interaction_settings"),
        ("PATCH", of_agent.as_str(), json!({ "name": null }), 400, "name"),
        ("PATCH", of_agent.as_str(), json!({ "skills": ["x"] }), 400, "skills"),
        ("PATCH", of_agent.as_str(), json!({ "skills": [NOBODY] }), 400, "skills"),
        ("PATCH", of_agent.as_str(), json!({ "is_active": "yes" }), 400, "is_active"),
        ("POST", "/skills", json!({}), 400, "name"),
        ("POST", "/skills", json!({ "name": " " }), 400, "name"),
        ("POST", "/skills", json!({ "name": "x", "routing_conditions": 1 }), 400, "routing_conditions"),
        ("POST", "/actions", json!({ "method": "TRACE" }), 400, "method"),
        ("POST", "/actions", json!({ "url": "ftp://shop.example" }), 400, "url"),
        ("POST", "/actions", json!({ "url": "https://{host}/x" }), 400, "url"),
        (
            "POST",
            "/actions",
            json!({ "headers": [{ "key": "no name", "value": "x" }] }),
            400,
            "headers[0].key",
        ),
        ("POST", "/actions", json!({ "query_params": [{ "key": "x" }] }), 400, "query_params[0].value"),
        ("POST", "/knowledge-bases", json!({ "text": "x" }), 400, "title"),
        ("POST", "/knowledge-bases", json!({ "title": "x", "urls": ["shop.example"] }), 400, "urls[0]"),
        ("POST", "/knowledge-bases", json!({ "title": "x", "refresh": "daily" }), 400, "refresh"),
        ("POST", "/knowledge-bases", json!({ "title": "x", "agent_ids": [NOBODY] }), 400, "agent_ids"),
    ];
    for (method, path, body, status, field) in rows {
        let method: Method = method.parse().expect("a method");
        let answer = owner.send(method, &format!("{HOUSE}{path}"), Some(&body)).await.expect(status);
        assert_eq!(fields(&answer), [field], "{path} {body}");
    }
    for (query, field) in [("limit=0", "limit"), ("cursor=x", "cursor"), ("page=1", "page")] {
        for list in ["agents", "skills", "actions", "knowledge-bases", "dialogues"] {
            let answer = owner.get(&format!("{HOUSE}/{list}?{query}")).await.expect(400);
            assert_eq!(fields(&answer), [field], "{list}");
        }
    }
}

#[tokio::test]
async fn lists_go_on_where_the_page_before_ended() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    for (list, body) in [
        ("/agents", json!({ "name": "Ada" })),
        ("/skills", json!({ "name": "Orders" })),
        ("/actions", json!({ "name": "Find" })),
        ("/knowledge-bases", json!({ "title": "Hours", "text": "We open at nine." })),
    ] {
        let mut expected = Vec::new();
        for _ in 0..3 {
            expected.insert(0, id(&made(&owner, list, &body).await));
        }
        let first = owner.get(&format!("{HOUSE}{list}?limit=2")).await.expect(200).json();
        let cursor = first["next_cursor"].as_str().expect("there is more").to_owned();
        // What is made meanwhile shifts nothing.
        made(&owner, list, &body).await;
        let second = owner.get(&format!("{HOUSE}{list}?limit=2&cursor={cursor}")).await.expect(200).json();
        assert_eq!(second["next_cursor"], Value::Null, "{list}");
        let rows = [&first, &second].into_iter().flat_map(|page| page["data"].as_array().expect("rows"));
        let rows: Vec<&Value> = rows.collect();
        assert_eq!(rows.iter().map(|row| id(row)).collect::<Vec<_>>(), expected, "{list}");
        // A cursor of another list is none.
        let other = if list == "/agents" { "/skills" } else { "/agents" };
        owner.get(&format!("{HOUSE}{other}?cursor={cursor}")).await.expect(400);
        if list == "/knowledge-bases" {
            assert!(rows.iter().all(|row| row.get("text").is_none()), "texts are read one by one");
        }
    }
}

#[tokio::test]
async fn what_a_knowledge_base_says_is_cited() {
    let house = House::open().await;
    let owner = house.owner().await;
    let agent = id(&made(&owner, "/agents", &json!({ "name": "Ada", "send_initial_message": false })).await);
    let text = "Our shop opens at nine in the morning on weekdays.";
    let base = json!({ "title": "Opening hours", "text": text, "agent_ids": [agent] });
    let base = made(&owner, "/knowledge-bases", &base).await;
    let sources = format!("{HOUSE}/knowledge-bases/{}/sources", id(&base));
    eventually("the reading of the text", async || {
        let sources = owner.get(&sources).await.expect(200).json();
        sources["data"][0]["read_at"].is_string().then_some(())
    })
    .await;
    let chat = owner.post(&format!("{HOUSE}/agents/{agent}/test-chats"), &json!({})).await.expect(201).json();
    let (mut visitor, _) = Visitor::join(house.url(), &chat, 0).await;
    visitor.say("m-1", "When does the shop open in the morning?").await;
    let answer = visitor.message(2).await;
    assert!(answer["text"].as_str().is_some_and(|said| said.contains("nine")), "{answer}");
    let path = format!("{HOUSE}/dialogues/{}", chat["dialogue_id"].as_str().expect("an id"));
    let dialogue = owner.get(&path).await.expect(200).json();
    let citation = &dialogue["messages"][1]["citations"][0];
    assert!(citation["text"].as_str().is_some_and(|cited| cited.contains(text)), "{citation}");
    assert_eq!(citation["knowledge_base_id"], base["id"]);
    assert_eq!(dialogue["messages"][1]["tool_invocations"], json!([]));
}
