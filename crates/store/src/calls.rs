//! Conversations as calls, and the names by which they are known elsewhere.

use std::collections::HashMap;

use colloquy_domain::call::{
    CallDetails, CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKey, ConversationKeyKind,
    EndedStatus,
};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, insert_or, json, micros, name_lock, query_all, query_by_conversation,
    query_one, values,
};
use crate::tx::Tx;

pub(crate) const COLUMNS: &str = "conversation_id, workspace_id, origin, direction, interface, status, ended_status, \
                       is_test";

pub(crate) fn read(row: &mut Fields<'_>) -> Result<CallDetails, StoreError> {
    Ok(CallDetails {
        conversation_id: ConversationId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        origin: row.word(CallOrigin::parse)?,
        direction: row.word(CallDirection::parse)?,
        interface: row.word(CallInterface::parse)?,
        status: row.word(CallStatus::parse)?,
        ended_status: row.take::<Option<String>>()?.as_deref().and_then(EndedStatus::parse),
        is_test: row.take()?,
    })
}

/// Adds what is known of a conversation as a call, and what came along that nothing else holds: an object.
pub async fn insert(
    conn: &impl ConnectionTrait,
    details: &CallDetails,
    extra: &Value,
) -> Result<(), StoreError> {
    let row = values![
        details.conversation_id.0,
        details.workspace_id.0,
        details.origin.as_str(),
        details.direction.as_str(),
        details.interface.as_str(),
        details.status.as_str(),
        details.ended_status.map(EndedStatus::as_str),
        details.is_test,
        json(extra)?,
    ];
    sql::insert(conn, "call_detail", &format!("{COLUMNS}, extra"), vec![row]).await
}

/// Stores status, reason of the end, and whether it is a test.
///
/// # Errors
/// [`StoreError::NotFound`] where the conversation is not known as a call.
pub async fn update(conn: &impl ConnectionTrait, details: &CallDetails) -> Result<(), StoreError> {
    let sql =
        "UPDATE call_detail SET status = $1, ended_status = $2, is_test = $3 WHERE conversation_id = $4";
    let values = values![
        details.status.as_str(),
        details.ended_status.map(EndedStatus::as_str),
        details.is_test,
        details.conversation_id.0,
    ];
    execute_one(conn, "call", sql, values).await
}

/// What came along with a call that nothing else holds; nothing where it is no call. It may be megabytes, so it is not
/// among what is read of every call.
pub async fn extra(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Map<String, Value>>, StoreError> {
    let sql = "SELECT extra FROM call_detail WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// Adds members to it. The conversation's row is locked by the caller.
pub async fn add_extra(
    tx: &Tx,
    conversation_id: ConversationId,
    members: Map<String, Value>,
) -> Result<(), StoreError> {
    if members.is_empty() {
        return Ok(());
    }
    let Some(mut all) = extra(tx, conversation_id).await? else { return Ok(()) };
    all.extend(members);
    let sql = "UPDATE call_detail SET extra = $1 WHERE conversation_id = $2";
    execute_one(tx, "call", sql, values![json(&all)?, conversation_id.0]).await
}

/// Notes when it was told that a call is over which went on before.
pub async fn set_over(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE call_detail SET over_since = $1 WHERE conversation_id = $2";
    execute_one(conn, "call", sql, values![micros(now), conversation_id.0]).await
}

/// What is known of a conversation as a call.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<CallDetails>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM call_detail WHERE conversation_id = $1");
    query_one(conn, &sql, values![conversation_id.0], read).await
}

/// The same of several conversations; those that did not come in as calls are absent.
pub async fn get_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, CallDetails>, StoreError> {
    let select = format!("SELECT conversation_id, {COLUMNS} FROM call_detail");
    let found = query_by_conversation(conn, &select, "conversation_id", "", ids, read).await?;
    Ok(found.into_iter().filter_map(|(id, mut rows)| Some((id, rows.pop()?))).collect())
}

/// Adds names by which a conversation is known; those that it has already change nothing. An external id that another
/// conversation has is a conflict of [`CALL_EXTERNAL_ID`](crate::constraint::CALL_EXTERNAL_ID).
pub async fn insert_keys(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    keys: &[ConversationKey],
) -> Result<(), StoreError> {
    let rows = keys
        .iter()
        .map(|key| values![workspace_id.0, key.kind.as_str(), key.value.as_str(), conversation_id.0])
        .collect();
    let columns = "workspace_id, kind, value, conversation_id";
    let own = "ON CONFLICT (workspace_id, kind, value, conversation_id) DO NOTHING";
    insert_or(conn, "conversation_key", columns, rows, own).await.map(|_| ())
}

/// The names of a conversation.
pub async fn keys_of(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<ConversationKey>, StoreError> {
    let sql = "SELECT kind, value FROM conversation_key WHERE conversation_id = $1 ORDER BY kind, value";
    query_all(conn, sql, values![conversation_id.0], |row| {
        Ok(ConversationKey { kind: row.word(ConversationKeyKind::parse)?, value: row.take()? })
    })
    .await
}

/// Has others who lock the same name wait until this transaction ends: for adding a conversation unless there is one
/// with that name.
pub async fn lock_key(tx: &Tx, workspace_id: WorkspaceId, key: &ConversationKey) -> Result<(), StoreError> {
    name_lock(tx, &format!("conversation {workspace_id} {} {}", key.kind.as_str(), key.value)).await
}

/// The newest conversation with that name that is not deleted.
pub async fn find_by_key(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    key: &ConversationKey,
) -> Result<Option<ConversationId>, StoreError> {
    let sql = "SELECT conversation_id FROM conversation_key JOIN conversation ON id = conversation_id \
               WHERE conversation_key.workspace_id = $1 AND conversation_key.kind = $2 AND value = $3 \
               AND deleted_at IS NULL ORDER BY conversation_id DESC LIMIT 1";
    let values = values![workspace_id.0, key.kind.as_str(), key.value.as_str()];
    query_one(conn, sql, values, |row| Ok(ConversationId(row.uuid()?))).await
}

/// The sender's own ids of several conversations, as far as they have one.
pub async fn external_ids(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, String>, StoreError> {
    let select = "SELECT conversation_id, value FROM conversation_key";
    let rest = "AND kind = 'external_id'";
    let found = query_by_conversation(conn, select, "conversation_id", rest, ids, |row| row.take()).await?;
    Ok(found.into_iter().filter_map(|(id, mut values)| Some((id, values.pop()?))).collect())
}

/// Frees the sender's own id of a conversation of this workspace for another one.
pub async fn free_external_id(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM conversation_key \
               WHERE conversation_id = $1 AND workspace_id = $2 AND kind = 'external_id'";
    execute(conn, sql, values![conversation_id.0, workspace_id.0]).await.map(|_| ())
}
