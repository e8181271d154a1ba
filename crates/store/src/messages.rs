//! Messages: events as they are sent, byte by byte.

use colloquy_domain::endpoint::Message;
use colloquy_domain::{EventId, MessageId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, micros, query_one, values};

/// The columns that [`read`] reads.
pub(crate) const COLUMNS: [&str; 7] =
    ["id", "workspace_id", "event_id", "dialect", "event_type", "body", "created_at"];

pub(crate) fn read(row: &mut Fields<'_>) -> Result<Message, StoreError> {
    Ok(Message {
        id: MessageId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        event_id: EventId(row.uuid()?),
        dialect: row.take()?,
        event_type: row.take()?,
        body: row.take()?,
        created_at: row.instant()?,
    })
}

/// Adds messages.
pub async fn insert_many(conn: &impl ConnectionTrait, messages: &[Message]) -> Result<(), StoreError> {
    let rows = messages
        .iter()
        .map(|message| {
            values![
                message.id.0,
                message.workspace_id.0,
                message.event_id.0,
                message.dialect.as_str(),
                message.event_type.as_str(),
                message.body.clone(),
                micros(message.created_at),
            ]
        })
        .collect();
    sql::insert(conn, "message", &COLUMNS.join(", "), rows).await
}

/// The message with that id.
pub async fn get(conn: &impl ConnectionTrait, id: MessageId) -> Result<Option<Message>, StoreError> {
    let sql = format!("SELECT {} FROM message WHERE id = $1", COLUMNS.join(", "));
    query_one(conn, &sql, values![id.0], read).await
}
