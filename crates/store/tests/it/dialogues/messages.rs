//! Messages: each is there once, in order, and gets on.

use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_domain::*;
use colloquy_store::{StoreError, constraint, dialogue_messages};
use colloquy_testkit::{TestDatabase, samples};
use futures::future::join_all;
use time::Duration;

use super::begin;
use crate::{change, on_both_databases};

on_both_databases! {
    messages_are_read_in_order,
    what_comes_twice_is_one_message,
    a_message_gets_on_and_watchers_see_it,
}

/// Something that came in.
pub(super) fn message(dialogue: &Dialogue, position: u64) -> DialogueMessage {
    let id = DialogueMessageId::generate();
    DialogueMessage {
        id,
        workspace_id: dialogue.workspace_id,
        conversation_id: dialogue.conversation_id,
        position,
        sender: Sender::Customer,
        content: format!("{position}. \u{1f600}"),
        media_url: None,
        status: MessageStatus::Received,
        error: None,
        sid: format!("SM{}", id.0.simple()),
        channel_key: None,
        passage_ids: Vec::new(),
        created_at: dialogue.created_at,
        updated_at: dialogue.created_at,
    }
}

pub(super) async fn insert(database: &TestDatabase, channel: Channel, message: &DialogueMessage) -> bool {
    let own = message.clone();
    change!(database.store(), |tx| dialogue_messages::insert(tx, channel, &own).await).await.unwrap()
}

/// Dialogues by short message in workspaces of their own.
async fn dialogues(database: &TestDatabase) -> [Dialogue; 2] {
    let now = database.clock().now();
    let [one, other] = [(); 2].map(|()| samples::conversation(WorkspaceId::generate(), "dialogue:1", now));
    [begin(database, &one, Channel::Sms, |_| {}).await, begin(database, &other, Channel::Sms, |_| {}).await]
}

async fn messages_are_read_in_order(database: TestDatabase) {
    let conn = database.store().reader();
    let [dialogue, other] = dialogues(&database).await;
    let (id, other_id) = (dialogue.conversation_id, other.conversation_id);
    let made: Vec<DialogueMessage> = (1..=11)
        .map(|position| DialogueMessage {
            media_url: (position == 2).then(|| "https://pictures.example/1.jpg".to_owned()),
            passage_ids: vec![PassageId::generate(); usize::from(position == 3)],
            ..message(&dialogue, position)
        })
        .collect();
    for message in made.iter().rev() {
        assert!(insert(&database, Channel::Sms, message).await);
    }
    let theirs = message(&other, 1);
    assert!(insert(&database, Channel::Sms, &theirs).await);
    assert_eq!(dialogue_messages::list(conn, id).await.unwrap(), made);
    assert_eq!(dialogue_messages::after(conn, id, 9).await.unwrap(), made[9..]);
    assert_eq!(dialogue_messages::after(conn, id, 11).await.unwrap(), []);
    let nobody = ConversationId::generate();
    let many = dialogue_messages::list_many(conn, &[id, nobody, other_id]).await.unwrap();
    assert_eq!((many.len(), &many[&id], &many[&other_id]), (2, &made, &vec![theirs]));
    assert!(dialogue_messages::list_many(conn, &[]).await.unwrap().is_empty());
    // Nothing else may stand at a place that is taken.
    let twin = message(&dialogue, 3);
    let refused =
        change!(database.store(), |tx| dialogue_messages::insert(tx, Channel::Sms, &twin).await).await;
    assert!(matches!(refused, Err(StoreError::Database(_))), "{refused:?}");
}

async fn what_comes_twice_is_one_message(database: TestDatabase) {
    let conn = database.store().reader();
    let [dialogue, other] = dialogues(&database).await;
    let keyed = |dialogue: &Dialogue, position| DialogueMessage {
        channel_key: Some("SM1".to_owned()),
        ..message(dialogue, position)
    };
    let made: Vec<DialogueMessage> = (1..=8).map(|position| keyed(&dialogue, position)).collect();
    let inserted = join_all(made.iter().map(|message| insert(&database, Channel::Sms, message))).await;
    assert_eq!(inserted.iter().filter(|is_new| **is_new).count(), 1, "{inserted:?}");
    let found = dialogue_messages::list(conn, dialogue.conversation_id).await.unwrap();
    assert_eq!(found.len(), 1);
    // Another channel and another workspace have names of their own.
    let elsewhere = keyed(&dialogue, 20);
    assert!(insert(&database, Channel::Whatsapp, &elsewhere).await);
    assert!(insert(&database, Channel::Sms, &keyed(&other, 1)).await);
    let by_key = async |workspace_id, channel| {
        dialogue_messages::by_channel_key(conn, workspace_id, channel, "SM1").await.unwrap()
    };
    assert_eq!(by_key(dialogue.workspace_id, Channel::Sms).await.as_ref(), found.first());
    assert_eq!(by_key(dialogue.workspace_id, Channel::Whatsapp).await, Some(elsewhere));
    assert_eq!(by_key(dialogue.workspace_id, Channel::Email).await, None);
}

async fn a_message_gets_on_and_watchers_see_it(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let [dialogue, _] = dialogues(&database).await;
    let queued = |position| DialogueMessage {
        sender: Sender::Agent,
        status: MessageStatus::Queued,
        ..message(&dialogue, position)
    };
    let made: Vec<DialogueMessage> = (1..=4).map(queued).collect();
    for message in &made {
        assert!(insert(&database, Channel::Webchat, message).await);
    }
    let sent = DialogueMessage {
        status: MessageStatus::Sent,
        error: Some("only just".to_owned()),
        sid: "SM0123".to_owned(),
        channel_key: Some("SM0123".to_owned()),
        updated_at: now + Duration::SECOND,
        ..made[1].clone()
    };
    let own = sent.clone();
    change!(store, |tx| dialogue_messages::update(tx, &own).await).await.unwrap();
    assert_eq!(dialogue_messages::get(conn, sent.id).await.unwrap().as_ref(), Some(&sent));
    assert_eq!(dialogue_messages::by_sid(conn, "SM0123").await.unwrap().as_ref(), Some(&sent));
    assert_eq!(dialogue_messages::by_sid(conn, &made[1].sid).await.unwrap(), None);
    let id = sent.id;
    let locked = change!(store, |tx| dialogue_messages::get_for_update(tx, id).await).await.unwrap();
    assert_eq!(locked.as_ref(), Some(&sent));

    let changed = async |channel, since, limit| {
        let found = dialogue_messages::changed_since(conn, channel, since, limit).await.unwrap();
        found.into_iter().map(|message| message.position).collect::<Vec<_>>()
    };
    assert_eq!(changed(Channel::Webchat, now, 10).await, [1, 3, 4, 2]);
    assert_eq!(changed(Channel::Webchat, now, 2).await, [1, 3]);
    assert_eq!(changed(Channel::Webchat, now + Duration::SECOND, 10).await, [2]);
    assert_eq!(changed(Channel::Sms, now, 10).await, [0_u64; 0]);

    let twin = DialogueMessage { channel_key: Some("SM0123".to_owned()), ..made[0].clone() };
    let taken = change!(store, |tx| dialogue_messages::update(tx, &twin).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::DIALOGUE_MESSAGE_KEY), "{taken}");
    let foreign = DialogueMessage { workspace_id: WorkspaceId::generate(), ..sent };
    let refused = change!(store, |tx| dialogue_messages::update(tx, &foreign).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
}
