//! Dialogues from their first message to their transcript, with a model and a channel that follow a script.

mod changes;
mod create;
mod order;
mod owners;
mod post;
mod script;
mod stale_calls;
mod turns;

use std::time::Duration;

use colloquy_app::dialogues::webchat::{self, Visitor};
use colloquy_app::dialogues::{self, Arrival, DialogueChange};
use colloquy_app::{AppError, DialogueLimits};
use colloquy_domain::dialogue::{Channel, DialogueFilter, DialogueStatus};
use colloquy_domain::dialogue_message::{MessageStatus, Sender};
use colloquy_domain::filter::Slice;
use colloquy_domain::job::Queue;
use colloquy_domain::transcript::TranscriptSource;
use colloquy_store::{conversations, transcripts};
use colloquy_testkit::TestDatabase;

use self::script::{CUSTOMER, OURS, Stage};
use crate::on_both_databases;

on_both_databases! {
    a_dialogue_by_sms_goes_from_its_first_message_to_its_transcript,
    what_is_delivered_twice_is_one_message,
    what_comes_in_during_a_turn_is_answered_by_the_next_one,
    who_is_over_a_cap_waits_for_its_turn,
    nobody_is_written_to_who_opted_out,
    silence_stalls_a_chat_and_ends_every_dialogue,
    a_message_that_does_not_go_out_is_tried_again_and_given_up,
    what_never_reached_the_customer_was_not_said,
    what_a_visitor_says_is_kept_once_and_answered,
}

/// Field, code and words of the first problem.
fn refused(error: AppError) -> (String, &'static str, String) {
    match error {
        AppError::Invalid(mut problems) => {
            let problem = problems.remove(0);
            (problem.field, problem.code, problem.message)
        }
        other => panic!("{other:?}"),
    }
}

async fn a_dialogue_by_sms_goes_from_its_first_message_to_its_transcript(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    assert!(!created.is_held && created.access.is_none());
    let id = created.dialogue.conversation_id;
    assert_eq!(created.dialogue.status, DialogueStatus::Pending);
    let shown = stage.shown(id).await;
    assert_eq!(shown.messages[0].content, "Hello John, this is Ada.");
    assert_eq!(shown.messages[0].status, MessageStatus::Queued);

    stage.work().await;
    let shown = stage.shown(id).await;
    assert_eq!(
        (shown.dialogue.status, shown.messages[0].status),
        (DialogueStatus::Open, MessageStatus::Sent)
    );
    let sent = stage.post.sent();
    assert_eq!((sent.len(), sent[0].to.as_str(), sent[0].from.as_deref()), (1, CUSTOMER, Some(OURS)));
    let sid = shown.messages[0].sid.clone();
    let report = |status| dialogues::reports(stage.app(), None, Channel::Sms, &sid, status, None);
    assert!(report(MessageStatus::Read).await.expect("noted"));
    assert!(report(MessageStatus::Delivered).await.expect("too late, and no error"));
    assert_eq!(stage.shown(id).await.messages[0].status, MessageStatus::Read);

    stage.test.advance(Duration::from_secs(10));
    stage.chat.says("On Tuesday.");
    let arrival = stage.hears("When will it come?", "SM1", None).await;
    assert!(matches!(arrival, Arrival::Taken(taken) if taken.conversation_id == id && taken.is_new));
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::Ongoing);
    stage.work().await;
    assert_eq!(stage.post.sent().last().expect("an answer").text, "On Tuesday.");

    stage.test.advance(Duration::from_secs(10));
    stage.hears("Bye!", "SM2", None).await;
    stage.work().await;
    let shown = stage.shown(id).await;
    assert_eq!(shown.dialogue.status, DialogueStatus::Resolved);
    let senders: Vec<Sender> = shown.messages.iter().map(|message| message.sender).collect();
    assert_eq!(senders, [Sender::Agent, Sender::Customer, Sender::Agent, Sender::Customer, Sender::Agent]);
    assert!(shown.messages.iter().all(|message| message.status != MessageStatus::Queued));
    assert_eq!(stage.post.sent().len(), 3, "the closing words go out although the dialogue is over");

    let reader = stage.app().store.reader();
    let transcript = transcripts::get(reader, id).await.expect("read").expect("a transcript");
    assert_eq!((transcript.source, transcript.entries.len()), (TranscriptSource::Live, 5));
    assert!((transcript.entries[1].start_seconds - 10.0).abs() < 0.01);
    let own = stage.workspace_id();
    let conversation = conversations::get(reader, own, id).await.expect("read").expect("there");
    assert_eq!(conversation.duration_seconds(), Some(20));
    assert_eq!(stage.test.claim(Queue::Transcribe).await.len(), 1, "it is analysed like any other");

    // What comes now begins nothing: there is no route.
    assert_eq!(stage.hears("One more thing", "SM3", None).await, Arrival::Unrouted);
    let change = DialogueChange {
        note: Some("follow up".into()),
        agent_id: None,
        status: Some(DialogueStatus::Ongoing),
    };
    let changed = dialogues::change(stage.app(), stage.caller(), id, change).await.expect("changed");
    assert_eq!(changed.dialogue.status, DialogueStatus::Ongoing, "people may set any status");
    assert_eq!(stage.hears("Hello?", "SM4", None).await, Arrival::Unrouted, "and bring nothing back");
}

async fn what_is_delivered_twice_is_one_message(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    let both = tokio::join!(stage.hears("Hi", "SM1", Some(&route)), stage.hears("Hi", "SM1", Some(&route)),);
    let (Arrival::Taken(one), Arrival::Taken(other)) = both else { panic!("{both:?}") };
    assert_eq!((one.conversation_id, one.message_id), (other.conversation_id, other.message_id));
    assert!(one.is_new != other.is_new);
    let late = stage.hears("Hi", "SM1", Some(&route)).await;
    assert!(matches!(late, Arrival::Taken(taken) if !taken.is_new && taken.message_id == one.message_id));
    let both = tokio::join!(
        stage.hears("Still there?", "SM2", Some(&route)),
        stage.hears("Anybody?", "SM3", Some(&route)),
    );
    let (Arrival::Taken(two), Arrival::Taken(three)) = both else { panic!("{both:?}") };
    assert_eq!((two.conversation_id, three.conversation_id), (one.conversation_id, one.conversation_id));
    let shown = stage.shown(one.conversation_id).await;
    let positions: Vec<u64> = shown.messages.iter().map(|message| message.position).collect();
    assert_eq!(positions, [1, 2, 3]);
    stage.work().await;
    assert_eq!(stage.post.sent().len(), 1, "one answer to all");
    let all = DialogueFilter { channel: Some(Channel::Sms), ..DialogueFilter::default() };
    let slice = Slice { offset: 0, limit: 10 };
    let listed = dialogues::list(stage.app(), stage.caller(), &all, slice).await.expect("a list");
    assert_eq!((listed.total, listed.rows[0].messages.len()), (1, 4));
}

async fn what_comes_in_during_a_turn_is_answered_by_the_next_one(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    stage.chat.says("first answer");
    stage.chat.says("second answer");
    let Arrival::Taken(taken) = stage.hears("first question", "SM1", Some(&route)).await else {
        panic!("not taken")
    };
    stage.chat.close();
    let turn = async {
        for job in stage.test.claim(Queue::Converse).await {
            stage.attempt(job).await;
        }
    };
    let meanwhile = async {
        stage.chat.entered().await;
        stage.hears("second question", "SM2", Some(&route)).await;
        stage.chat.open();
    };
    tokio::join!(turn, meanwhile);
    let shown = stage.shown(taken.conversation_id).await;
    assert_eq!((shown.messages.len(), shown.dialogue.answered_to), (3, 1));
    stage.work().await;
    let said: Vec<String> = stage
        .shown(taken.conversation_id)
        .await
        .messages
        .into_iter()
        .map(|message| message.content)
        .collect();
    assert_eq!(said, ["first question", "second question", "first answer", "second answer"]);
    let asked = stage.chat.asked();
    assert_eq!(asked, ["first question", "second question"], "each turn ends with what it answers");
    stage.work().await;
    assert_eq!(stage.chat.asked().len(), 2, "nothing is left to answer");
}

async fn who_is_over_a_cap_waits_for_its_turn(database: TestDatabase) {
    let limits = DialogueLimits { begun_per_minute: 1, ..DialogueLimits::default() };
    let stage = Stage::with_limits(database, limits).await;
    let first = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let second = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    assert!(!first.is_held && second.is_held);
    let id = second.dialogue.conversation_id;
    for _ in 0..2 {
        stage.test.advance(Duration::from_secs(2));
        stage.work().await;
        assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::Queued);
    }
    assert_eq!(stage.post.sent().len(), 1);
    stage.test.advance(Duration::from_secs(60));
    stage.work().await;
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::Open);
    assert_eq!(stage.post.sent().len(), 2);
}

async fn nobody_is_written_to_who_opted_out(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let id = created.dialogue.conversation_id;
    stage.work().await;
    assert!(matches!(stage.hears("STOP", "SM1", None).await, Arrival::Taken(_)));
    stage.work().await;
    let shown = stage.shown(id).await;
    assert_eq!((shown.dialogue.status, shown.messages.len()), (DialogueStatus::Closed, 2));
    assert_eq!(stage.post.sent().len(), 1, "nobody answers");

    let error = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect_err("refused");
    let (field, code, _) = refused(error);
    assert_eq!((field.as_str(), code), ("customerPhone", "do_not_contact"));

    // Somebody who writes is heard and gets no answer.
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    let Arrival::Taken(taken) = stage.hears("Hello", "SM2", Some(&route)).await else { panic!("not taken") };
    stage.work().await;
    let shown = stage.shown(taken.conversation_id).await;
    assert_eq!(shown.dialogue.status, DialogueStatus::Canceled);
    assert_eq!(shown.messages[1].status, MessageStatus::Failed);
    assert_eq!(stage.post.sent().len(), 1);

    assert_eq!(stage.hears("start", "SM3", Some(&route)).await, Arrival::Noted);
    dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("allowed again");
    stage.work().await;
    assert_eq!(stage.post.sent().len(), 2);
}

async fn silence_stalls_a_chat_and_ends_every_dialogue(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Webchat, None).await;
    let chat = webchat::open(stage.app(), &route, Visitor::default()).await.expect("open");
    let (chat_id, access) = (chat.dialogue.conversation_id, chat.access.expect("a word"));
    let sms = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let status = async |id| stage.shown(id).await.dialogue.status;
    stage.test.advance(Duration::from_secs(4 * 60));
    stage.work().await;
    assert_eq!(status(chat_id).await, DialogueStatus::Open);
    webchat::say(stage.app(), &access, "1", "Hi").await.expect("said");
    stage.test.advance(Duration::from_secs(4 * 60));
    stage.work().await;
    assert_eq!(status(chat_id).await, DialogueStatus::Ongoing, "somebody spoke four minutes ago");
    stage.test.advance(Duration::from_secs(2 * 60));
    stage.work().await;
    assert_eq!(status(chat_id).await, DialogueStatus::Stalled);
    webchat::say(stage.app(), &access, "2", "I am back").await.expect("said");
    stage.work().await;
    assert_eq!(status(chat_id).await, DialogueStatus::Ongoing);
    stage.test.advance(Duration::from_secs(6 * 60));
    stage.work().await;
    assert_eq!(status(chat_id).await, DialogueStatus::Stalled, "the job waits no longer than it has to");
    stage.test.advance(Duration::from_secs(24 * 60 * 60));
    stage.work().await;
    assert_eq!(status(chat_id).await, DialogueStatus::Expired);
    let late = webchat::say(stage.app(), &access, "3", "Too late?").await;
    assert!(matches!(late, Err(AppError::Conflict(_))));
    assert_eq!(status(sms.dialogue.conversation_id).await, DialogueStatus::Open);
    stage.test.advance(Duration::from_secs(72 * 60 * 60));
    stage.work().await;
    let shown = stage.shown(sms.dialogue.conversation_id).await;
    assert_eq!(shown.dialogue.status, DialogueStatus::Expired);
    assert_eq!(shown.dialogue.ended_reason.as_deref(), Some("nobody said anything for too long"));
}

async fn a_message_that_does_not_go_out_is_tried_again_and_given_up(database: TestDatabase) {
    let stage = Stage::new(database).await;
    stage.post.fail("busy", true);
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let id = created.dialogue.conversation_id;
    stage.work().await;
    let shown = stage.shown(id).await;
    assert_eq!(
        (shown.dialogue.status, shown.messages[0].status),
        (DialogueStatus::Pending, MessageStatus::Sending)
    );
    stage.test.advance(Duration::from_secs(3));
    stage.work().await;
    assert_eq!(stage.shown(id).await.messages[0].status, MessageStatus::Sent);
    assert_eq!(stage.post.sent().len(), 1);

    stage.post.fail("no such number", false);
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    stage.work().await;
    let shown = stage.shown(created.dialogue.conversation_id).await;
    assert_eq!(
        (shown.dialogue.status, shown.messages[0].status),
        (DialogueStatus::Failed, MessageStatus::Failed)
    );
    assert_eq!(shown.dialogue.ended_reason.as_deref(), Some("no such number"));
    assert_eq!(stage.post.sent().len(), 1, "it is not tried again");
}

async fn what_never_reached_the_customer_was_not_said(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let id = created.dialogue.conversation_id;
    stage.work().await;
    stage.hears("When will it come?", "SM1", None).await;
    stage.chat.says("On Tuesday.");
    stage.post.fail("the number is barred", false);
    stage.work().await;
    stage.hears("Hello?", "SM2", None).await;
    stage.chat.says("On Wednesday.");
    stage.work().await;
    stage.hears("Bye!", "SM3", None).await;
    stage.work().await;
    let shown = stage.shown(id).await;
    assert_eq!(
        (shown.dialogue.status, shown.messages[2].status),
        (DialogueStatus::Resolved, MessageStatus::Failed)
    );
    let transcript = transcripts::get(stage.app().store.reader(), id).await.expect("read").expect("there");
    let said: Vec<&str> = transcript.entries.iter().map(|entry| entry.text.as_str()).collect();
    let expected = ["Hello John, this is Ada.", "When will it come?", "Hello?", "On Wednesday.", "Bye!"];
    assert_eq!(said[..5], expected);
    assert_eq!(said.len(), 6, "and the closing words");
    // What the first message never reached was no conversation.
    stage.post.fail("no such number", false);
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    stage.work().await;
    let id = created.dialogue.conversation_id;
    assert_eq!(stage.row(id).await.status, DialogueStatus::Failed);
    let transcript = transcripts::get(stage.app().store.reader(), id).await.expect("read");
    assert!(transcript.is_none());
}

async fn what_a_visitor_says_is_kept_once_and_answered(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Webchat, None).await;
    let visitor = Visitor { name: Some("Jo Roe".into()), ..Visitor::default() };
    let chat = webchat::open(stage.app(), &route, visitor).await.expect("open");
    let (id, access) = (chat.dialogue.conversation_id, chat.access.expect("a word"));
    assert_eq!(chat.dialogue.status, DialogueStatus::Open);
    assert_eq!(stage.shown(id).await.messages[0].content, "Hello Jo, this is Ada.");
    let stranger = webchat::join(stage.app(), "nonsense").await;
    assert!(matches!(stranger, Err(AppError::Unauthorized(_))));
    stage.chat.says("Gladly.");
    let said = webchat::say(stage.app(), &access, "c1", "Help me").await.expect("said");
    let again = webchat::say(stage.app(), &access, "c1", "Help me").await.expect("said");
    assert_eq!(said, again);
    stage.work().await;
    webchat::delivered(stage.app(), id, 1).await.expect("noted");
    webchat::seen(stage.app(), id, 3).await.expect("noted");
    webchat::delivered(stage.app(), id, 3).await.expect("late");
    let shown = stage.shown(id).await;
    let told: Vec<(&str, MessageStatus)> =
        shown.messages.iter().map(|message| (message.content.as_str(), message.status)).collect();
    let expected = [
        ("Hello Jo, this is Ada.", MessageStatus::Read),
        ("Help me", MessageStatus::Received),
        ("Gladly.", MessageStatus::Read),
    ];
    assert_eq!(told, expected);
    webchat::close(stage.app(), &access).await.expect("closed");
    webchat::close(stage.app(), &access).await.expect("closed already");
    assert_eq!(webchat::join(stage.app(), &access).await.expect("still").status, DialogueStatus::Closed);
    assert_eq!(stage.test.claim(Queue::Transcribe).await.len(), 1);
}
