//! In which languages recordings are, where whoever brought them said so.

use colloquy_domain::ConversationId;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, query_one, values};

/// Keeps the language of a conversation's recording.
pub async fn insert(
    conn: &impl ConnectionTrait,
    id: ConversationId,
    language: &str,
) -> Result<(), StoreError> {
    sql::insert(conn, "recording_language", "conversation_id, language", vec![values![id.0, language]]).await
}

/// The language of a conversation's recording, where it is known beforehand.
pub async fn get(conn: &impl ConnectionTrait, id: ConversationId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT language FROM recording_language WHERE conversation_id = $1";
    query_one(conn, sql, values![id.0], |row| row.take()).await
}
