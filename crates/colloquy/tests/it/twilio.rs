//! Short messages and WhatsApp by Twilio: what comes in twice is one message, reports come in any order, and who says
//! stop is left in peace.

use serde_json::{Value, json};

use crate::support::dialogues::{Staff, line};
use crate::support::twilio::{OURS, OURS_AT_WHATSAPP, TwilioStandIn, post_signed, signature};
use crate::support::{Answer, Client, House, eventually};

const MESSAGES: &str = "/api/colloquy/v1/twilio/messages";
const STATUS: &str = "/api/colloquy/v1/twilio/status";
const CUSTOMER: &str = "+14155550123";

/// A server whose agent answers at two numbers.
struct Desk {
    twilio: TwilioStandIn,
    house: House,
    owner: Client,
    staff: Staff,
}

impl Desk {
    async fn open() -> Self {
        let twilio = TwilioStandIn::open().await;
        let house = House::open_with("all", &twilio.settings()).await;
        let owner = house.owner().await;
        let staff = owner.staff(json!({})).await;
        owner.route(&staff, json!({ "channel": "sms", "address": OURS })).await;
        owner.route(&staff, json!({ "channel": "whatsapp", "address": OURS_AT_WHATSAPP })).await;
        Self { twilio, house, owner, staff }
    }

    /// A customer writes to our number.
    async fn writes(&self, sid: &str, text: &str) -> Answer {
        let fields =
            [("MessageSid", sid), ("From", CUSTOMER), ("To", OURS), ("Body", text), ("NumMedia", "0")];
        post_signed(self.house.url(), MESSAGES, &fields).await
    }

    /// Twilio tells how far a message of ours has got.
    async fn reports(&self, sid: &str, status: &str) -> Answer {
        let fields = [("MessageSid", sid), ("MessageStatus", status), ("To", CUSTOMER), ("From", OURS)];
        post_signed(self.house.url(), STATUS, &fields).await
    }

    /// The newest dialogues first.
    async fn dialogues(&self) -> Vec<Value> {
        let listed = self.owner.get("/api/v1/calls").await.expect(200).json();
        listed.as_array().expect("a list").clone()
    }

    async fn only_dialogue(&self) -> String {
        let all = self.dialogues().await;
        assert_eq!(all.len(), 1, "{all:?}");
        all[0]["id"].as_str().expect("an id").to_owned()
    }

    async fn status_of(&self, dialogue: &str, sid: &str) -> String {
        let said = self.owner.said(dialogue).await;
        let message = said.iter().find(|message| message["sid"] == sid).expect("a message of that name");
        message["status"].as_str().expect("a status").to_owned()
    }

    async fn is_left_in_peace(&self) -> bool {
        let listed = self.owner.get("/api/colloquy/v1/do-not-contact").await.expect(200).json();
        listed["data"].as_array().expect("data").iter().any(|entry| entry["address"] == CUSTOMER)
    }
}

/// An answer in which Twilio finds nothing to do.
fn nothing_more(answer: Answer) {
    let answer = answer.expect(200);
    assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
    let text = String::from_utf8(answer.bytes).expect("text");
    assert!(text.ends_with("<Response/>"), "{text}");
}

#[tokio::test]
async fn what_a_customer_writes_is_answered_once_however_often_it_is_posted() {
    let desk = Desk::open().await;
    nothing_more(desk.writes("SM-in-1", "Are you open today?").await);
    nothing_more(desk.writes("SM-in-1", "Are you open today?").await);
    let answers = desk.twilio.wait_for(1).await;
    assert_eq!((answers[0].field("To"), answers[0].field("From")), (CUSTOMER, OURS));
    assert!(!answers[0].field("Body").is_empty());
    let dialogue = desk.only_dialogue().await;
    nothing_more(desk.writes("SM-in-2", "And tomorrow?").await);
    let count = desk.twilio.taken().len();
    desk.twilio.wait_for(count.max(2)).await;
    // Late, after what followed it.
    nothing_more(desk.writes("SM-in-1", "Are you open today?").await);
    assert_eq!(desk.only_dialogue().await, dialogue);
    let said = desk.owner.said(&dialogue).await;
    let heard: Vec<&Value> = said.iter().filter(|one| one["sender"] == "customer").collect();
    assert_eq!(heard.len(), 2, "{said:?}");
    assert_eq!(line(heard[0]), ("customer", "Are you open today?"));
    assert_eq!(line(heard[1]), ("customer", "And tomorrow?"));
    eventually("everything to be handed over", async || {
        let said = desk.owner.said(&dialogue).await;
        let ours = said.iter().filter(|one| one["sender"] == "agent");
        let are_out = ours.clone().all(|one| one["status"] == "sent");
        (are_out && ours.count() == desk.twilio.taken().len()).then_some(())
    })
    .await;
    assert_eq!(desk.twilio.refused(), 0);
}

#[tokio::test]
async fn reports_come_late_twice_and_in_any_order() {
    let desk = Desk::open().await;
    desk.twilio.fail(2);
    let body = json!({
        "agentId": desk.staff.agent, "skillId": desk.staff.skill, "channel": "sms",
        "customerOverride": { "phoneNumber": CUSTOMER, "firstName": "Jonas" },
    });
    let made = desk.owner.post("/api/v1/calls", &body).await.expect(200);
    let dialogue = made.text("id");
    let first = desk.twilio.wait_for(1).await.remove(0);
    assert_eq!(first.field("Body"), "Hello, this is Ada. How can I help?");
    assert_eq!(first.field("StatusCallback"), format!("{}{STATUS}", desk.house.url()));
    eventually("the provider's name of the message", async || {
        let said = desk.owner.said(&dialogue).await;
        said.iter().any(|one| one["sid"] == first.sid.as_str()).then_some(())
    })
    .await;
    for (report, after) in [
        ("delivered", "delivered"),
        ("sent", "delivered"),
        ("queued", "delivered"),
        ("delivered", "delivered"),
        ("undelivered", "delivered"),
        ("read", "read"),
        ("delivered", "read"),
    ] {
        nothing_more(desk.reports(&first.sid, report).await);
        assert_eq!(desk.status_of(&dialogue, &first.sid).await, after, "after {report}");
    }
    // Twilio may tell of what is not ours, and in words that come later.
    nothing_more(desk.reports("SM-of-somebody", "delivered").await);
    nothing_more(desk.reports(&first.sid, "partying").await);
    assert_eq!(desk.twilio.taken().len(), 1);
}

#[tokio::test]
async fn who_says_stop_is_not_written_to_until_they_say_start() {
    let desk = Desk::open().await;
    nothing_more(desk.writes("SM-in-1", "Hello").await);
    desk.twilio.wait_for(1).await;
    nothing_more(desk.writes("SM-in-2", " Stop. ").await);
    assert!(desk.is_left_in_peace().await);
    nothing_more(desk.writes("SM-in-2", " Stop. ").await);
    let body = json!({
        "agentId": desk.staff.agent, "skillId": desk.staff.skill, "channel": "sms",
        "customerPhone": CUSTOMER, "customerOverride": {},
    });
    let refused = desk.owner.post("/api/v1/calls", &body).await.expect(400);
    assert!(refused.json()["message"].to_string().contains("do-not-contact"), "{}", refused.json());
    eventually("the dialogue to be over", async || {
        (desk.dialogues().await[0]["status"] == "closed").then_some(())
    })
    .await;
    nothing_more(desk.writes("SM-in-3", "START").await);
    assert!(!desk.is_left_in_peace().await);
    desk.owner.post("/api/v1/calls", &body).await.expect(200);

    // An operator says so, too, and takes it back.
    let list = "/api/colloquy/v1/do-not-contact";
    let put = json!({ "address": "+1 (415) 555-0123", "reason": "asked by letter" });
    let entry = desk.owner.send(reqwest::Method::PUT, list, Some(&put)).await.expect(200).json();
    assert_eq!((&entry["address"], &entry["reason"]), (&json!(CUSTOMER), &json!("asked by letter")));
    desk.owner.post("/api/v1/calls", &body).await.expect(400);
    desk.owner.delete(&format!("{list}/{CUSTOMER}")).await.expect(204);
    desk.owner.delete(&format!("{list}/{CUSTOMER}")).await.expect(404);
}

#[tokio::test]
async fn only_what_twilio_signed_is_taken() {
    let desk = Desk::open().await;
    let nobody = Client::nobody(desk.house.url());
    let fields = [("MessageSid", "SM-in-1"), ("From", CUSTOMER), ("To", OURS), ("Body", "Hello")];
    let url = format!("{}{MESSAGES}", desk.house.url());
    let right = signature(&url, &fields);
    let of_other_address = signature(&url.replace("messages", "status"), &fields);
    for wrong in ["", "AAAA", "no base 64", of_other_address.as_str()] {
        nobody.form(MESSAGES, &fields, &[("x-twilio-signature", wrong)]).await.expect(403);
    }
    nobody.form(MESSAGES, &fields, &[]).await.expect(403);
    nobody.form(STATUS, &fields, &[("x-twilio-signature", &right)]).await.expect(403);
    let mut changed = fields;
    changed[3].1 = "Goodbye";
    nobody.form(MESSAGES, &changed, &[("x-twilio-signature", &right)]).await.expect(403);
    // The address is signed with its query.
    let queried = format!("{MESSAGES}?a=1");
    nobody.form(&queried, &fields, &[("x-twilio-signature", &right)]).await.expect(403);
    assert!(desk.dialogues().await.is_empty());
    nothing_more(nobody.form(MESSAGES, &fields, &[("x-twilio-signature", &right)]).await);
    desk.only_dialogue().await;
    // Nobody answers at that number.
    let elsewhere =
        [("MessageSid", "SM-in-9"), ("From", CUSTOMER), ("To", "+14155550111"), ("Body", "Hello")];
    post_signed(desk.house.url(), MESSAGES, &elsewhere).await.expect(404);

    // A server that has no token takes nothing, whatever is signed.
    let house = House::open_with("api", &[]).await;
    post_signed(house.url(), MESSAGES, &fields).await.expect(403);
}

#[tokio::test]
async fn whatsapp_goes_by_its_own_numbers() {
    let desk = Desk::open().await;
    let fields = [
        ("MessageSid", "SM-wa-1"),
        ("From", "whatsapp:+14155550123"),
        ("To", "whatsapp:+14155550188"),
        ("Body", "Hello"),
        ("ProfileName", "Jonas Weber"),
    ];
    nothing_more(post_signed(desk.house.url(), MESSAGES, &fields).await);
    let answers = desk.twilio.wait_for(1).await;
    assert_eq!(answers[0].field("To"), "whatsapp:+14155550123");
    assert_eq!(answers[0].field("From"), "whatsapp:+14155550188");
    let all = desk.dialogues().await;
    assert_eq!((all.len(), &all[0]["customerName"]), (1, &json!("Jonas Weber")));
}
