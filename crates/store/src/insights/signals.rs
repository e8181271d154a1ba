//! Signals.

use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::correction::Corrected;
use colloquy_domain::insight::Signal;
use sea_orm::ConnectionTrait;

use super::{read_corrected, replace};
use crate::error::StoreError;
use crate::sql::{json, number, query_all, query_by_conversation, values};

/// Stores the signals of a conversation as the machine found them, in place of those it had, in this order.
pub async fn replace_signals(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    signals: &[Signal],
) -> Result<(), StoreError> {
    let signals: Vec<Corrected<Signal>> = signals.iter().cloned().map(Corrected::found).collect();
    replace_corrected_signals(conn, conversation_id, &signals).await
}

/// Stores the signals of a conversation in place of those it had, in this order.
pub async fn replace_corrected_signals(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    signals: &[Corrected<Signal>],
) -> Result<(), StoreError> {
    let rows = signals
        .iter()
        .enumerate()
        .map(|(position, Corrected { value: signal, correction })| {
            Ok(values![
                conversation_id.0,
                number(position),
                signal.id.0,
                signal.definition_id.0,
                json(signal)?,
                correction.as_ref().map(json).transpose()?
            ])
        })
        .collect::<Result<_, StoreError>>()?;
    let columns = "conversation_id, position, id, definition_id, document, correction";
    replace(conn, "signal", columns, conversation_id, rows).await
}

/// The signals of a conversation with what people had to do with them, in the order in which they were stored.
pub async fn list_corrected_signals(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Corrected<Signal>>, StoreError> {
    let sql = "SELECT document, correction FROM signal WHERE conversation_id = $1 ORDER BY position";
    query_all(conn, sql, values![conversation_id.0], read_corrected).await
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
