//! Calls by telephone, seen from the API's client and from the customer: the server calls a telephone of this test by SIP,
//! and speaks and hears with its real voice and recognisers.

use std::time::Duration;

use colloquy_telephone::Party;
use serde_json::{Value, json};

use super::{Desk, id, together};
use crate::road::require_engines;
use crate::support::callee::{Callee, Customer, beep, fellow_americans, soon};
use crate::support::documented::{CUSTOMER, HEARD, OURS, check_messages, lines};
use crate::support::{Client, eventually_within};

/// Engines start with the first call, on a machine that does other things as well.
const LONGEST: Duration = Duration::from_secs(300);

/// Pause between two looks of a client that watches a call.
const LOOK_PAUSE: Duration = Duration::from_millis(20);

/// What a call goes through that is answered, to its end.
fn life(last: &str) -> [&str; 6] {
    ["queued", "ringing", "answer", "in-progress", "processing", last]
}

/// An agent that lets the customer speak first, and waits for that.
fn quiet() -> Value {
    json!({ "sendInitialMessage": false, "allowedIdleTime": 120 })
}

impl Desk {
    /// A server that calls through that telephone.
    async fn with_telephone(callee: &Callee, more: &[(&str, &str)], agent: Value) -> Self {
        let by_telephone = callee.settings();
        let desk = Self::open("all", &[&together(&[&by_telephone])[..], more].concat(), agent).await;
        require_engines(&desk.house).await;
        desk
    }

    /// Has the agent call the customer; the answer.
    async fn dials(&self) -> Value {
        self.begins("call", json!({ "customerPhone": CUSTOMER })).await
    }

    /// The same as [`Desk::call_as`] for what engines have a part in.
    async fn call_as_in_time(&self, id: &str, status: &str) -> Value {
        eventually_within(LONGEST, status, async || {
            Some(self.call(id).await).filter(|call| call["status"] == status)
        })
        .await
    }
}

/// Every status of a call until it is `last`, as a client sees them that asks again and again.
async fn statuses(owner: Client, id: String, last: &'static str) -> Vec<String> {
    let path = format!("/api/v1/calls/{id}");
    let mut seen: Vec<String> = Vec::new();
    while seen.last().is_none_or(|status| status != last) {
        let status = owner.get(&path).await.expect(200).text("status");
        if seen.last() != Some(&status) {
            seen.push(status);
        }
        tokio::time::sleep(LOOK_PAUSE).await;
    }
    seen
}

/// Fails the test unless these are steps of that life, each once and in their order, and `certain` are among them.
#[track_caller]
fn check_steps(seen: &[String], life: &[&str], certain: &[&str]) {
    let in_order: Vec<&str> =
        life.iter().copied().filter(|step| seen.iter().any(|one| one == step)).collect();
    assert_eq!(seen, in_order, "each once and never back");
    for step in certain {
        assert!(in_order.contains(step), "{step} of {in_order:?}");
    }
}

/// What was said on a channel of the recording, in lower case.
fn said_on(conversation: &Value, channel: u64) -> String {
    let transcript = &conversation["transcript"];
    let speakers = transcript["speakers"].as_array().expect("speakers");
    let is_there = |index: &Value| {
        let index = index.as_u64().and_then(|index| usize::try_from(index).ok()).expect("a speaker");
        speakers[index]["channel"] == channel
    };
    let entries = transcript["entries"].as_array().expect("entries").iter();
    let there = entries.filter(|entry| is_there(&entry["speaker_index"]));
    there.map(|entry| entry["text"].as_str().expect("a text").to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Where something is to be heard first on each of the two channels of a recording, in samples.
fn first_sounds(wav: &[u8]) -> [usize; 2] {
    assert_eq!((&wav[..4], &wav[8..16]), (&b"RIFF"[..], &b"WAVEfmt "[..]));
    let number = |at: usize| u16::from_le_bytes([wav[at], wav[at + 1]]);
    assert_eq!((number(22), number(24), number(34)), (2, 8_000, 16), "channels, rate, bits");
    assert_eq!(&wav[36..40], b"data");
    let frames = wav[44..].as_chunks::<4>().0;
    [0, 2].map(|side| {
        let is_loud =
            |frame: &[u8; 4]| i16::from_le_bytes([frame[side], frame[side + 1]]).unsigned_abs() > 1_000;
        frames.iter().position(is_loud).unwrap_or_else(|| panic!("nothing on the channel at byte {side}"))
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_documented_call_rings_is_held_recorded_and_told() {
    let mut callee = Callee::open().await;
    let desk = Desk::with_telephone(&callee, &[], json!({})).await;
    let call = desk.documented("call").await;
    let incoming = callee.called().await;
    assert_eq!((incoming.from.as_str(), incoming.to.as_str()), (OURS, CUSTOMER));
    incoming.ring().await;
    let ringing = desk.call_as(&call, "ringing").await;
    assert_eq!((&ringing["duration"], &ringing["recordingUrl"]), (&json!(0), &json!("")));
    let seen = tokio::spawn(statuses(desk.owner.clone(), call.clone(), "completed"));

    let customer = Customer::of(incoming).await;
    let greeted = eventually_within(LONGEST, "the agent's first words", async || {
        Some(desk.call(&call).await).filter(|call| !lines(call).is_empty())
    })
    .await;
    assert!(customer.has_heard(), "words that nobody hears are not said");
    assert_eq!((&greeted["status"], lines(&greeted)), (&json!("in-progress"), vec![("agent", HEARD)]));
    customer.says(fellow_americans()).await;
    let answered = eventually_within(LONGEST, "an answer", async || {
        let is_answered = |call: &Value| {
            let said = lines(call);
            said.len() > 2 && said.last().is_some_and(|(side, _)| *side == "agent")
        };
        Some(desk.call(&call).await).filter(is_answered)
    })
    .await;
    let (side, words) = lines(&answered)[1];
    assert_eq!(side, "customer");
    assert!(words.to_lowercase().contains("america"), "{answered}");
    let transcription = answered["transcription"].as_str().expect("a text");
    assert!(transcription.starts_with(&format!("agent: {HEARD}\ncustomer: {words}\nagent: ")), "{answered}");
    assert!(answered["duration"].as_u64() > Some(0), "{answered}");
    assert_eq!(answered["recordingUrl"], "");
    check_messages(&answered);
    assert_eq!(customer.hangs_up().await.by, Party::Us);

    let done = desk.call_as_in_time(&call, "completed").await;
    let seen = soon("the end of the looking", seen).await.expect("no panic");
    check_steps(&seen, &life("completed"), &["ringing", "in-progress", "processing", "completed"]);
    assert_eq!((&done["messages"], &done["customerPhone"]), (&answered["messages"], &json!(CUSTOMER)));

    // Whoever has the link may listen.
    let link = done["recordingUrl"].as_str().expect("an address");
    let recording = Client::nobody(desk.house.url()).get(link).await.expect(200);
    assert_eq!(recording.header("content-type"), Some("audio/wav"));
    let [customers, agents] = first_sounds(&recording.bytes);
    assert!(agents < customers, "the agent spoke first: {agents}, {customers}");
    // It is a conversation like any other, transcribed from the recording.
    let conversation = desk.owner.finished_within(LONGEST, &call).await;
    assert_eq!(conversation["processing_status"], "completed", "{}", conversation["stages"]);
    assert_eq!(conversation["transcript"]["source"], "recognised");
    assert!(said_on(&conversation, 0).contains("america"), "{}", conversation["transcript"]);
    assert!(!said_on(&conversation, 1).contains("america"), "{}", conversation["transcript"]);
    // Names are hard to hear in a voice that speaks half as fast again over a telephone.
    assert!(
        said_on(&conversation, 1).contains("calling you about your order"),
        "{}",
        conversation["transcript"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_a_call_ends_that_nobody_takes_is_told_in_the_documented_words() {
    let mut callee = Callee::open().await;
    let desk = Desk::with_telephone(&callee, &[], quiet()).await;
    for (code, status) in [
        (486, "busy"),
        (600, "busy"),
        // Whoever rejects a call is busy in the words of this API.
        (603, "busy"),
        (480, "no-answer"),
        (404, "failed"),
        (503, "failed"),
    ] {
        let call = id(&desk.dials().await);
        let incoming = callee.called().await;
        incoming.ring().await;
        desk.call_as(&call, "ringing").await;
        incoming.reject(code).await;
        let over = desk.call_as(&call, status).await;
        assert_eq!((&over["duration"], &over["recordingUrl"]), (&json!(0), &json!("")), "{code}");
        assert_eq!((lines(&over), &over["transcription"]), (vec![], &json!("")), "{code}");
        assert!(desk.with_status(status).await.contains(&call), "{code}");
    }
    // It is called off while it rings.
    let call = id(&desk.dials().await);
    let incoming = callee.called().await;
    incoming.ring().await;
    desk.call_as(&call, "ringing").await;
    assert_eq!(desk.put_status(&call, "canceled").await["status"], "canceled");
    soon("the end of the ringing", incoming.canceled()).await;
    desk.owner.finished(&call).await;
    assert_eq!(desk.call(&call).await["status"], "canceled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telephone_that_rings_out_is_not_answered() {
    let mut callee = Callee::open().await;
    let desk = Desk::with_telephone(&callee, &[("COLLOQUY_SIP__RING_SECONDS", "3")], quiet()).await;
    let call = id(&desk.dials().await);
    let incoming = callee.called().await;
    incoming.ring().await;
    soon("the end of the ringing", incoming.canceled()).await;
    desk.call_as(&call, "no-answer").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_over_the_cap_are_queued_and_may_be_called_off() {
    let mut callee = Callee::open().await;
    let desk = Desk::with_telephone(&callee, &[("COLLOQUY_DIALOGUES__CALLS_AT_ONCE", "1")], quiet()).await;
    let first = id(&desk.dials().await);
    let ringing = callee.called().await;
    let (second, third) = (desk.dials().await, desk.dials().await);
    for waiting in [&second, &third] {
        assert_eq!(waiting["status"], "queued");
    }
    let (second, third) = (id(&second), id(&third));
    assert_eq!(desk.with_status("queued").await, [third.clone(), second.clone()]);
    assert_eq!(desk.put_status(&third, "canceled").await["status"], "canceled");
    assert!(callee.is_quiet(), "nobody else is called meanwhile");
    ringing.reject(486).await;
    desk.call_as(&first, "busy").await;
    let incoming = callee.called().await;
    incoming.ring().await;
    desk.call_as(&second, "ringing").await;
    incoming.reject(480).await;
    desk.call_as(&second, "no-answer").await;
    desk.owner.finished(&third).await;
    assert_eq!(desk.call(&third).await["status"], "canceled");
    assert!(callee.is_quiet(), "what was called off is not called");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_a_client_ends_is_hung_up() {
    let mut callee = Callee::open().await;
    let desk = Desk::with_telephone(&callee, &[], quiet()).await;
    let call = id(&desk.dials().await);
    let customer = Customer::of(callee.called().await).await;
    // Nobody has said anything.
    desk.call_as(&call, "answer").await;
    desk.put_status(&call, "completed").await;
    assert_eq!(customer.over().await.by, Party::Them);
    desk.owner.finished_within(LONGEST, &call).await;
    let over = desk.call(&call).await;
    assert_eq!((&over["status"], lines(&over)), (&json!("completed"), vec![]));
    assert!(over["recordingUrl"].as_str().is_some_and(|link| !link.is_empty()), "{over}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_takes_messages_is_voicemail() {
    let mut callee = Callee::open().await;
    let desk = Desk::with_telephone(&callee, &[], quiet()).await;
    let call = id(&desk.dials().await);
    let seen = tokio::spawn(statuses(desk.owner.clone(), call.clone(), "voicemail"));
    let customer = Customer::of(callee.called().await).await;
    desk.call_as(&call, "answer").await;
    let greeting = [fellow_americans(), beep()].concat();
    customer.begins_to_say(greeting);
    assert_eq!(customer.over().await.by, Party::Them, "nobody talks to a machine");
    let over = desk.call_as_in_time(&call, "voicemail").await;
    assert!(over["recordingUrl"].as_str().is_some_and(|link| !link.is_empty()), "{over}");
    let seen = soon("the end of the looking", seen).await.expect("no panic");
    check_steps(&seen, &life("voicemail"), &["answer", "in-progress", "processing", "voicemail"]);
}
