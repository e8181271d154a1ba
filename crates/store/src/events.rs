//! Events. They are written in the transaction of the change that they tell of and never changed.
//!
//! What an event tells is not stored here but in the [messages](crate::messages) that were rendered of it, once for
//! each dialect with a receiver: the bytes that were sent.

use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::{ConversationId, EventId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, json, micros, query_one, values};

const COLUMNS: &str = "id, workspace_id, conversation_id, kind, created_at";

/// Adds events.
pub async fn insert_many(conn: &impl ConnectionTrait, events: &[Event]) -> Result<(), StoreError> {
    let rows = events
        .iter()
        .map(|event| {
            Ok(values![
                event.id.0,
                event.workspace_id.0,
                event.conversation_id.map(|id| id.0),
                json(&event.kind)?,
                micros(event.created_at),
            ])
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    sql::insert(conn, "event", COLUMNS, rows).await
}

/// What happened, and to which conversation, where it is about one.
pub async fn about(
    conn: &impl ConnectionTrait,
    id: EventId,
) -> Result<Option<(EventKind, Option<ConversationId>)>, StoreError> {
    let sql = "SELECT kind, conversation_id FROM event WHERE id = $1";
    query_one(conn, sql, values![id.0], |row| Ok((row.json()?, row.take::<Option<_>>()?.map(ConversationId))))
        .await
}
