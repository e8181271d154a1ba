//! Dialogues that are begun, watched and ended by the house API, and chats in which an agent is tried.

use serde_json::{Map, Value, json};

use super::{HOUSE, NOBODY, fields, id, made};
use crate::support::dialogues::line;
use crate::support::twilio::TwilioStandIn;
use crate::support::visitor::Visitor;
use crate::support::{Client, House, merged};

/// A server with an agent, and a skill that is its own.
struct Desk {
    house: House,
    owner: Client,
    agent: String,
    skill: String,
}

impl Desk {
    async fn open(settings: &[(&str, &str)]) -> Self {
        let house = House::open_with("all", settings).await;
        let owner = house.owner().await;
        let greeting =
            json!({ "name": "Orders", "initial_message": "Hello {{firstName}}, this is {{aiName}}." });
        let skill = id(&made(&owner, "/skills", &greeting).await);
        let agent = id(&made(&owner, "/agents", &json!({ "name": "Ada", "skills": [skill] })).await);
        Self { house, owner, agent, skill }
    }

    async fn begin(&self, more: Value) -> Value {
        let usual = json!({ "agent_id": self.agent, "channel": "webchat" });
        made(&self.owner, "/dialogues", &merged(usual, more)).await
    }

    async fn read(&self, dialogue: &str) -> Value {
        self.owner.get(&format!("{HOUSE}/dialogues/{dialogue}")).await.expect(200).json()
    }

    async fn listed(&self, query: &str) -> Vec<String> {
        let rows = self.owner.get(&format!("{HOUSE}/dialogues{query}")).await.expect(200).json();
        rows["data"].as_array().expect("rows").iter().map(id).collect()
    }
}

#[tokio::test]
async fn a_webchat_is_begun_opened_by_its_visitor_watched_and_ended() {
    let desk = Desk::open(&[]).await;
    let customer = json!({
        "first_name": "Lea", "last_name": "Moss", "email": "lea@customer.example", "language": "en-US",
        "custom_fields": { "Order ID": "12345", "Amount": 150.75, "Paid": true, "Gift": null },
    });
    let begun = desk.begin(json!({ "customer": customer })).await;
    assert_eq!((&begun["status"], &begun["is_held"]), (&json!("open"), &json!(false)));
    assert_eq!((&begun["skill_id"], &begun["agent_name"]), (&json!(desk.skill), &json!("Ada")));
    assert_eq!((&begun["direction"], &begun["is_test"]), (&json!("outbound"), &json!(false)));
    let expected = json!({ "name": "Lea Moss", "email": "lea@customer.example", "phone": null });
    assert_eq!(merged(begun["customer"].clone(), expected), begun["customer"]);

    // The address has the word where no server sees it; its page takes it from there.
    let access = begun["access"].as_str().expect("a word");
    let url = begun["url"].as_str().expect("an address");
    let (page, word) = url.split_once('#').expect("a word behind it");
    assert_eq!(word, access);
    let page =
        Client::nobody(desk.house.url()).get(&page[page.find("/api/").expect("a path")..]).await.expect(200);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(String::from_utf8(page.bytes).expect("text").contains("widget.js"));

    let (mut visitor, joined) = Visitor::join(desk.house.url(), &begun, 0).await;
    assert_eq!(joined["agent_name"], "Ada");
    assert_eq!(line(&visitor.message(1).await), ("agent", "Hello Lea, this is Ada."));
    visitor.say("m-1", "Where is my order?").await;
    visitor.message(3).await;
    let dialogue = id(&begun);
    let read = desk.read(&dialogue).await;
    assert_eq!((&read["status"], &read["message_count"]), (&json!("ongoing"), &json!(3)));
    let said: Vec<(&str, &str)> = read["messages"].as_array().expect("messages").iter().map(line).collect();
    assert_eq!(said[1], ("customer", "Where is my order?"));
    assert_eq!((said[0].0, said[2].0), ("agent", "agent"));
    assert_eq!((&read["recording_url"], &read["tool_invocations"]), (&Value::Null, &json!([])));
    assert!(read.get("access").is_none() && read.get("url").is_none(), "{read}");

    let path = format!("{HOUSE}/dialogues/{dialogue}");
    let noted = desk.owner.patch(&path, &json!({ "note": "Call back" })).await.expect(200).json();
    assert_eq!((&noted["note"], &noted["status"]), (&json!("Call back"), &json!("ongoing")));
    let closed =
        desk.owner.patch(&path, &json!({ "status": "closed", "note": null })).await.expect(200).json();
    assert_eq!((&closed["note"], &closed["status"]), (&Value::Null, &json!("closed")));
    assert!(closed["ended_at"].is_string(), "{closed}");
    assert_eq!(visitor.closed().await, Some(1000));
    let finished = desk.owner.finished(&dialogue).await;
    assert_eq!(finished["transcript"]["entries"].as_array().map(Vec::len), Some(3));

    // Who may not read contacts is not told how they are reached.
    let reader = desk.house.key_with_scopes("calls:read").await;
    let told = reader.get(&path).await.expect(200).json();
    assert_eq!((&told["customer"]["email"], &told["customer"]["name"]), (&Value::Null, &json!("Lea Moss")));
}

#[tokio::test]
async fn what_is_nearer_to_the_dialogue_wins_and_the_list_is_narrowed() {
    let desk = Desk::open(&[]).await;
    let idle = id(&made(&desk.owner, "/agents", &json!({ "name": "Bea" })).await);
    let overridden = json!({
        "skill_id": desk.skill, "agent_id": idle, "customer": { "first_name": "Jo" },
        "override": { "name": "Zoe", "initial_message": "I am {{aiName}}, {{firstName}}." },
    });
    let first = id(&desk.begin(overridden).await);
    assert_eq!(desk.read(&first).await["messages"][0]["text"], "I am Zoe, Jo.");
    let second = id(&desk.begin(json!({})).await);
    let third = id(&desk.begin(json!({})).await);
    desk.owner
        .patch(&format!("{HOUSE}/dialogues/{second}"), &json!({ "status": "canceled" }))
        .await
        .expect(200);
    assert_eq!(desk.listed("").await, [third.clone(), second.clone(), first.clone()], "the newest first");
    assert_eq!(desk.listed("?status=canceled").await, std::slice::from_ref(&second));
    assert_eq!(desk.listed("?status=open&channel=webchat").await, [third.clone(), first.clone()]);
    assert_eq!(desk.listed(&format!("?agent_id={idle}")).await, std::slice::from_ref(&first));
    assert_eq!(desk.listed("?channel=sms").await, Vec::<String>::new());
    let page = desk.owner.get(&format!("{HOUSE}/dialogues?status=open&limit=1")).await.expect(200).json();
    let cursor = page["next_cursor"].as_str().expect("there is more");
    assert_eq!(desk.listed(&format!("?cursor={cursor}")).await, [first], "the cursor carries the filter");
    for (query, field) in [("status=close", "status"), ("channel=fax", "channel"), ("agent_id=x", "agent_id")]
    {
        let refused = desk.owner.get(&format!("{HOUSE}/dialogues?{query}")).await.expect(400);
        assert_eq!(fields(&refused), [field]);
    }
}

#[tokio::test]
async fn a_dialogue_that_cannot_be_held_is_refused_by_name() {
    let desk = Desk::open(&[]).await;
    let path = format!("{HOUSE}/dialogues");
    let usual = json!({ "agent_id": desk.agent, "channel": "webchat" });
    let with = |more: Value| merged(usual.clone(), more);
    let off = json!({ "name": "Cara", "is_active": false, "skills": [desk.skill] });
    let off = id(&made(&desk.owner, "/agents", &off).await);
    let bare = id(&made(&desk.owner, "/agents", &json!({ "name": "Dora" })).await);
    for (body, status, field) in [
        (json!({ "channel": "webchat" }), 400, "agent_id"),
        (with(json!({ "channel": "fax" })), 400, "channel"),
        (with(json!({ "customer": { "custom_fields": { "a": [] } } })), 400, "customer.custom_fields.a"),
        (with(json!({ "override": { "voice_speed": 9 } })), 400, "override.voice_speed"),
        (with(json!({ "agent_id": NOBODY })), 422, "agent_id"),
        (with(json!({ "skill_id": NOBODY })), 422, "skill_id"),
        (with(json!({ "agent_id": off })), 422, "agent_id"),
        (with(json!({ "agent_id": bare })), 422, "skill_id"),
        (with(json!({ "channel": "sms", "customer": { "phone": "+14155550101" } })), 422, "channel"),
        (with(json!({ "override": { "phone": "12" } })), 422, "override.phone"),
    ] {
        let refused = desk.owner.post(&path, &body).await.expect(status);
        assert_eq!(fields(&refused), [field], "{body}");
    }
    let begun = id(&desk.begin(json!({})).await);
    let one = format!("{HOUSE}/dialogues/{begun}");
    for (body, status, field) in [
        (json!({ "status": "open" }), 400, "status"),
        (json!({ "note": 1 }), 400, "note"),
        (json!({ "agent_id": NOBODY }), 422, "agent_id"),
        (json!({ "agent_id": off }), 422, "agent_id"),
    ] {
        assert_eq!(fields(&desk.owner.patch(&one, &body).await.expect(status)), [field], "{body}");
    }
    desk.owner.get(&format!("{HOUSE}/dialogues/{NOBODY}")).await.expect(404);
    desk.owner.patch(&format!("{HOUSE}/dialogues/{NOBODY}"), &json!({})).await.expect(404);
    desk.owner.get(&format!("{HOUSE}/dialogues/{NOBODY}/messages")).await.expect(404);

    let twilio = TwilioStandIn::open().await;
    let desk = Desk::open(&twilio.settings()).await;
    let sms = json!({ "agent_id": desk.agent, "channel": "sms" });
    for customer in [json!({}), json!({ "phone": "12" })] {
        let body = merged(sms.clone(), json!({ "customer": customer }));
        let refused = desk.owner.post(&path, &body).await.expect(422);
        assert_eq!(fields(&refused), ["customer.phone"], "{body}");
        let told = refused.json();
        let message = told["error"]["fields"][0]["message"].as_str().expect("a message");
        assert!(message.starts_with("customer.phone "), "{message}");
    }
    let begun = desk.begin(json!({ "channel": "sms", "customer": { "phone": "+14155550101" } })).await;
    assert_eq!((&begun["access"], &begun["url"]), (&Value::Null, &Value::Null));
    assert_eq!(twilio.wait_for(1).await[0].field("To"), "+14155550101");
}

/// What each channel lacks on a server with these settings.
async fn missing(settings: &[(&str, &str)]) -> Value {
    let house = House::open_with("api", settings).await;
    let told = house.owner().await.get(&format!("{HOUSE}/channels")).await.expect(200).json();
    let mut missing = Map::new();
    for row in told["data"].as_array().expect("rows") {
        assert_eq!(row["is_configured"], row["missing"].is_null(), "{row}");
        missing.insert(row["channel"].as_str().expect("a name").to_owned(), row["missing"].clone());
    }
    Value::Object(missing)
}

#[tokio::test]
async fn channels_say_what_is_missing() {
    let bare = json!({
        "call": "sip.server", "sms": "twilio.account_sid", "whatsapp": "twilio.account_sid", "email": "smtp.url",
        "webchat": null,
    });
    assert_eq!(missing(&[]).await, bare);
    let twilio = TwilioStandIn::open().await;
    let with_messages = merged(bare, json!({ "sms": null, "whatsapp": null }));
    assert_eq!(missing(&twilio.settings()).await, with_messages);
}

#[tokio::test]
async fn an_agent_is_tried_in_a_chat_that_is_nobody_elses() {
    let desk = Desk::open(&[]).await;
    let path = format!("{HOUSE}/agents/{}/test-chats", desk.agent);
    let tried = json!({
        "customer": { "first_name": "Lea", "phone": "+14155550101" },
        "override": { "initial_message": "Hi {{firstName}}!" },
    });
    let chat = desk.owner.post(&path, &tried).await.expect(201).json();
    assert_eq!((&chat["agent_name"], &chat["status"]), (&json!("Ada"), &json!("open")));
    assert!(chat["url"].as_str().is_some_and(|url| url.ends_with(chat["access"].as_str().expect("a word"))));
    let (mut visitor, _) = Visitor::join(desk.house.url(), &chat, 0).await;
    assert_eq!(line(&visitor.message(1).await), ("agent", "Hi Lea!"));
    visitor.say("m-1", "What can you do?").await;
    let answer = visitor.message(3).await;
    assert_eq!(answer["sender"], "agent");
    assert!(answer["text"].as_str().is_some_and(|text| !text.is_empty()), "{answer}");

    let dialogue = chat["dialogue_id"].as_str().expect("an id").to_owned();
    let read = desk.read(&dialogue).await;
    assert_eq!((&read["is_test"], &read["customer"]["phone"]), (&json!(true), &json!("+14155550101")));
    let conversation = desk.owner.conversation(&dialogue).await;
    assert_eq!((&conversation["title"], &conversation["is_private"]), (&json!("Test chat"), &json!(true)));
    assert_eq!(conversation["is_internal"], true);
    let reader = desk.house.key_with_scopes("calls:read,engagements:read").await;
    reader.get(&format!("{HOUSE}/dialogues/{dialogue}")).await.expect(403);
    let listed = reader.get(&format!("{HOUSE}/dialogues")).await.expect(200).json();
    assert_eq!(listed["data"], json!([]));

    // All of them have one contact, whatever was said of the other side.
    let again = desk.owner.post(&path, &tried).await.expect(201).json();
    let again = desk.read(again["dialogue_id"].as_str().expect("an id")).await;
    assert_eq!(again["customer"]["contact_id"], read["customer"]["contact_id"]);
    let real = desk.begin(json!({ "customer": { "phone": "+14155550101" } })).await;
    assert_ne!(real["customer"]["contact_id"], read["customer"]["contact_id"]);

    // Its title stays when it is over.
    visitor.send(&json!({ "type": "close" })).await;
    assert_eq!(visitor.closed().await, Some(1000));
    assert_eq!(desk.owner.finished(&dialogue).await["title"], "Test chat");
}

#[tokio::test]
async fn an_agent_without_a_skill_is_tried_by_its_own_instructions_and_one_that_is_off_is_not() {
    let desk = Desk::open(&[]).await;
    let open = async |agent: &str, body: Value| {
        desk.owner.post(&format!("{HOUSE}/agents/{agent}/test-chats"), &body).await
    };
    let bare =
        id(&made(&desk.owner, "/agents", &json!({ "name": "Dora", "base_instructions": "Be kind." })).await);
    let chat = open(&bare, json!({})).await.expect(201).json();
    let dialogue = chat["dialogue_id"].as_str().expect("an id");
    assert_eq!(desk.read(dialogue).await["skill_id"], Value::Null);
    let (mut visitor, _) = Visitor::join(desk.house.url(), &chat, 0).await;
    visitor.say("m-1", "Hello").await;
    assert_eq!(visitor.message(2).await["sender"], "agent");
    // A skill can be tried before it is active.
    let draft = id(&made(&desk.owner, "/skills", &json!({ "name": "Draft", "is_active": false })).await);
    let chat = open(&bare, json!({ "skill_id": draft })).await.expect(201).json();
    assert_eq!(desk.read(chat["dialogue_id"].as_str().expect("an id")).await["skill_id"], draft.as_str());

    let off = id(&made(&desk.owner, "/agents", &json!({ "name": "Cara", "is_active": false })).await);
    let person = id(&made(&desk.owner, "/agents", &json!({ "name": "Eve", "kind": "human" })).await);
    for (agent, body, status, field) in [
        (&off, json!({}), 422, "agent_id"),
        (&person, json!({}), 422, "agent_id"),
        (&bare, json!({ "skill_id": NOBODY }), 422, "skill_id"),
        (&bare, json!({ "customer": 1 }), 400, "customer"),
        (&bare, json!({ "override": { "prompt": 1 } }), 400, "override.prompt"),
    ] {
        assert_eq!(fields(&open(agent, body.clone()).await.expect(status)), [field], "{body}");
    }
    open(NOBODY, json!({})).await.expect(404);
}
