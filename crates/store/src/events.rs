//! Events. They are written in the transaction of the change that they tell of and never changed.

use colloquy_domain::event::Event;
use colloquy_domain::{ConversationId, EventId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{self, Fields, json, micros, number, query_all, query_one, values};

const COLUMNS: &str = "id, workspace_id, conversation_id, kind, snapshot, created_at";

fn read(row: &mut Fields<'_>) -> Result<Event, StoreError> {
    Ok(Event {
        id: EventId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        conversation_id: row.take::<Option<_>>()?.map(ConversationId),
        kind: row.json()?,
        snapshot: row.json()?,
        created_at: row.instant()?,
    })
}

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
                json(&event.snapshot)?,
                micros(event.created_at),
            ])
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    sql::insert(conn, "event", COLUMNS, rows).await
}

/// The event with that id.
pub async fn get(conn: &impl ConnectionTrait, id: EventId) -> Result<Option<Event>, StoreError> {
    query_one(conn, &format!("SELECT {COLUMNS} FROM event WHERE id = $1"), values![id.0], read).await
}

/// The events of a workspace after that id, in the order of their ids, at most `limit`; from the first one
/// on without an id.
pub async fn list_since(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    after: Option<EventId>,
    limit: u64,
) -> Result<Vec<Event>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM event WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3");
    let after = after.map_or(Uuid::nil(), |id| id.0);
    query_all(conn, &sql, values![workspace_id.0, after, number(limit)], read).await
}
