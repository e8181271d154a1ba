//! Calls from the first ring to the row that tells of their end.

use std::time::Duration;

use colloquy_agent::rules::{closing_words, presence_question};
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::call::EndedStatus;
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::dialogue_message::Sender;
use colloquy_store::{calls, dialogues};
use colloquy_telephone::{CallFailed, Party};

use crate::stage::{CUSTOMER, OURS, Stage, soon, speech};

const GREETING: &str = "Hello, this is Ada. How can I help you?";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_is_called_greeted_understood_and_answered() {
    let mut stage = Stage::new(AgentSettings::default(), GREETING).await;
    stage.mind.says("Your order will come on Friday.");
    let (id, mut customer, holding) = stage.answered().await;
    let waited = customer.listen_for(true, 3).await;
    assert!(waited < 50, "the greeting was there when it was answered: {waited} frames");
    customer.listen_for(false, 25).await;
    stage.understanding.hears("where is my order");
    customer.plays(speech(2.0));
    let waited = customer.listen_for(true, 3).await;
    assert!((100..200).contains(&waited), "the answer comes after two seconds of question: {waited} frames");
    customer.listen_for(false, 25).await;
    stage.understanding.next();
    stage.understanding.hears("okay, goodbye");
    customer.plays(speech(1.0));
    assert_eq!(customer.over().await.by, Party::Them);
    soon("the end", holding).await.expect("held");

    let said: Vec<(Sender, String)> =
        stage.messages(id).await.into_iter().map(|message| (message.sender, message.content)).collect();
    let expected = [
        (Sender::Agent, GREETING),
        (Sender::Customer, "where is my order"),
        (Sender::Agent, "Your order will come on Friday."),
        (Sender::Customer, "okay, goodbye"),
        (Sender::Agent, closing_words()),
    ];
    assert_eq!(said, expected.map(|(sender, text)| (sender, text.to_owned())));
    assert_eq!(stage.mind.asked(), ["where is my order"]);
    // Nothing but how every dialogue begins, then the greeting, then question and answer.
    assert_eq!(stage.mind.read_ahead(), [1, 2, 4]);
    let dialogue = stage.dialogue(id).await;
    assert_eq!((dialogue.status, dialogue.answered_to), (DialogueStatus::Processing, 4));
    assert!(dialogue.ended_at.is_some());
    let recordings = stage.recordings(id).await;
    assert_eq!(recordings.len(), 1);
    assert_eq!(recordings[0].media_type, "audio/wav");
    // Two channels of 8 kHz for at least six seconds.
    assert!(recordings[0].size_bytes > 6 * 32_000, "{}", recordings[0].size_bytes);
    assert!(stage.app.objects.head(&recordings[0].object_key).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_who_does_not_take_the_call_is_told_apart() {
    let mut stage = Stage::new(AgentSettings::default(), GREETING).await;
    for (code, status, ended_status) in [
        (486, DialogueStatus::Busy, EndedStatus::CustomerBusy),
        (603, DialogueStatus::Busy, EndedStatus::CustomerBusy),
        (480, DialogueStatus::NoAnswer, EndedStatus::CustomerDidNotAnswer),
        (404, DialogueStatus::Failed, EndedStatus::DialError),
    ] {
        let (id, incoming, holding) = stage.call().await;
        incoming.reject(code).await;
        soon("the end", holding).await.expect("held");
        let dialogue = stage.dialogue(id).await;
        assert_eq!(dialogue.status, status, "{code}");
        assert!(dialogue.ended_at.is_some() && stage.messages(id).await.is_empty());
        let details = calls::get(stage.app.store.reader(), id).await.expect("read").expect("a call");
        assert_eq!(details.ended_status, Some(ended_status), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_calls_gets_the_agent_of_that_number() {
    let mut stage = Stage::new(AgentSettings::default(), GREETING).await;
    stage.answer_at(OURS).await;
    let nobody = stage.dial("+12025550000").await.err();
    assert!(matches!(nobody, Some(CallFailed::Failed { code: 404, .. })), "{nobody:?}");
    let mut customer = stage.dial(OURS).await.expect("an answer");
    customer.listen_for(true, 3).await;
    customer.listen(50).await;
    let reader = stage.app.store.reader();
    let dialogue = dialogues::find_live_by_phone(reader, Channel::Call, CUSTOMER, None).await.expect("read");
    let id = dialogue.expect("a dialogue").conversation_id;
    customer.call.hang_up().await;
    let over = async {
        while stage.dialogue(id).await.ended_at.is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    soon("the end", over).await;
    let details = calls::get(stage.app.store.reader(), id).await.expect("read").expect("a call");
    assert_eq!(details.ended_status, Some(EndedStatus::CustomerEndedCall));
    let messages = stage.messages(id).await;
    assert_eq!(messages.len(), 1, "what was heard of the greeting");
    assert!(GREETING.starts_with(&messages[0].content) && messages[0].content.len() < GREETING.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_are_told_to_the_agent() {
    let mut stage = Stage::new(AgentSettings::default(), "Please press a key.").await;
    let (_id, mut customer, _holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen_for(false, 25).await;
    customer.call.send_dtmf("12#").expect("keys");
    customer.listen_for(true, 3).await;
    assert_eq!(stage.mind.asked(), ["[pressed the keys 12#]"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_customer_is_asked_and_then_left() {
    let settings = AgentSettings {
        allowed_idle_seconds: Some(0.5),
        check_human_presence_count: Some(1),
        ..AgentSettings::default()
    };
    let mut stage = Stage::new(settings, "Hello.").await;
    let (id, mut customer, holding) = stage.answered().await;
    assert_eq!(customer.over().await.by, Party::Them);
    soon("the end", holding).await.expect("held");
    let said: Vec<String> = stage.messages(id).await.into_iter().map(|message| message.content).collect();
    assert_eq!(said, ["Hello.", presence_question(0), closing_words()]);
    let details = calls::get(stage.app.store.reader(), id).await.expect("read").expect("a call");
    assert_eq!(details.ended_status, Some(EndedStatus::SilenceTimeOut));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_ends_hangs_up_and_keeps_what_was_recorded() {
    let mut stage = Stage::new(AgentSettings::default(), GREETING).await;
    let (id, mut customer, holding) = stage.answered().await;
    customer.listen_for(true, 10).await;
    stage.shut_down();
    assert_eq!(customer.over().await.by, Party::Them);
    soon("the end", holding).await.expect("held");
    let dialogue = stage.dialogue(id).await;
    assert_eq!(dialogue.ended_reason.as_deref(), Some("the call was ended by this server"));
    assert_eq!(stage.recordings(id).await.len(), 1);
}
