//! Sentiment.

use colloquy_domain::ConversationId;
use colloquy_domain::correction::Corrected;
use colloquy_domain::insight::Sentiment;
use sea_orm::ConnectionTrait;

use super::read_corrected;
use crate::error::StoreError;
use crate::sql::{execute, json, query_one, values};

/// Stores the sentiment of a conversation as the machine found it, in place of the one it had.
pub async fn put_sentiment(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    sentiment: &Sentiment,
) -> Result<(), StoreError> {
    put_corrected_sentiment(conn, conversation_id, &Corrected::found(sentiment.clone())).await
}

/// Stores the sentiment of a conversation in place of the one it had.
pub async fn put_corrected_sentiment(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    sentiment: &Corrected<Sentiment>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO sentiment (conversation_id, overall, document, correction) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (conversation_id) DO UPDATE \
               SET overall = excluded.overall, document = excluded.document, correction = excluded.correction";
    let correction = sentiment.correction.as_ref().map(json).transpose()?;
    let values = values![conversation_id.0, sentiment.value.overall, json(&sentiment.value)?, correction];
    execute(conn, sql, values).await.map(|_| ())
}

/// The sentiment of a conversation, with what people had to do with it.
pub async fn get_corrected_sentiment(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Corrected<Sentiment>>, StoreError> {
    let sql = "SELECT document, correction FROM sentiment WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], read_corrected).await
}

/// The sentiment of a conversation.
pub async fn get_sentiment(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Sentiment>, StoreError> {
    let sql = "SELECT document FROM sentiment WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}
