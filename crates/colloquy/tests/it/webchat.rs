//! Chats on web pages: a visitor with a WebSocket talks with an agent, and neither side loses a word.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::dialogues::{Staff, line};
use crate::support::visitor::{Visitor, join_frame, open_session};
use crate::support::{Client, House, eventually};

const WEBCHAT: &str = "/api/colloquy/v1/webchat";

/// A server with an agent that answers on web pages.
struct Shop {
    house: House,
    owner: Client,
    staff: Staff,
    route: Value,
}

impl Shop {
    async fn open() -> Self {
        Self::open_as("all").await
    }

    async fn open_as(role: &str) -> Self {
        let house = House::open_with(role, &[]).await;
        let owner = house.owner().await;
        let staff = owner.staff(json!({})).await;
        let route = owner.route(&staff, json!({ "channel": "webchat" })).await;
        Self { house, owner, staff, route }
    }

    async fn session(&self) -> Value {
        open_session(self.house.url(), &self.route).await
    }
}

fn id(session: &Value) -> &str {
    session["conversation_id"].as_str().expect("an id")
}

#[tokio::test]
async fn a_visitor_talks_with_an_agent_and_it_becomes_a_conversation() {
    let shop = Shop::open().await;
    let session = shop.session().await;
    assert_eq!(session["agent_name"], "Ada");
    let (mut visitor, joined) = Visitor::join(shop.house.url(), &session, 0).await;
    assert_eq!((&joined["agent_name"], &joined["status"]), (&json!("Ada"), &json!("open")));
    let hello = visitor.message(1).await;
    assert_eq!(line(&hello), ("agent", "Hello, this is Ada. How can I help?"));
    assert!(hello["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{hello}");

    visitor.say("m-1", "Is the red one in stock?").await;
    let ack = visitor.ack("m-1").await;
    assert_eq!(ack["position"], 2);
    let own = visitor.message(2).await;
    assert_eq!(line(&own), ("customer", "Is the red one in stock?"));
    assert_eq!(own["client_id"], "m-1");
    let answer = visitor.message(3).await;
    assert_eq!(answer["sender"], "agent");
    assert!(answer["text"].as_str().is_some_and(|text| !text.is_empty()), "{answer}");

    // What was told has arrived, and what the visitor says was seen is read.
    let status_of = async |position: usize| {
        let said = shop.owner.said(id(&session)).await;
        said[position - 1]["status"].as_str().expect("a status").to_owned()
    };
    eventually("the answer to be delivered", async || (status_of(3).await == "delivered").then_some(()))
        .await;
    visitor.send(&json!({ "type": "seen", "position": 3 })).await;
    eventually("the answer to be read", async || (status_of(3).await == "read").then_some(())).await;
    let is_told = |frame: &Value| frame["type"] == "message_status" && frame["position"] == 3;
    visitor.until("that it is read", |frame| is_told(frame) && frame["status"] == "read").await;
    assert_eq!(status_of(2).await, "received");

    visitor.send(&json!({ "type": "close" })).await;
    let over =
        visitor.until("the end", |frame| frame["type"] == "status" && frame["status"] == "closed").await;
    assert_eq!(over["status"], "closed");
    assert_eq!(visitor.closed().await, Some(1000));
    let full = shop.owner.finished(id(&session)).await;
    assert_eq!((&full["kind"], &full["processing_status"]), (&json!("chat"), &json!("completed")), "{full}");
    let entries = full["transcript"]["entries"].as_array().expect("entries");
    assert_eq!(entries[1]["text"], "Is the red one in stock?");

    // Who comes back sees how it ended.
    let (mut late, joined) = Visitor::join(shop.house.url(), &session, 3).await;
    assert_eq!(joined["status"], "closed");
    assert_eq!(late.closed().await, Some(1000));
}

#[tokio::test]
async fn who_was_away_gets_what_was_said_meanwhile_and_nothing_twice() {
    let shop = Shop::open().await;
    let session = shop.session().await;
    let (mut visitor, _) = Visitor::join(shop.house.url(), &session, 0).await;
    visitor.message(1).await;
    visitor.say("m-1", "Do you deliver on Saturdays?").await;
    visitor.ack("m-1").await;
    drop(visitor);
    let said = shop.owner.said_at_least(id(&session), 3).await;

    let (mut again, joined) = Visitor::join(shop.house.url(), &session, 2).await;
    assert_eq!(joined["position"], 3);
    let missed = again.next().await.expect("a message");
    assert_eq!((&missed["type"], &missed["position"]), (&json!("message"), &json!(3)));
    assert_eq!(missed["text"], said[2]["text"]);
    // Another page of the same visitor sees the same; what one says both are told.
    let (mut other, _) = Visitor::join(shop.house.url(), &session, 0).await;
    for position in 1..=3_u64 {
        let told = other.next().await.expect("a message");
        assert_eq!((&told["type"], &told["position"]), (&json!("message"), &json!(position)), "{told}");
    }
    again.say("m-2", "And on Sundays?").await;
    for page in [&mut again, &mut other] {
        assert_eq!(page.message(4).await["client_id"], "m-2");
        assert_eq!(page.message(5).await["sender"], "agent");
    }
    // Said again under its name it is the same message.
    again.say("m-2", "And on Sundays?").await;
    assert_eq!(again.ack("m-2").await["position"], 4);
    let (mut third, joined) = Visitor::join(shop.house.url(), &session, 1_000).await;
    assert_eq!(joined["position"], 5);
    third.say("m-3", "Thanks").await;
    assert_eq!(third.message(6).await["client_id"], "m-3", "a position that is not there yet loses nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_the_servers_death() {
    const MESSAGES: usize = 24;
    let mut shop = Shop::open().await;
    let session = shop.session().await;
    let mut acknowledged = Vec::new();
    let mut next = 0;
    while next < MESSAGES {
        let (mut visitor, _) = Visitor::join(shop.house.url(), &session, 0).await;
        // A message that is not acknowledged when the server dies is said again under its name to its successor.
        for number in next..(next + 4).min(MESSAGES) {
            visitor.say(&format!("m-{number}"), &format!("Message number {number}.")).await;
        }
        visitor.ack(&format!("m-{next}")).await;
        acknowledged.push(next);
        next += 1;
        if next.is_multiple_of(8) {
            shop.house.kill();
            shop.house.start("all").await;
        }
    }
    let owner = shop.owner.at(shop.house.url());
    assert_eq!(acknowledged.len(), MESSAGES);
    let said = owner.said(id(&session)).await;
    for number in 0..MESSAGES {
        let text = format!("Message number {number}.");
        let times = said.iter().filter(|message| message["text"] == text.as_str()).count();
        assert_eq!(times, 1, "{text}");
    }
    for (index, message) in said.iter().enumerate() {
        assert_eq!(message["position"], index + 1, "places have no gaps");
    }
    // The agent answers in the end, whatever was cut off. A lease of the dead server has to run out first.
    crate::support::eventually_within(Duration::from_secs(180), "the last answer", async || {
        let said = owner.said(id(&session)).await;
        said.last().is_some_and(|message| message["sender"] == "agent").then_some(())
    })
    .await;
}

#[tokio::test]
async fn only_pages_that_may_use_a_route_open_chats_there() {
    let shop = Shop::open_as("api").await;
    let more = json!({ "channel": "webchat", "allowed_origins": ["https://shop.example"] });
    let route = shop.owner.route(&shop.staff, more).await;
    let nobody = Client::nobody(shop.house.url());
    let body = json!({ "route_id": route["id"] });
    let sessions = format!("{WEBCHAT}/sessions");
    let ask = async |origin: Option<&str>| {
        let headers: Vec<(&str, &str)> = origin.map(|origin| ("origin", origin)).into_iter().collect();
        let body = body.to_string().into_bytes();
        nobody.try_send(Method::POST, &sessions, Some(body), &headers).await.expect("an answer")
    };
    for wrong in [None, Some("https://evil.example"), Some("http://shop.example"), Some("null")] {
        let refused = ask(wrong).await.expect(403);
        assert_eq!(refused.json()["error"]["code"], "wrong_origin", "{wrong:?}");
    }
    let opened = ask(Some("https://shop.example")).await.expect(201);
    assert_eq!(opened.header("access-control-allow-origin"), Some("https://shop.example"));
    assert_eq!(opened.header("cache-control"), Some("no-store"));
    let session = opened.json();
    let asked =
        nobody.try_send(Method::OPTIONS, &sessions, None, &[("origin", "https://shop.example")]).await;
    let asked = asked.expect("an answer").expect(204);
    assert_eq!(asked.header("access-control-allow-headers"), Some("content-type"));

    for (origin, is_welcome) in [("https://evil.example", false), ("https://shop.example", true)] {
        let mut visitor = Visitor::try_connect(shop.house.url(), Some(origin)).await.expect("a connection");
        visitor.send(&join_frame(&session, 0)).await;
        let told = visitor.next().await.expect("an answer");
        if is_welcome {
            assert_eq!(told["type"], "joined", "{told}");
        } else {
            assert_eq!((&told["type"], &told["code"]), (&json!("error"), &json!("wrong_origin")));
            assert_eq!(visitor.closed().await, Some(1008));
        }
    }
    // A route that is none of a webchat, is not active, or is not there opens nothing.
    let number = json!({ "channel": "sms", "address": "+14155550199" });
    let sms = shop.owner.route(&shop.staff, number).await;
    let one = format!("/api/colloquy/v1/inbound-routes/{}", shop.route["id"].as_str().unwrap());
    shop.owner.patch(&one, &json!({ "is_active": false })).await.expect(200);
    for route in [&sms["id"], &shop.route["id"], &json!("01KFXKBAV0R7S2VBVK3QSBHMR3"), &json!("x")] {
        nobody.post(&sessions, &json!({ "route_id": route })).await.expect(404);
    }
    let wrong = nobody.post(&sessions, &json!({ "name": 1 })).await.expect(400).json();
    assert_eq!(wrong["error"]["fields"].as_array().unwrap().len(), 2, "{wrong}");
}

#[tokio::test]
async fn what_a_visitor_must_not_do_is_told_by_name() {
    let shop = Shop::open_as("api").await;
    let session = shop.session().await;
    for (first, code) in [
        (json!({ "type": "join", "access": "x".repeat(32), "after": 0 }), "unknown_access"),
        (json!({ "type": "join", "access": "" }), "unknown_access"),
        (json!({ "type": "say", "client_id": "1", "text": "Hello" }), "not_joined"),
        (json!({ "type": "join" }), "malformed_frame"),
    ] {
        let mut visitor = Visitor::connect(shop.house.url()).await;
        visitor.send(&first).await;
        let told = visitor.next().await.expect("an answer");
        assert_eq!((&told["type"], &told["code"]), (&json!("error"), &json!(code)), "{first}");
        assert_eq!(visitor.closed().await, Some(1008), "{first}");
    }
    let (mut visitor, _) = Visitor::join(shop.house.url(), &session, 0).await;
    for (frame, code) in [
        (json!({ "type": "say", "client_id": "m-1", "text": "  \n" }), "required"),
        (json!({ "type": "say", "client_id": "m-1", "text": "x".repeat(4_001) }), "invalid_length"),
        (json!({ "type": "say", "client_id": "m-1", "text": "a\u{0}b" }), "invalid_characters"),
        (json!({ "type": "say", "client_id": "a:b", "text": "Hello" }), "malformed_frame"),
        (json!({ "type": "shout" }), "malformed_frame"),
        (join_frame(&session, 0), "malformed_frame"),
    ] {
        visitor.send(&frame).await;
        let told = visitor.until("an error", |told| told["type"] == "error").await;
        assert_eq!(told["code"], code, "{frame}");
    }
    visitor.say("m-1", "Hello").await;
    visitor.ack("m-1").await;
    for _ in 0..20 {
        visitor.send_text("{").await;
    }
    assert_eq!(visitor.closed().await, Some(1008), "one that sends nonsense only is not kept");
    // One that floods is told to wait, and loses nothing that was acknowledged.
    let (mut visitor, _) = Visitor::join(shop.house.url(), &session, 0).await;
    for number in 0..60 {
        visitor.say(&format!("f-{number}"), "Hello again").await;
    }
    visitor.until("rate_limited", |told| told["code"] == "rate_limited").await;
    let nobody = Client::nobody(shop.house.url());
    let refused = nobody.get(&format!("{WEBCHAT}/socket")).await.expect(426);
    assert_eq!(refused.json()["error"]["code"], "upgrade_required");
}

#[tokio::test]
async fn chats_are_not_opened_without_end_from_one_address() {
    let shop = Shop::open_as("api").await;
    let nobody = Client::nobody(shop.house.url());
    let open = async |body: Value, forwarded_for: &str| {
        let headers = [
            ("content-type", "application/json"),
            ("origin", "https://shop.example"),
            ("x-forwarded-for", forwarded_for),
        ];
        nobody.text_as(&format!("{WEBCHAT}/sessions"), body.to_string(), &headers).await
    };
    let visit = json!({ "route_id": shop.route["id"] });
    // The proxy that asks is on this machine, and says for whom. What asks for nothing counts, too.
    let mut taken = 0;
    let refused = loop {
        let answer = open(json!({}), &format!("10.0.0.{taken}, 203.0.113.5")).await;
        if answer.status == 429 {
            break answer;
        }
        answer.expect(400);
        taken += 1;
        assert!(taken < 1_000, "there is no end");
    };
    assert!(taken >= 60, "{taken}");
    assert_eq!(refused.json()["error"]["code"], "rate_limited");
    let wait: u64 = refused.header("retry-after").expect("a time").parse().expect("seconds");
    assert!(wait > 0, "{wait}");
    assert_eq!(
        refused.header("access-control-allow-origin"),
        Some("https://shop.example"),
        "scripts see why"
    );
    // Others are not kept waiting.
    open(visit.clone(), "203.0.113.6").await.expect(201);
    open(visit, "127.0.0.1").await.expect(201);
}

#[tokio::test]
async fn what_another_process_says_is_told_here() {
    let shop = Shop::open_as("api").await;
    let _worker = shop.house.another("worker").await;
    let session = shop.session().await;
    let (mut visitor, _) = Visitor::join(shop.house.url(), &session, 0).await;
    visitor.say("m-1", "Is anybody there?").await;
    visitor.until("an answer", |told| told["sender"] == "agent" && told["position"].as_u64() > Some(1)).await;
}

#[tokio::test]
async fn an_open_chat_does_not_keep_the_server() {
    let mut shop = Shop::open().await;
    let session = shop.session().await;
    let (mut visitor, _) = Visitor::join(shop.house.url(), &session, 0).await;
    visitor.message(1).await;
    assert_eq!(shop.house.process().terminate().await.code(), Some(0));
    // It is told to come back, or sees the connection end.
    assert!(matches!(visitor.closed().await, Some(1001) | None));
}

#[tokio::test]
async fn the_widget_and_the_page_for_trying_it_come_from_this_server_alone() {
    let shop = Shop::open_as("api").await;
    let nobody = Client::nobody(shop.house.url());
    let script = nobody.get(&format!("{WEBCHAT}/widget.js")).await.expect(200);
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("cross-origin-resource-policy"), Some("cross-origin"));
    let route = shop.route["id"].as_str().unwrap();
    let page = nobody.get(&format!("{WEBCHAT}/{route}")).await.expect(200);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let text = String::from_utf8(page.bytes).expect("text");
    assert!(text.contains(&format!("data-route=\"{route}\"")), "{text}");
    for nothing in ["01KFXKBAV0R7S2VBVK3QSBHMR3", "%22%3E%3Cscript%3E", "x"] {
        nobody.get(&format!("{WEBCHAT}/{nothing}")).await.expect(404);
    }
}
