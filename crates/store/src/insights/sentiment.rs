//! Sentiment.

use colloquy_domain::ConversationId;
use colloquy_domain::insight::Sentiment;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, json, query_one, values};

/// Stores the sentiment of a conversation in place of the one it had.
pub async fn put_sentiment(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    sentiment: &Sentiment,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO sentiment (conversation_id, overall, document) VALUES ($1, $2, $3) \
               ON CONFLICT (conversation_id) DO UPDATE \
               SET overall = excluded.overall, document = excluded.document";
    execute(conn, sql, values![conversation_id.0, sentiment.overall, json(sentiment)?]).await.map(|_| ())
}

/// The sentiment of a conversation.
pub async fn get_sentiment(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Sentiment>, StoreError> {
    let sql = "SELECT document FROM sentiment WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}
