//! What goes when the conversation that a dialogue is goes.

use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::*;
use colloquy_store::{NewJob, dialogue_messages, dialogues, erase, jobs};
use colloquy_testkit::{TestDatabase, samples};

use super::begin;
use super::messages::{insert, message};
use crate::{change, on_both_databases};

on_both_databases! { a_dialogue_goes_with_its_conversation }

/// More than one statement names.
const MESSAGES: u64 = 600;

/// A dialogue with a message, a job of each kind, and a note that it was begun.
async fn made(database: &TestDatabase, workspace_id: WorkspaceId, name: &str) -> (Dialogue, DialogueMessage) {
    let now = database.clock().now();
    let conversation = samples::conversation(workspace_id, name, now);
    let dialogue = begin(database, &conversation, Channel::Sms, |_| {}).await;
    let message =
        DialogueMessage { sender: Sender::Agent, status: MessageStatus::Queued, ..message(&dialogue, 1) };
    assert!(insert(database, Channel::Sms, &message).await);
    let (own, conversation_id, message_id) = (dialogue.clone(), dialogue.conversation_id, message.id);
    let kinds = [
        JobKind::BeginDialogue { conversation_id },
        JobKind::Reply { conversation_id },
        JobKind::DialogueIdle { conversation_id },
        JobKind::PlaceCall { conversation_id },
        JobKind::SendMessage { message_id },
    ];
    let new = kinds.map(|kind| NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind,
        run_at: now,
        max_attempts: 6,
        dedupe_key: None,
    });
    change!(database.store(), |tx| {
        dialogues::note_begun(tx, &own, now).await?;
        jobs::enqueue(tx, new.into()).await
    })
    .await
    .unwrap();
    (dialogue, message)
}

async fn a_dialogue_goes_with_its_conversation(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let (erased, erased_message) = made(&database, workspace_id, "dialogue:1").await;
    let (stays, stays_message) = made(&database, workspace_id, "dialogue:2").await;
    let others = erased.clone();
    change!(store, |tx| {
        for position in 2..=MESSAGES {
            let more = DialogueMessage { sender: Sender::Agent, ..message(&others, position) };
            dialogue_messages::insert(tx, Channel::Sms, &more).await?;
        }
        Ok::<_, colloquy_store::StoreError>(())
    })
    .await
    .unwrap();
    let waiting = async || {
        let counts = jobs::counts(conn, now).await.unwrap();
        let own = counts
            .iter()
            .filter(|count| matches!(count.queue, Queue::Converse | Queue::Send | Queue::Call))
            .map(|count| count.due);
        own.sum::<u64>()
    };
    assert_eq!(waiting().await, 10);
    let id = erased.conversation_id;
    // Another workspace takes nothing.
    let stranger = WorkspaceId::generate();
    change!(store, |tx| erase::delete_jobs(tx, stranger, id).await).await.unwrap();
    assert_eq!(waiting().await, 10);

    change!(store, |tx| {
        dialogues::hide_of_conversation(tx, id, now).await?;
        erase::conversation(tx, workspace_id, id).await
    })
    .await
    .unwrap();
    assert_eq!(waiting().await, 5);
    assert_eq!(dialogues::get_any(conn, id).await.unwrap(), None);
    assert_eq!(dialogue_messages::get(conn, erased_message.id).await.unwrap(), None);
    assert_eq!(dialogue_messages::list(conn, id).await.unwrap(), []);
    assert_eq!(dialogues::begun_since(conn, workspace_id, now).await.unwrap(), 1);
    let left = dialogues::get_any(conn, stays.conversation_id).await.unwrap();
    assert_eq!(left, Some(stays));
    assert_eq!(dialogue_messages::get(conn, stays_message.id).await.unwrap(), Some(stays_message));
}
