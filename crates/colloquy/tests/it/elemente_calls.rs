//! Calls by Elemente's API: which value wins, what is told of a call, lists, changes, refusals.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::twilio::TwilioStandIn;
use crate::support::{Answer, Client, House, merged};

struct Desk {
    _house: House,
    owner: Client,
    agent: String,
    skill: String,
}

impl Desk {
    async fn open(settings: &[(&str, &str)]) -> Self {
        let house = House::open_with("all", settings).await;
        let owner = house.owner().await;
        let agent = owner.elemente_agent(json!({ "name": "Ada", "baseInstructions": "Be kind." })).await;
        let greeting = json!({ "initialMessage": "Hello {{firstName}}, this is {{aiName}}." });
        let skill = owner.elemente_skill(greeting).await;
        Self { _house: house, owner, agent, skill }
    }

    async fn webchat(&self, more: Value) -> Value {
        self.owner.elemente_webchat(&self.agent, &self.skill, more).await
    }

    /// The first thing that is said in a webchat of such a request.
    async fn greeting(&self, more: Value) -> String {
        let call = self.webchat(more).await;
        let id = call["id"].as_str().expect("an id");
        let said = |call: &Value| call["messages"].as_array().is_some_and(|messages| !messages.is_empty());
        let call = self.owner.elemente_call_where(id, "the greeting", said).await;
        call["messages"][0]["content"].as_str().expect("a text").to_owned()
    }

    async fn put(&self, id: &str, body: &Value) -> Answer {
        self.owner.send(Method::PUT, &format!("/api/v1/calls/{id}"), Some(body)).await
    }

    async fn ids(&self, query: &str) -> Vec<String> {
        let listed = self.owner.get(&format!("/api/v1/calls{query}")).await.expect(200).json();
        let rows = listed.as_array().expect("an array");
        rows.iter().map(|call| call["id"].as_str().expect("an id").to_owned()).collect()
    }
}

fn id(call: &Value) -> String {
    call["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn what_is_nearer_to_the_call_wins_and_values_are_data() {
    let desk = Desk::open(&[]).await;
    let customer = |more: Value| json!({ "customerOverride": more });
    assert_eq!(desk.greeting(json!({ "customerName": "Lea Moss" })).await, "Hello Lea, this is Ada.");
    assert_eq!(desk.greeting(customer(json!({ "firstName": "Jo" }))).await, "Hello Jo, this is Ada.");
    // Nothing is known: a gap, no braces.
    assert_eq!(desk.greeting(json!({})).await, "Hello , this is Ada.");
    let template = "{{ aiName }}|{{Order ID}}|{{Amount}}|{{Count}}|{{Paid}}|{{Gift}}|{{Gap}}|{phone}|{{open";
    let fields = json!([
        { "name": "Order ID", "value": "first" },
        { "name": "Order ID", "value": "{{aiName}}" },
        { "name": "Amount", "value": 150.75 },
        { "name": "Count", "value": 5.0 },
        { "name": "Paid", "value": true },
        { "name": "Gift", "value": null },
    ]);
    let request = merged(
        customer(json!({ "customFields": fields })),
        json!({ "agentOverride": { "name": "Zoe", "prompt": { "initialMessage": template } } }),
    );
    assert_eq!(desk.greeting(request).await, "Zoe|{{aiName}}|150.75|5|true|||{phone}|{{open");
    // The stored agent never changes.
    let agent = desk.owner.get(&format!("/api/v1/agents/{}", desk.agent)).await.expect(200).json();
    assert_eq!(agent["name"], "Ada");
}

#[tokio::test]
async fn lists_are_narrowed_by_everything_that_is_given() {
    let desk = Desk::open(&[]).await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(id(&desk.webchat(json!({})).await));
    }
    made.reverse();
    let closed = made[1].clone();
    desk.put(&closed, &json!({ "status": "close" })).await.expect(200);
    assert_eq!(desk.ids("").await, made, "the newest first");
    for all in [
        "?sanitised=yes&sanitised=no",
        "?page=1.0&limit=2e1",
        "?channel=webchat&hrs=24",
        "?dateRange%5Bfrom%5D=2020-01-01&dateRange%5Bto%5D=2100-01-01",
        "?from=2020-01-01&to=2100-01-01",
        "?dateRange=%7B%22from%22%3A%222020-01-01%22%2C%22to%22%3A%222100-01-01%22%7D",
        "?unknown=1",
    ] {
        assert_eq!(desk.ids(all).await, made, "{all}");
    }
    for none in [
        "?channel=call",
        "?status=failed",
        "?dateRange%5Bfrom%5D=2100-01-01",
        "?to=2020-01-01",
        "?dateRange=%7B%22to%22%3A%222020-01-01%22%7D",
        "?status=closed&channel=sms",
        "?page=2&limit=3",
    ] {
        assert_eq!(desk.ids(none).await, Vec::<String>::new(), "{none}");
    }
    for word in ["close", "closed"] {
        assert_eq!(desk.ids(&format!("?status={word}")).await, std::slice::from_ref(&closed));
    }
    assert_eq!(desk.ids("?page=2&limit=2").await, made[2..]);
    for wrong in
        ["page=0", "limit=x", "hrs=-1", "status=cancelled", "channel=fax", "from=soon", "dateRange=1"]
    {
        let message = desk.owner.get(&format!("/api/v1/calls?{wrong}")).await.elemente_error(400);
        let name = wrong.split('=').next().unwrap_or_default();
        assert!(message.as_str().is_some_and(|text| text.starts_with(name)), "{wrong}: {message}");
    }
}

#[tokio::test]
async fn a_change_says_how_far_a_call_is_and_who_goes_on_with_it() {
    let desk = Desk::open(&[]).await;
    let call = id(&desk.webchat(json!({})).await);
    let path = format!("/api/v1/calls/{call}");
    assert_eq!(desk.owner.get(&path).await.expect(200).json()["status"], "open");
    let other = desk.owner.elemente_agent(json!({ "nickname": "Bea" })).await;
    let note = json!({ "note": "This call need a follow up", "agentId": other, "id": "ignored" });
    let changed = desk.put(&call, &note).await.expect(200).json();
    assert_eq!((&changed["agentId"], &changed["status"]), (&json!(other), &json!("open")));
    assert!(changed.get("note").is_none(), "{changed}");
    for (body, refused) in [
        (json!({ "status": "cancelled" }), "status"),
        (json!({ "agentId": "Bea" }), "agentId"),
        (json!({ "note": 1 }), "note"),
    ] {
        assert_eq!(desk.put(&call, &body).await.elemente_refusals(), [refused], "{body}");
    }
    let nobody = json!({ "agentId": "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b" });
    assert_eq!(desk.put(&call, &nobody).await.elemente_error(404), "Agent not found");
    let done = desk.put(&call, &json!({ "status": "completed" })).await.expect(200).json();
    assert_eq!(done["status"], "completed");
    desk.owner.finished(&call).await;
    // What is over is shown as people say, and does not begin again.
    let shown = desk.put(&call, &json!({ "status": "resolved" })).await.expect(200).json();
    assert_eq!(shown["status"], "resolved");
    assert_eq!(desk.owner.get(&path).await.expect(200).json()["duration"], shown["duration"]);
}

#[tokio::test]
async fn a_call_that_cannot_be_held_is_refused_by_the_name_of_what_is_missing() {
    let desk = Desk::open(&[]).await;
    let usual = json!({
        "agentId": desk.agent, "skillId": desk.skill, "channel": "webchat", "customerOverride": {},
    });
    let post = async |more: Value| desk.owner.post("/api/v1/calls", &merged(usual.clone(), more)).await;
    let everything = desk.owner.post("/api/v1/calls", &json!({})).await.elemente_refusals();
    assert_eq!(everything, ["agentId", "channel", "skillId", "customerOverride"]);
    let nobody = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";
    assert_eq!(post(json!({ "agentId": nobody })).await.elemente_error(404), "Agent not found");
    assert_eq!(post(json!({ "skillId": nobody })).await.elemente_error(404), "Skill not found");
    let idle = desk.owner.elemente_skill(json!({ "active": false })).await;
    assert_eq!(post(json!({ "skillId": idle })).await.elemente_refusals(), ["skillId"]);
    for channel in ["call", "sms", "whatsapp", "email"] {
        let refused = post(json!({ "channel": channel })).await.elemente_refusals();
        assert!(refused.contains(&"channel".to_owned()), "{channel} is not configured: {refused:?}");
    }

    let twilio = TwilioStandIn::open().await;
    let desk = Desk::open(&twilio.settings()).await;
    let sms = json!({
        "agentId": desk.agent, "skillId": desk.skill, "channel": "sms", "customerOverride": {},
    });
    for customer in [json!({}), json!({ "customerPhone": "12" }), json!({ "customerPhone": "call me" })] {
        let answer = desk.owner.post("/api/v1/calls", &merged(sms.clone(), customer.clone())).await;
        assert_eq!(answer.elemente_refusals(), ["customerPhone"], "{customer}");
    }
    assert_eq!(desk.ids("").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_call_that_has_to_wait_is_queued() {
    let twilio = TwilioStandIn::open().await;
    let settings = [&twilio.settings()[..], &[("COLLOQUY_DIALOGUES__BEGUN_PER_MINUTE", "1")]].concat();
    let desk = Desk::open(&settings).await;
    let mut statuses = Vec::new();
    for number in ["+14155550101", "+14155550102"] {
        let body = json!({
            "agentId": desk.agent, "skillId": desk.skill, "channel": "sms", "customerOverride": {},
            "customerPhone": number,
        });
        let call = desk.owner.post("/api/v1/calls", &body).await.expect(200).json();
        statuses.push(call["status"].as_str().expect("a status").to_owned());
    }
    assert_eq!(statuses, ["in-progress", "queued"]);
    assert_eq!(desk.ids("?status=queued").await.len(), 1);
}
