//! Where recordings stand that are fetched after their conversation was accepted.

use colloquy_domain::ConversationId;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, execute, query_one, values};

/// Where a conversation's recording stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingSource {
    /// Address of the recording.
    pub url: String,
    /// Address of one with a channel for each side: the better one, where there is one.
    pub stereo_url: Option<String>,
}

/// Notes where a conversation's recording stands.
pub async fn insert(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    source: &RecordingSource,
) -> Result<(), StoreError> {
    let row = values![conversation_id.0, source.url.as_str(), source.stereo_url.clone()];
    sql::insert(conn, "recording_source", "conversation_id, url, stereo_url", vec![row]).await
}

/// Where a conversation's recording stands, until it is fetched.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<RecordingSource>, StoreError> {
    let sql = "SELECT url, stereo_url FROM recording_source WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| {
        Ok(RecordingSource { url: row.take()?, stereo_url: row.take()? })
    })
    .await
}

/// Forgets it: such addresses often are secrets for a while.
pub async fn remove(conn: &impl ConnectionTrait, conversation_id: ConversationId) -> Result<(), StoreError> {
    let sql = "DELETE FROM recording_source WHERE conversation_id = $1";
    execute(conn, sql, values![conversation_id.0]).await.map(|_| ())
}
