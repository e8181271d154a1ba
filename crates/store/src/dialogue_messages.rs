//! Messages of dialogues. They go with their dialogue, when its conversation is erased.

use std::collections::HashMap;

use colloquy_domain::dialogue::Channel;
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_domain::{ConversationId, DialogueMessageId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{
    Fields, execute_one, insert_or, json, micros, number, query_all, query_by_conversation, query_one,
    row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, conversation_id, position, sender, content, media_url, status, error, sid, \
                       channel_key, passage_ids, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<DialogueMessage, StoreError> {
    Ok(DialogueMessage {
        id: DialogueMessageId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        conversation_id: ConversationId(row.uuid()?),
        position: row.number()?,
        sender: row.word(Sender::parse)?,
        content: row.take()?,
        media_url: row.take()?,
        status: row.word(MessageStatus::parse)?,
        error: row.take()?,
        sid: row.take()?,
        channel_key: row.take()?,
        passage_ids: row.json()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a message, which came or goes by that channel. False where the workspace has one already under its
/// `channel_key` there: then nothing is written.
pub async fn insert(tx: &Tx, channel: Channel, message: &DialogueMessage) -> Result<bool, StoreError> {
    let row: Vec<Value> = values![
        message.id.0,
        message.workspace_id.0,
        message.conversation_id.0,
        number(message.position),
        message.sender.as_str(),
        message.content.as_str(),
        message.media_url.clone(),
        message.status.as_str(),
        message.error.clone(),
        message.sid.as_str(),
        message.channel_key.clone(),
        json(&message.passage_ids)?,
        micros(message.created_at),
        micros(message.updated_at),
        channel.as_str(),
    ];
    // Where another transaction adds it at the same time, this waits for that one.
    let once = "ON CONFLICT (workspace_id, channel, channel_key) WHERE channel_key IS NOT NULL DO NOTHING";
    Ok(insert_or(tx, "dialogue_message", &format!("{COLUMNS}, channel"), vec![row], once).await? > 0)
}

/// The message with that id, in whatever workspace.
pub async fn get(
    conn: &impl ConnectionTrait,
    id: DialogueMessageId,
) -> Result<Option<DialogueMessage>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue_message WHERE id = $1");
    query_one(conn, &sql, values![id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(tx: &Tx, id: DialogueMessageId) -> Result<Option<DialogueMessage>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue_message WHERE id = $1{}", row_lock(tx));
    query_one(tx, &sql, values![id.0], read).await
}

/// The message that a channel knows by that name.
pub async fn by_channel_key(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    channel: Channel,
    key: &str,
) -> Result<Option<DialogueMessage>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue_message WHERE workspace_id = $1 AND channel = $2 AND channel_key = $3"
    );
    query_one(conn, &sql, values![workspace_id.0, channel.as_str(), key], read).await
}

/// The message that clients and providers know by that name, in whatever workspace; of several the newest.
pub async fn by_sid(conn: &impl ConnectionTrait, sid: &str) -> Result<Option<DialogueMessage>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue_message WHERE sid = $1 ORDER BY id DESC LIMIT 1");
    query_one(conn, &sql, values![sid], read).await
}

/// Stores how far a message has got and by what names it is known; what was said does not change. A taken
/// `channel_key` is a conflict of [`DIALOGUE_MESSAGE_KEY`](crate::constraint::DIALOGUE_MESSAGE_KEY).
pub async fn update(tx: &Tx, message: &DialogueMessage) -> Result<(), StoreError> {
    let sql = "UPDATE dialogue_message SET status = $1, error = $2, sid = $3, channel_key = $4, updated_at = $5 \
               WHERE id = $6 AND workspace_id = $7";
    let values = values![
        message.status.as_str(),
        message.error.clone(),
        message.sid.as_str(),
        message.channel_key.clone(),
        micros(message.updated_at),
        message.id.0,
        message.workspace_id.0,
    ];
    execute_one(tx, "message", sql, values).await
}

/// What was said in a dialogue, in order.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<DialogueMessage>, StoreError> {
    after(conn, conversation_id, 0).await
}

/// What was said behind that position, in order.
pub async fn after(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    position: u64,
) -> Result<Vec<DialogueMessage>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue_message WHERE conversation_id = $1 AND position > $2 ORDER BY position"
    );
    query_all(conn, &sql, values![conversation_id.0, number(position)], read).await
}

/// What was said in several dialogues, in order. Those without messages are absent.
pub async fn list_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<DialogueMessage>>, StoreError> {
    let select = format!("SELECT conversation_id, {COLUMNS} FROM dialogue_message");
    query_by_conversation(conn, &select, "conversation_id", "ORDER BY position", ids, read).await
}

/// Messages of a channel, in all workspaces, that were added or got further then or later, in the order of that: at
/// most `limit`.
pub async fn changed_since(
    conn: &impl ConnectionTrait,
    channel: Channel,
    since: Instant,
    limit: u64,
) -> Result<Vec<DialogueMessage>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue_message WHERE channel = $1 AND updated_at >= $2 \
         ORDER BY updated_at, id LIMIT $3"
    );
    query_all(conn, &sql, values![channel.as_str(), micros(since), number(limit)], read).await
}

/// The messages of a conversation that went out or were to.
pub(crate) async fn ids_sent(tx: &Tx, id: ConversationId) -> Result<Vec<DialogueMessageId>, StoreError> {
    let sql = "SELECT id FROM dialogue_message WHERE conversation_id = $1 AND sender = $2";
    let values = values![id.0, Sender::Agent.as_str()];
    query_all(tx, sql, values, |row| Ok(DialogueMessageId(row.uuid()?))).await
}
