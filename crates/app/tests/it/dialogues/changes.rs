//! What clients change of dialogues, and what that moves.

use std::time::Duration;

use colloquy_app::dialogues::calls::{self, Answer, CallResult};
use colloquy_app::dialogues::{self, DialogueChange};
use colloquy_app::setup::{self, WorkspaceChange};
use colloquy_app::{AppError, DialogueLimits};
use colloquy_domain::ConversationId;
use colloquy_domain::credential::Scopes;
use colloquy_domain::dialogue::{Channel, DialogueFilter, DialogueStatus};
use colloquy_domain::filter::Slice;
use colloquy_testkit::TestDatabase;

use super::script::{CUSTOMER, OURS, Stage};
use crate::on_both_databases;

on_both_databases! {
    a_status_that_goes_on_is_shown_until_the_dialogue_gets_further,
    what_waits_begins_whatever_it_is_shown_as,
    a_call_goes_on_whatever_it_is_shown_as,
    who_may_not_read_a_private_dialogue_changes_nothing,
}

impl Stage {
    /// Says how far a dialogue is; what it is shown as after that.
    async fn put(&self, id: ConversationId, status: DialogueStatus) -> DialogueStatus {
        let change = DialogueChange { status: Some(status), ..DialogueChange::default() };
        let changed = dialogues::change(self.app(), self.caller(), id, change).await.expect("changed");
        changed.dialogue.status
    }

    /// How many dialogues are listed under that status.
    async fn listed(&self, status: DialogueStatus) -> u64 {
        let filter = DialogueFilter { status: Some(status), ..DialogueFilter::default() };
        let slice = Slice { offset: 0, limit: 10 };
        let listed = dialogues::list(self.app(), self.caller(), &filter, slice).await.expect("a list");
        assert!(listed.rows.iter().all(|shown| shown.dialogue.status == status), "what a list shows");
        listed.total
    }
}

async fn a_status_that_goes_on_is_shown_until_the_dialogue_gets_further(database: TestDatabase) {
    use DialogueStatus::{Closed, Ongoing, Open, Processing, Queued};
    let stage = Stage::new(database).await;
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let id = created.dialogue.conversation_id;
    stage.work().await;
    for shown in [Queued, Processing] {
        assert_eq!(stage.put(id, shown).await, shown);
        let row = stage.row(id).await;
        assert_eq!((row.status, row.ended_at), (Open, None), "{shown:?}");
        assert_eq!((stage.listed(shown).await, stage.listed(Open).await), (1, 0), "{shown:?}");
    }
    assert_eq!(stage.put(id, Open).await, Open, "as it is");
    assert_eq!((stage.listed(Open).await, stage.listed(Processing).await), (1, 0));

    stage.put(id, Processing).await;
    stage.hears("When will it come?", "SM1", None).await;
    assert_eq!(stage.shown(id).await.dialogue.status, Ongoing, "it got further");
    assert_eq!((stage.listed(Ongoing).await, stage.listed(Processing).await), (1, 0));
    stage.work().await;
    assert_eq!(stage.post.sent().len(), 2, "and was answered");

    stage.put(id, Queued).await;
    assert_eq!(stage.put(id, Closed).await, Closed);
    assert!(stage.row(id).await.ended_at.is_some());
    assert_eq!((stage.listed(Closed).await, stage.listed(Queued).await), (1, 0));
    assert_eq!(stage.put(id, Processing).await, Processing, "what is over is shown as anything");
    assert_eq!(stage.row(id).await.status, Closed);
    assert_eq!((stage.listed(Closed).await, stage.listed(Processing).await), (0, 1));
}

async fn what_waits_begins_whatever_it_is_shown_as(database: TestDatabase) {
    let limits = DialogueLimits { begun_per_minute: 1, ..DialogueLimits::default() };
    let stage = Stage::with_limits(database, limits).await;
    dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let held = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let id = held.dialogue.conversation_id;
    assert_eq!(stage.put(id, DialogueStatus::InProgress).await, DialogueStatus::InProgress);
    stage.work().await;
    assert_eq!(stage.row(id).await.status, DialogueStatus::Queued);
    stage.test.advance(Duration::from_secs(61));
    stage.work().await;
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::Open);
    assert_eq!(stage.post.sent().len(), 2);
}

async fn a_call_goes_on_whatever_it_is_shown_as(database: TestDatabase) {
    let limits = DialogueLimits { calls_at_once: 1, ..DialogueLimits::default() };
    let stage = Stage::with_limits(database, limits).await;
    let route = stage.route(Channel::Call, Some(OURS)).await;
    let answered = calls::answer(stage.app(), &route, Some(CUSTOMER), None).await.expect("an answer");
    let Answer::Dialogue(dialogue) = answered else { panic!("not taken: {answered:?}") };
    let id = dialogue.conversation_id;
    for status in [DialogueStatus::Answer, DialogueStatus::InProgress] {
        assert!(calls::advance(stage.app(), id, status).await.expect("noted"));
    }
    for shown in [DialogueStatus::Queued, DialogueStatus::Processing] {
        assert_eq!(stage.put(id, shown).await, shown);
        assert!(!calls::is_over(stage.app(), id).await.expect("read"), "nobody hangs up");
        let busy = calls::answer(stage.app(), &route, None, None).await.expect("an answer");
        assert!(matches!(busy, Answer::Busy), "it holds its place: {busy:?}");
    }
    let heard = calls::heard(stage.app(), id, "Hello?", stage.app().now()).await.expect("written");
    assert!(heard.is_some());
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::InProgress);
    let result = CallResult {
        status: DialogueStatus::Completed,
        reason: None,
        ended_status: None,
        answered_at: None,
        recording: None,
    };
    calls::ended(stage.app(), id, result).await.expect("written");
    assert_eq!(stage.shown(id).await.dialogue.status, DialogueStatus::Completed);
}

async fn who_may_not_read_a_private_dialogue_changes_nothing(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let private = WorkspaceChange { private_by_default: Some(true), ..WorkspaceChange::default() };
    setup::change_workspace(stage.app(), stage.workspace_id(), private).await.expect("changed");
    let created = dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let id = created.dialogue.conversation_id;
    let change =
        || DialogueChange { note: Some("seen".into()), agent_id: None, status: Some(DialogueStatus::Closed) };
    // Not even one that may change what is private.
    let scopes = ["calls:read", "calls:write", "engagements:private:write"];
    let other = stage.key(stage.workspace_id(), Scopes::parse(scopes).expect("scopes")).await;
    let refused = dialogues::change(stage.app(), &other, id, change()).await;
    assert!(matches!(refused, Err(AppError::NotFound("call"))), "{refused:?}");
    let nowhere = dialogues::change(stage.app(), &other, ConversationId::generate(), change()).await;
    assert!(matches!(nowhere, Err(AppError::NotFound("call"))), "{nowhere:?}");
    let row = stage.row(id).await;
    assert_eq!((row.note, row.ended_at, row.status), (None, None, DialogueStatus::Pending));
    let changed = dialogues::change(stage.app(), stage.caller(), id, change()).await.expect("changed");
    assert_eq!(changed.dialogue.note.as_deref(), Some("seen"));
}
