//! Action items.

use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::insight::ActionItem;
use sea_orm::ConnectionTrait;

use super::replace;
use crate::error::StoreError;
use crate::sql::{json, number, query_all, query_by_conversation, values};

/// Stores the action items of a conversation in place of those it had, in this order.
pub async fn replace_action_items(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    items: &[ActionItem],
) -> Result<(), StoreError> {
    let rows = items
        .iter()
        .enumerate()
        .map(|(position, item)| Ok(values![conversation_id.0, number(position), item.id.0, json(item)?]))
        .collect::<Result<_, StoreError>>()?;
    replace(conn, "action_item", "conversation_id, position, id, document", conversation_id, rows).await
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
