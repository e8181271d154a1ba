//! Calls of Elemente's API on every channel: the documented request, and each documented status where it comes about.
//!
//! | status | shown by |
//! |---|---|
//! | `queued` | [`telephone`] (over a cap), `elemente_calls` (over the rate) |
//! | `ringing`, `answer`, `in-progress`, `processing`, `completed` | [`telephone`] |
//! | `voicemail`, `no-answer`, `busy`, `failed`, `canceled` of calls | [`telephone`] |
//! | `pending`, `open`, `ongoing`, `resolved` | here, by short message, WhatsApp and e-mail |
//! | `open`, `ongoing`, `resolved` of webchats | here; `closed` in `webchat` and, after "stop", in `twilio` |
//! | `failed`, `canceled` of messages | here |
//! | `stalled`, `expired` | `dialogues` of the app, whose clock is moved by hand |
//!
//! And every word, set and asked for by a client, is here.

mod telephone;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::callee::Callee;
use crate::support::documented::{CUSTOMER, CUSTOMERS_MAIL, HEARD, OURS, check_messages, lines};
use crate::support::mailbox::Mailbox;
use crate::support::twilio::{TwilioStandIn, post_signed};
use crate::support::visitor::{Visitor, open_session};
use crate::support::{Client, House, MailSink, merged};

const TWILIO: &str = "/api/colloquy/v1/twilio";
const DO_NOT_CONTACT: &str = "/api/colloquy/v1/do-not-contact";

/// The sender of the server's mail.
const OUR_MAIL: &str = "calls@acme.example";

/// A server with an agent and a skill.
struct Desk {
    house: House,
    owner: Client,
    agent: String,
    skill: String,
}

impl Desk {
    /// `agent`: more of its settings.
    async fn open(role: &str, settings: &[(&str, &str)], agent: Value) -> Self {
        let house = House::open_with(role, settings).await;
        let owner = house.owner().await;
        let agent = owner.elemente_agent(merged(json!({ "baseInstructions": "Be kind." }), agent)).await;
        let skill = owner.elemente_skill(json!({ "initialMessage": "Hello, this is {{aiName}}." })).await;
        Self { house, owner, agent, skill }
    }

    /// Sends the documented request and checks its answer; the call's id.
    async fn documented(&self, channel: &str) -> String {
        let agent_email = if channel == "email" { OUR_MAIL } else { "" };
        id(&self.owner.documented_call(channel, &self.agent, &self.skill, agent_email).await)
    }

    /// Begins a call with a short request.
    async fn begins(&self, channel: &str, more: Value) -> Value {
        let usual = json!({
            "agentId": self.agent, "skillId": self.skill, "channel": channel, "customerOverride": {},
        });
        self.owner.post("/api/v1/calls", &merged(usual, more)).await.expect(200).json()
    }

    async fn call(&self, id: &str) -> Value {
        self.owner.get(&format!("/api/v1/calls/{id}")).await.expect(200).json()
    }

    /// Waits until the call is so far.
    async fn call_as(&self, id: &str, status: &str) -> Value {
        self.owner.elemente_call_where(id, status, |call| call["status"] == status).await
    }

    async fn put_status(&self, id: &str, status: &str) -> Value {
        let body = json!({ "status": status });
        self.owner.send(Method::PUT, &format!("/api/v1/calls/{id}"), Some(&body)).await.expect(200).json()
    }

    /// Ids of the calls that have this status.
    async fn with_status(&self, status: &str) -> Vec<String> {
        let listed = self.owner.get(&format!("/api/v1/calls?status={status}")).await.expect(200).json();
        listed.as_array().expect("an array").iter().map(id).collect()
    }
}

fn id(call: &Value) -> String {
    call["id"].as_str().expect("an id").to_owned()
}

/// Settings of several parts, as a server is opened with them.
fn together<'s>(parts: &[&'s [(&'static str, String)]]) -> Vec<(&'s str, &'s str)> {
    parts.iter().flat_map(|part| part.iter()).map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn the_documented_request_is_taken_on_every_channel_and_reaches_the_customer() {
    let (twilio, mail, mut callee) = (TwilioStandIn::open().await, MailSink::open(), Callee::open().await);
    let (by_mail, by_telephone) = (mail.settings(), callee.settings());
    let settings = [&twilio.settings()[..], &together(&[&by_mail, &by_telephone])[..]].concat();
    let desk = Desk::open("all", &settings, json!({})).await;
    let mut ids = Vec::new();
    for channel in ["webchat", "sms", "whatsapp", "email", "call"] {
        ids.push(desk.documented(channel).await);
    }
    let [webchat, sms, whatsapp, email, telephone] = &ids[..] else { panic!("five calls: {ids:?}") };

    let taken = twilio.wait_for(2).await;
    let written_to = |to: &str| taken.iter().find(|one| one.field("To") == to).expect("a message to them");
    assert_eq!(written_to(CUSTOMER).field("From"), OURS);
    assert_eq!(written_to(CUSTOMER).field("Body"), HEARD);
    let by_whatsapp = format!("whatsapp:{CUSTOMER}");
    assert_eq!(written_to(&by_whatsapp).field("Body"), HEARD);
    let letters = mail.wait_for(1).await;
    assert_eq!((letters[0].to(), letters[0].text().trim_end()), (CUSTOMERS_MAIL, HEARD));
    assert!(letters[0].header("From").contains(OUR_MAIL), "{}", letters[0].raw());
    let ringing = callee.called().await;
    assert_eq!((ringing.from.as_str(), ringing.to.as_str()), (OURS, CUSTOMER));
    ringing.reject(486).await;

    for by_text in [webchat, sms, whatsapp, email] {
        let call = desk.call_as(by_text, "open").await;
        assert_eq!(lines(&call), [("agent", HEARD)]);
        assert_eq!(call["transcription"], format!("agent: {HEARD}"));
        assert_eq!(call["messages"][0]["status"], "sent");
        check_messages(&call);
    }
    desk.call_as(telephone, "busy").await;
    // One customer, by whatever they are reached.
    let mut customers = Vec::new();
    for id in &ids {
        customers.push(desk.call(id).await["customerId"].clone());
    }
    assert!(customers.iter().all(|customer| *customer == customers[0]), "{customers:?}");
    assert_eq!((twilio.taken().len(), mail.all().len(), twilio.refused()), (2, 1, 0), "each said it once");
}

#[tokio::test]
async fn by_sms_and_whatsapp_it_is_pending_open_ongoing_and_resolved() {
    let twilio = TwilioStandIn::open().await;
    let desk = Desk::open("all", &twilio.settings(), json!({})).await;
    for (channel, prefix) in [("sms", ""), ("whatsapp", "whatsapp:")] {
        // The first attempt fails; the next one comes after two seconds.
        twilio.fail(1);
        let before = twilio.taken().len();
        let call = desk.documented(channel).await;
        desk.call_as(&call, "pending").await;
        desk.call_as(&call, "open").await;
        assert_eq!(twilio.taken().len(), before + 1, "{channel}");
        let (from, to) = (format!("{prefix}{CUSTOMER}"), format!("{prefix}{OURS}"));
        let write = async |number: u32, text: &str| {
            let sid = format!("SM-{channel}-{number}");
            let fields =
                [("MessageSid", sid.as_str()), ("From", from.as_str()), ("To", to.as_str()), ("Body", text)];
            post_signed(desk.house.url(), &format!("{TWILIO}/messages"), &fields).await.expect(200);
        };
        write(1, "Is it on its way?").await;
        assert_eq!(desk.call(&call).await["status"], "ongoing", "{channel}");
        twilio.wait_for(before + 2).await;
        write(2, "Goodbye").await;
        let call = desk.call_as(&call, "resolved").await;
        let said = lines(&call);
        let sides: Vec<&str> = said.iter().map(|(side, _)| *side).collect();
        assert_eq!(sides, ["agent", "customer", "agent", "customer", "agent"], "{channel}: {said:?}");
        assert_eq!((said[0].1, said[1].1, said[3].1), (HEARD, "Is it on its way?", "Goodbye"));
        let last = twilio.wait_for(before + 3).await.pop().expect("the last words");
        assert_eq!(last.field("Body"), said[4].1);
    }
}

#[tokio::test]
async fn by_email_it_is_pending_open_ongoing_and_resolved_in_one_thread() {
    let (mail, mailbox) = (MailSink::open(), Mailbox::open());
    let (out, inwards) = (mail.settings(), mailbox.settings());
    let desk = Desk::open("all", &together(&[&out, &inwards]), json!({})).await;
    // This one's mail server has the first letter come again.
    let late = id(&desk.begins("email", json!({ "customerEmail": "later-1@customer.example" })).await);
    desk.call_as(&late, "pending").await;
    desk.call_as(&late, "open").await;

    let call = desk.documented("email").await;
    desk.call_as(&call, "open").await;
    let first = mail.wait_for(2).await.into_iter().find(|letter| letter.to() == CUSTOMERS_MAIL);
    let name = first.expect("a letter to them").header("Message-ID").to_owned();
    let answer = |number: u32, text: &str| {
        format!(
            "From: John Doe <{CUSTOMERS_MAIL}>\r\nTo: {OUR_MAIL}\r\nSubject: Re: Order\r\n\
             Message-ID: <{number}@example.com>\r\nIn-Reply-To: {name}\r\nReferences: {name}\r\n\r\n\
             {text}\r\n\r\n> {HEARD}\r\n"
        )
    };
    // It lies in the mailbox twice, as mail does that was moved there and back.
    for _ in 0..2 {
        mailbox.deliver(&answer(1, "Yes, it came yesterday.")).await;
    }
    desk.call_as(&call, "ongoing").await;
    let second = mail.wait_for(3).await.pop().expect("an answer");
    assert_eq!((second.to(), second.header("In-Reply-To")), (CUSTOMERS_MAIL, "<1@example.com>"));
    let references = second.header("References");
    assert!(references.contains(&name) && references.contains("<1@example.com>"), "{references}");
    assert_eq!(second.header("Subject"), "Re: Order");

    mailbox.deliver(&answer(2, "Goodbye")).await;
    let call = desk.call_as(&call, "resolved").await;
    let said = lines(&call);
    assert_eq!(said.len(), 5, "{said:?}");
    assert_eq!((said[0], said[1]), (("agent", HEARD), ("customer", "Yes, it came yesterday.")));
    assert_eq!(said[3], ("customer", "Goodbye"));
    check_messages(&call);
    let third = mail.wait_for(4).await.pop().expect("the last words");
    assert_eq!((third.header("In-Reply-To"), third.text().trim_end()), ("<2@example.com>", said[4].1));
}

#[tokio::test]
async fn a_chat_on_a_page_is_open_ongoing_and_resolved() {
    let desk = Desk::open("all", &[], json!({})).await;
    let route = json!({ "channel": "webchat", "agent_id": desk.agent, "skill_id": desk.skill });
    let route = desk.owner.post("/api/colloquy/v1/inbound-routes", &route).await.expect(201).json();
    let session = open_session(desk.house.url(), &route).await;
    let call = session["conversation_id"].as_str().expect("an id").to_owned();
    let opened = desk.call(&call).await;
    assert_eq!((&opened["status"], lines(&opened)), (&json!("open"), vec![("agent", "Hello, this is Ada.")]));
    let (mut visitor, _) = Visitor::join(desk.house.url(), &session, 1).await;
    visitor.say("m-1", "Is the red one in stock?").await;
    visitor.message(3).await;
    assert_eq!(desk.call(&call).await["status"], "ongoing");
    visitor.say("m-2", "Goodbye").await;
    visitor.until("the end", |frame| frame["type"] == "status" && frame["status"] == "resolved").await;
    let over = desk.call(&call).await;
    assert_eq!((&over["status"], lines(&over).len()), (&json!("resolved"), 5), "{over}");
}

#[tokio::test]
async fn what_never_arrives_has_failed_and_who_wants_none_is_not_written_to() {
    let (twilio, mail) = (TwilioStandIn::open().await, MailSink::open());
    let by_mail = mail.settings();
    let settings = [&twilio.settings()[..], &together(&[&by_mail])[..]].concat();
    let desk = Desk::open("all", &settings, json!({})).await;
    let refused = id(&desk.begins("email", json!({ "customerEmail": "never@customer.example" })).await);
    let refused = desk.call_as(&refused, "failed").await;
    assert_eq!(refused["messages"][0]["status"], "failed");

    let lost = desk.documented("sms").await;
    let sent = twilio.wait_for(1).await.remove(0);
    desk.call_as(&lost, "open").await;
    let fields =
        [("MessageSid", sent.sid.as_str()), ("MessageStatus", "undelivered"), ("ErrorCode", "30003")];
    post_signed(desk.house.url(), &format!("{TWILIO}/status"), &fields).await.expect(200);
    let lost = desk.call_as(&lost, "failed").await;
    assert_eq!(lost["messages"][0]["status"], "undelivered");

    // While the provider is busy the customer says that they want none.
    twilio.fail(usize::MAX);
    let unwanted = desk.documented("sms").await;
    desk.call_as(&unwanted, "pending").await;
    let entry = json!({ "address": CUSTOMER, "reason": "asked by letter" });
    desk.owner.send(Method::PUT, DO_NOT_CONTACT, Some(&entry)).await.expect(200);
    let unwanted = desk.call_as(&unwanted, "canceled").await;
    assert_eq!(unwanted["messages"][0]["status"], "failed");
    assert_eq!(twilio.taken().len(), 1);
    for (status, calls) in [("failed", vec![id(&lost), id(&refused)]), ("canceled", vec![id(&unwanted)])] {
        assert_eq!(desk.with_status(status).await, calls, "the newest first");
    }
}

#[tokio::test]
async fn every_documented_status_can_be_set_and_asked_for() {
    // Nothing works on what is over, so that it stays as it is.
    let desk = Desk::open("api", &[], json!({})).await;
    let over = id(&desk.begins("webchat", json!({})).await);
    let duration = desk.put_status(&over, "close").await["duration"].clone();
    let ended_at = desk.owner.conversation(&over).await["ended_at"].clone();
    assert!(ended_at.is_string(), "{ended_at}");
    for status in [
        "failed",
        "voicemail",
        "ringing",
        "answer",
        "completed",
        "busy",
        "open",
        "close",
        "closed",
        "resolved",
        "no-answer",
        "canceled",
        "in-progress",
        "ongoing",
        "pending",
        "stalled",
        "expired",
        "processing",
        "queued",
    ] {
        let told = if status == "close" { "closed" } else { status };
        let call = id(&desk.begins("webchat", json!({})).await);
        assert_eq!(desk.put_status(&call, status).await["status"], told);
        assert_eq!(desk.call(&call).await["status"], told);
        let found = desk.with_status(status).await;
        assert!(found.contains(&call), "{status}: {found:?}");
        // What is over is shown as people say, too, and does not go on for that.
        assert_eq!(desk.put_status(&over, status).await["status"], told);
        let shown = desk.call(&over).await;
        assert_eq!((&shown["status"], &shown["duration"]), (&json!(told), &duration));
        assert!(desk.with_status(status).await.contains(&over), "{status}");
    }
    assert_eq!(desk.owner.conversation(&over).await["ended_at"], ended_at);
}
