//! Summaries.

use colloquy_domain::ConversationId;
use colloquy_domain::insight::Summary;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, json, query_one, values};

/// Stores the summary of a conversation in place of the one it had.
pub async fn put_summary(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    summary: &Summary,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO summary (conversation_id, id, document) VALUES ($1, $2, $3) \
               ON CONFLICT (conversation_id) DO UPDATE SET id = excluded.id, document = excluded.document";
    execute(conn, sql, values![conversation_id.0, summary.id.0, json(summary)?]).await.map(|_| ())
}

/// The summary of a conversation.
pub async fn get_summary(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Summary>, StoreError> {
    let sql = "SELECT document FROM summary WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}
