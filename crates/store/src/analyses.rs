//! How the analysis of a conversation ended: one row at most, so that its end is told once.

use colloquy_domain::{ConversationId, EventId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{insert_or, micros, query_one, values};

/// Notes that the analysis of a conversation has ended, and under which event that is told; false where it had ended
/// before, and then nothing is changed.
pub async fn end(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    event_id: EventId,
    now: Instant,
) -> Result<bool, StoreError> {
    let row = values![conversation_id.0, workspace_id.0, event_id.0, micros(now)];
    let columns = "conversation_id, workspace_id, event_id, ended_at";
    Ok(insert_or(conn, "analysis", columns, vec![row], "ON CONFLICT DO NOTHING").await? > 0)
}

/// Whether the analysis of a conversation has ended.
pub async fn has_ended(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM analysis WHERE conversation_id = $1";
    Ok(query_one(conn, sql, values![conversation_id.0], |_| Ok(())).await?.is_some())
}
