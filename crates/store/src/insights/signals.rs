//! Signals.

use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::insight::Signal;
use sea_orm::ConnectionTrait;

use super::replace;
use crate::error::StoreError;
use crate::sql::{json, number, query_all, query_by_conversation, values};

/// Stores the signals of a conversation in place of those it had, in this order.
pub async fn replace_signals(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    signals: &[Signal],
) -> Result<(), StoreError> {
    let rows = signals
        .iter()
        .enumerate()
        .map(|(position, signal)| {
            Ok(values![
                conversation_id.0,
                number(position),
                signal.id.0,
                signal.definition_id.0,
                json(signal)?
            ])
        })
        .collect::<Result<_, StoreError>>()?;
    let columns = "conversation_id, position, id, definition_id, document";
    replace(conn, "signal", columns, conversation_id, rows).await
}

/// The signals of a conversation, in the order in which they were stored.
pub async fn list_signals(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Signal>, StoreError> {
    let sql = "SELECT document FROM signal WHERE conversation_id = $1 ORDER BY position";
    query_all(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// The signals of several conversations, each in the order in which they were stored.
pub async fn list_signals_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<Signal>>, StoreError> {
    let select = "SELECT conversation_id, document FROM signal";
    query_by_conversation(conn, select, "conversation_id", "ORDER BY position", ids, |row| row.json()).await
}
