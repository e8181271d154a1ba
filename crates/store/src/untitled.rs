//! Conversations that nobody has given a title: theirs is a placeholder until one is found.

use std::collections::HashSet;

use colloquy_domain::{ConversationId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, execute, placeholders, query_all, values};

/// Notes that the conversation's title is a placeholder.
pub async fn insert(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<(), StoreError> {
    sql::insert(conn, "untitled", "conversation_id, workspace_id", vec![values![id.0, workspace_id.0]]).await
}

/// Those of the conversations whose title is a placeholder.
pub async fn among(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashSet<ConversationId>, StoreError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = format!(
        "SELECT conversation_id FROM untitled WHERE conversation_id IN ({})",
        placeholders(1, ids.len())
    );
    let values = ids.iter().map(|id| id.0.into()).collect();
    Ok(query_all(conn, &sql, values, |row| Ok(ConversationId(row.uuid()?))).await?.into_iter().collect())
}

/// The conversation has a title now; false where it had one before.
pub async fn remove(conn: &impl ConnectionTrait, id: ConversationId) -> Result<bool, StoreError> {
    Ok(execute(conn, "DELETE FROM untitled WHERE conversation_id = $1", values![id.0]).await? > 0)
}
