//! Who may begin, in what order, and how much somebody was written to.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, Sender};
use colloquy_domain::*;
use colloquy_store::dialogues::{self, Caps, Standing};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use super::messages::{insert, message};
use super::{begin, update};
use crate::{change, on_both_databases};

on_both_databases! {
    those_begin_first_that_were_made_first,
    what_was_said_to_a_customer_is_counted_over_dialogues,
}

/// One of a workspace, made so many seconds from now.
fn conversation(workspace_id: WorkspaceId, now: Instant, seconds: i64) -> Conversation {
    let at = now + Duration::seconds(seconds);
    samples::conversation(workspace_id, &format!("dialogue:{seconds}"), at)
}

async fn those_begin_first_that_were_made_first(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let mut texts = Vec::new();
    let mut calls = Vec::new();
    for number in 0..12 {
        let sms = conversation(workspace_id, now, number);
        texts.push(begin(&database, &sms, Channel::Sms, |_| {}).await);
        let call = conversation(workspace_id, now, 100 - number);
        calls.push(begin(&database, &call, Channel::Call, |_| {}).await);
    }
    let elsewhere = conversation(WorkspaceId::generate(), now - Duration::HOUR, 0);
    begin(&database, &elsewhere, Channel::Sms, |_| {}).await;

    let free = Caps { calls: 2, begun: None, since: now };
    let three = Caps { begun: Some(3), ..free };
    let standing = async |dialogue: &Dialogue, caps| {
        let found: Standing = dialogues::standing(conn, dialogue, caps).await.unwrap();
        (found.room, found.older, found.may_begin())
    };
    assert_eq!(standing(&texts[0], three).await, (3, 0, true));
    assert_eq!(standing(&texts[2], three).await, (3, 2, true));
    assert_eq!(standing(&texts[3], three).await, (3, 3, false));
    assert_eq!(standing(&texts[11], three).await, (3, 11, false));
    assert!(standing(&texts[11], free).await.2, "nothing holds a message back but beginnings");
    // Calls wait for calls alone; the last one was made first.
    assert_eq!(standing(&calls[11], free).await, (2, 0, true));
    assert_eq!(standing(&calls[9], free).await, (2, 2, false));
    // Of very many not all are counted.
    let none = Caps { begun: Some(0), ..free };
    let (room, older, _) = standing(&texts[11], none).await;
    assert!(room == 0 && (5..=11).contains(&older), "{older}");

    // What has begun, and what was called off, is not waited for.
    let own = texts[0].clone();
    change!(store, |tx| dialogues::note_begun(tx, &own, now).await).await.unwrap();
    for (begun, status) in [(&texts[0], DialogueStatus::Open), (&texts[1], DialogueStatus::Canceled)] {
        update(&database, &Dialogue { status, ..begun.clone() }).await.unwrap();
    }
    assert_eq!(standing(&texts[3], three).await, (2, 1, true));
    let ringing = Dialogue { status: DialogueStatus::Ringing, ..calls[11].clone() };
    update(&database, &ringing).await.unwrap();
    assert_eq!(standing(&calls[10], free).await, (1, 0, true));
    assert_eq!(standing(&calls[9], free).await, (1, 1, false));
}

async fn what_was_said_to_a_customer_is_counted_over_dialogues(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let customer = |own: &mut Dialogue| own.customer_phone = Some("+4915112345678".to_owned());
    let mut made = Vec::new();
    for (number, (workspace_id, channel)) in [
        (workspace_id, Channel::Sms),
        (workspace_id, Channel::Sms),
        (workspace_id, Channel::Whatsapp),
        (workspace_id, Channel::Webchat),
        (WorkspaceId::generate(), Channel::Sms),
    ]
    .into_iter()
    .enumerate()
    {
        let own = conversation(workspace_id, now, i64::try_from(number).unwrap());
        let dialogue = begin(&database, &own, channel, customer).await;
        for (position, sender, minutes) in [
            (1, Sender::Agent, -61),
            (2, Sender::Customer, -2),
            (3, Sender::Agent, -2),
            (4, Sender::Agent, 0),
        ] {
            let created_at = now + Duration::minutes(minutes);
            let said = DialogueMessage { sender, created_at, ..message(&dialogue, position) };
            insert(&database, channel, &said).await;
        }
        made.push(dialogue);
    }
    let stranger = conversation(workspace_id, now, 10);
    let stranger = begin(&database, &stranger, Channel::Sms, |_| {}).await;
    insert(&database, Channel::Sms, &DialogueMessage { sender: Sender::Agent, ..message(&stranger, 1) })
        .await;

    let said = async |dialogue: &Dialogue| {
        dialogues::said_since(conn, dialogue, now - Duration::HOUR).await.unwrap()
    };
    assert_eq!(said(&made[0]).await, 4, "two in each of the two");
    assert_eq!(said(&made[2]).await, 2);
    assert_eq!(said(&made[3]).await, 2, "nobody knows who visits a page");
    assert_eq!(said(&made[4]).await, 2);
    assert_eq!(said(&stranger).await, 1);
    // Nobody has written in the other one lately.
    let old = Dialogue { updated_at: now - Duration::hours(2), ..made[1].clone() };
    update(&database, &old).await.unwrap();
    assert_eq!(said(&made[0]).await, 2);
}
