//! Whose a message is where a number serves several workspaces, and whom it concerns who wants no more of them.

use colloquy_app::dialogues::{self, Arrival, DialogueChange, NewDialogue};
use colloquy_app::keys::Caller;
use colloquy_app::{AppError, do_not_contact};
use colloquy_domain::ConversationId;
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_testkit::TestDatabase;

use super::refused;
use super::script::{CUSTOMER, OURS, Stage};
use crate::on_both_databases;

on_both_databases! {
    what_comes_to_a_number_with_a_route_is_that_workspaces,
    what_comes_to_a_number_without_one_belongs_to_who_wrote_from_it,
    who_says_stop_is_left_in_peace_by_all_who_wrote_from_that_number,
    a_wish_that_comes_again_changes_nothing,
    customers_take_back_only_what_they_said_themselves,
}

impl Stage {
    async fn begin(&self, caller: &Caller, new: NewDialogue) -> ConversationId {
        let created = dialogues::create(self.app(), caller, new).await.expect("created");
        self.work().await;
        created.dialogue.conversation_id
    }

    async fn close(&self, caller: &Caller, id: ConversationId) {
        let change = DialogueChange { status: Some(DialogueStatus::Closed), ..DialogueChange::default() };
        dialogues::change(self.app(), caller, id, change).await.expect("closed");
    }

    /// Whether the workspace of that caller may write to the customer.
    async fn may_write(&self, caller: &Caller, new: NewDialogue) -> bool {
        match dialogues::create(self.app(), caller, new).await {
            Ok(created) => {
                self.close(caller, created.dialogue.conversation_id).await;
                true
            }
            Err(error @ AppError::Invalid(_)) => {
                assert_eq!(refused(error).1, "do_not_contact");
                false
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

fn place(arrival: Arrival) -> (ConversationId, bool) {
    match arrival {
        Arrival::Taken(taken) => (taken.conversation_id, taken.is_new),
        other => panic!("not taken: {other:?}"),
    }
}

async fn what_comes_to_a_number_with_a_route_is_that_workspaces(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let firm = stage.firm(Some(OURS)).await;
    let ours = stage.begin(stage.caller(), stage.sms()).await;
    let theirs = stage.begin(&firm.caller, stage.sms_of(&firm)).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    assert_eq!(place(stage.hears("Hello", "SM1", Some(&route)).await), (ours, true));
    stage.close(stage.caller(), ours).await;
    // Also where only the other one writes with this customer: it is a dialogue of ours that begins.
    let (begun, is_new) = place(stage.hears("Anybody?", "SM2", Some(&route)).await);
    assert!(is_new && begun != theirs && begun != ours);
    assert_eq!(stage.row(begun).await.workspace_id, stage.workspace_id());
    assert_eq!(stage.row(theirs).await.message_count, 1);
}

async fn what_comes_to_a_number_without_one_belongs_to_who_wrote_from_it(database: TestDatabase) {
    let stage = Stage::new(database).await;
    // Which number the provider chose for this one nobody knows.
    let unknown = stage.firm(None).await;
    let chosen = stage.begin(&unknown.caller, stage.sms_of(&unknown)).await;
    assert_eq!(stage.row(chosen).await.agent_phone, None);
    assert_eq!(stage.hears("Hello", "SM1", None).await, Arrival::Unrouted);

    let ours = stage.begin(stage.caller(), stage.sms()).await;
    assert_eq!(place(stage.hears("Hello", "SM2", None).await), (ours, true));
    let elsewhere = stage.hears_at("+12025550111", "Hello", "SM3", None).await;
    assert_eq!(elsewhere, Arrival::Unrouted);
    // What comes again when that dialogue is over is no answer to another one.
    stage.close(stage.caller(), ours).await;
    let next = stage.begin(stage.caller(), stage.sms()).await;
    assert_eq!(place(stage.hears("Hello", "SM2", None).await), (ours, false));
    assert_eq!(stage.row(next).await.message_count, 1);
}

async fn who_says_stop_is_left_in_peace_by_all_who_wrote_from_that_number(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let firm = stage.firm(Some(OURS)).await;
    assert_eq!(stage.hears("STOP", "SM1", None).await, Arrival::Unrouted, "nobody ever wrote");
    assert!(stage.may_write(stage.caller(), stage.sms()).await);
    // No dialogue goes on, and there is no route.
    assert_eq!(stage.hears("stop", "SM2", None).await, Arrival::Noted);
    assert!(!stage.may_write(stage.caller(), stage.sms()).await);
    assert!(stage.may_write(&firm.caller, stage.sms_of(&firm)).await, "it had not written");
    assert_eq!(stage.hears("start", "SM3", None).await, Arrival::Noted);
    assert!(stage.may_write(stage.caller(), stage.sms()).await);

    // Both have written by now.
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    assert_eq!(stage.hears("stop", "SM4", Some(&route)).await, Arrival::Noted);
    assert!(!stage.may_write(stage.caller(), stage.sms()).await);
    assert!(!stage.may_write(&firm.caller, stage.sms_of(&firm)).await);
    assert_eq!(stage.hears("start", "SM5", Some(&route)).await, Arrival::Noted);
    assert!(stage.may_write(stage.caller(), stage.sms()).await);
    assert!(stage.may_write(&firm.caller, stage.sms_of(&firm)).await);
}

async fn a_wish_that_comes_again_changes_nothing(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let may_write = async || stage.may_write(stage.caller(), stage.sms()).await;
    let wishes = async |text, key| stage.hears(text, key, None).await;
    assert!(may_write().await);
    for (text, key, after) in [
        ("stop", "SM1", false),
        ("start", "SM2", true),
        ("stop", "SM1", true),
        ("stop", "SM3", false),
        ("start", "SM2", false),
        ("start", "SM4", true),
        ("stop", "SM3", true),
    ] {
        assert_eq!(wishes(text, key).await, Arrival::Noted, "{text} {key}");
        assert_eq!(may_write().await, after, "after {text} {key}");
    }
    // It ends no dialogue either.
    let id = stage.begin(stage.caller(), stage.sms()).await;
    assert_eq!(wishes("stop", "SM3").await, Arrival::Noted);
    assert_eq!(stage.row(id).await.status, DialogueStatus::Open);
    // "Yes" is an answer, and stays one.
    let said = place(wishes("Yes", "SM5").await);
    assert_eq!(said, (id, true));
    assert_eq!(place(wishes("stop", "SM6").await), (id, true));
    assert_eq!(place(wishes("Yes", "SM5").await), (id, false));
    assert!(!may_write().await);
    assert_eq!(place(wishes("stop", "SM6").await), (id, false));
}

async fn customers_take_back_only_what_they_said_themselves(database: TestDatabase) {
    let stage = Stage::new(database).await;
    assert!(stage.may_write(stage.caller(), stage.sms()).await);
    let (app, own) = (stage.app(), stage.workspace_id());
    let reason = Some("asked by letter".to_owned());
    do_not_contact::put(app, own, CUSTOMER, reason).await.expect("put");
    assert_eq!(stage.hears("start", "SM1", None).await, Arrival::Unrouted, "nobody had opted out");
    assert!(!stage.may_write(stage.caller(), stage.sms()).await);
    assert_eq!(stage.hears("stop", "SM2", None).await, Arrival::Noted);
    assert_eq!(stage.hears("start", "SM3", None).await, Arrival::Unrouted);
    assert!(!stage.may_write(stage.caller(), stage.sms()).await);
    do_not_contact::remove(app, own, CUSTOMER).await.expect("removed");
    assert!(stage.may_write(stage.caller(), stage.sms()).await);
}
