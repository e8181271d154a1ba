//! Calls that came in, and a process that holds them or has died.

use std::time::Duration;

use colloquy_app::dialogues::calls::{self, Answer, CallResult, Utterance};
use colloquy_app::dialogues::stale_calls::{self, HELD_FOR};
use colloquy_app::{App, DialogueLimits};
use colloquy_domain::ConversationId;
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::job::Queue;
use colloquy_domain::transcript::TranscriptSource;
use colloquy_store::transcripts;
use colloquy_testkit::TestDatabase;

use super::script::{CUSTOMER, OURS, Stage};
use crate::on_both_databases;

on_both_databases! {
    a_call_whose_process_died_ends_soon_and_frees_its_place,
    a_call_that_has_ended_leaves_nothing_behind,
}

const GREETING: &str = "Hello, this is Ada.";

/// A call that came in, and of which something was said.
async fn call(app: &App, route: &InboundRoute) -> ConversationId {
    let answered = calls::answer(app, route, Some(CUSTOMER), None).await.expect("an answer");
    let Answer::Dialogue(dialogue) = answered else { panic!("not taken: {answered:?}") };
    let id = dialogue.conversation_id;
    for status in [DialogueStatus::Answer, DialogueStatus::InProgress] {
        assert!(calls::advance(app, id, status).await.expect("noted"), "{status:?}");
    }
    let greeting = Utterance { text: GREETING.to_owned(), ..Utterance::default() };
    calls::said(app, id, greeting).await.expect("written").expect("a call that goes on");
    calls::heard(app, id, "Where is my order?", app.now())
        .await
        .expect("written")
        .expect("a call that goes on");
    id
}

impl Stage {
    /// Does the jobs of calls that are due; how many there were.
    async fn look_after_calls(&self) -> usize {
        let due = self.test.claim(Queue::Call).await;
        let count = due.len();
        for job in due {
            self.attempt(job).await;
        }
        count
    }
}

async fn a_call_whose_process_died_ends_soon_and_frees_its_place(database: TestDatabase) {
    let limits = DialogueLimits { calls_at_once: 1, ..DialogueLimits::default() };
    let stage = Stage::with_limits(database, limits).await;
    let route = stage.route(Channel::Call, Some(OURS)).await;
    let id = call(stage.app(), &route).await;
    // Half an hour with a process that holds it.
    for _ in 0..45 {
        stage.test.advance(HELD_FOR * 2 / 3);
        assert_eq!(stage.look_after_calls().await, 0, "nothing is due");
        assert!(stale_calls::renew(stage.app(), id).await.expect("renewed"));
    }
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::InProgress);
    let busy = calls::answer(stage.app(), &route, None, None).await.expect("an answer");
    assert!(matches!(busy, Answer::Busy), "{busy:?}");

    // It says nothing more.
    stage.test.advance(HELD_FOR + Duration::from_secs(1));
    assert_eq!(stage.look_after_calls().await, 1);
    let shown = stage.shown(id).await;
    assert_eq!(shown.dialogue.status, DialogueStatus::Failed);
    assert_eq!(shown.dialogue.ended_reason.as_deref(), Some("the process that held the call has ended"));
    assert!(shown.dialogue.ended_at.is_some());
    let transcript = transcripts::get(stage.app().store.reader(), id).await.expect("read");
    let transcript = transcript.expect("what was said");
    assert_eq!((transcript.source, transcript.entries.len()), (TranscriptSource::Live, 2));
    let next = calls::answer(stage.app(), &route, None, None).await.expect("an answer");
    assert!(matches!(next, Answer::Dialogue(_)), "its place is free: {next:?}");
    assert!(!stale_calls::renew(stage.app(), id).await.expect("too late"));
}

async fn a_call_that_has_ended_leaves_nothing_behind(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Call, Some(OURS)).await;
    let id = call(stage.app(), &route).await;
    assert!(stale_calls::renew(stage.app(), id).await.expect("renewed"));
    let result = CallResult {
        status: DialogueStatus::Completed,
        reason: None,
        ended_status: None,
        answered_at: None,
        recording: None,
    };
    calls::ended(stage.app(), id, result).await.expect("written");
    assert!(!stale_calls::renew(stage.app(), id).await.expect("nothing to do"));
    stage.test.advance(HELD_FOR + Duration::from_secs(1));
    assert_eq!(stage.look_after_calls().await, 1, "the job finds nothing to do");
    assert_eq!(stage.look_after_calls().await, 0);
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::Completed);
}
