//! Action items.

use std::collections::HashMap;

use colloquy_domain::correction::Corrected;
use colloquy_domain::insight::ActionItem;
use colloquy_domain::{ConversationId, Instant, UserId};
use sea_orm::ConnectionTrait;

use super::{read_corrected, replace};
use crate::error::StoreError;
use crate::sql::{insert_or, json, micros, number, query_all, query_by_conversation, values};

/// Stores the action items of a conversation as the machine found them, in place of those it had, in this order.
pub async fn replace_action_items(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    items: &[ActionItem],
) -> Result<(), StoreError> {
    let items: Vec<Corrected<ActionItem>> = items.iter().cloned().map(Corrected::found).collect();
    replace_corrected_action_items(conn, conversation_id, &items).await
}

/// Stores the action items of a conversation in place of those it had, in this order.
pub async fn replace_corrected_action_items(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    items: &[Corrected<ActionItem>],
) -> Result<(), StoreError> {
    let rows = items
        .iter()
        .enumerate()
        .map(|(position, Corrected { value: item, correction })| {
            let correction = correction.as_ref().map(json).transpose()?;
            let id = conversation_id.0;
            Ok(values![id, number(position), item.id.0, json(item)?, correction, item.is_done])
        })
        .collect::<Result<_, StoreError>>()?;
    let columns = "conversation_id, position, id, document, correction, is_done";
    replace(conn, "action_item", columns, conversation_id, rows).await
}

/// The action items of a conversation with what people had to do with them, in the order in which they were stored.
pub async fn list_corrected_action_items(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Corrected<ActionItem>>, StoreError> {
    let sql = "SELECT document, correction FROM action_item WHERE conversation_id = $1 ORDER BY position";
    query_all(conn, sql, values![conversation_id.0], read_corrected).await
}

/// Notes that somebody removed an action item, which the machine had found so.
pub async fn note_removed_action_item(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    found: &ActionItem,
    by: Option<UserId>,
    at: Instant,
) -> Result<(), StoreError> {
    let row = values![conversation_id.0, found.id.0, by.map(|id| id.0), micros(at), json(found)?];
    let columns = "conversation_id, id, removed_by, removed_at, document";
    let suffix = "ON CONFLICT (conversation_id, id) DO NOTHING";
    insert_or(conn, "removed_action_item", columns, vec![row], suffix).await.map(|_| ())
}

/// The action items that the machine had found and somebody removed.
pub async fn list_removed_action_items(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<ActionItem>, StoreError> {
    let sql = "SELECT document FROM removed_action_item WHERE conversation_id = $1 ORDER BY removed_at, id";
    query_all(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// The action items of a conversation, in the order in which they were stored.
pub async fn list_action_items(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<ActionItem>, StoreError> {
    let sql = "SELECT document FROM action_item WHERE conversation_id = $1 ORDER BY position";
    query_all(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// The action items of several conversations, each in the order in which they were stored.
pub async fn list_action_items_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<ActionItem>>, StoreError> {
    let select = "SELECT conversation_id, document FROM action_item";
    query_by_conversation(conn, select, "conversation_id", "ORDER BY position", ids, |row| row.json()).await
}
