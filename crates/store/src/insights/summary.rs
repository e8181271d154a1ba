//! Summaries.

use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::correction::Corrected;
use colloquy_domain::insight::Summary;
use sea_orm::ConnectionTrait;

use super::read_corrected;
use crate::error::StoreError;
use crate::sql::{execute, json, query_by_conversation, query_one, values};
use crate::texts;

/// Stores the summary of a conversation as the machine found it, in place of the one it had.
pub async fn put_summary(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    summary: &Summary,
) -> Result<(), StoreError> {
    put_corrected_summary(conn, conversation_id, &Corrected::found(summary.clone())).await
}

/// Stores the summary of a conversation in place of the one it had.
pub async fn put_corrected_summary(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    summary: &Corrected<Summary>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO summary (conversation_id, id, document, correction) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (conversation_id) DO UPDATE \
               SET id = excluded.id, document = excluded.document, correction = excluded.correction";
    let correction = summary.correction.as_ref().map(json).transpose()?;
    let values = values![conversation_id.0, summary.value.id.0, json(&summary.value)?, correction];
    execute(conn, sql, values).await?;
    texts::put_summary(conn, conversation_id, &summary.value.text).await
}

/// The summary of a conversation, with what people had to do with it.
pub async fn get_corrected_summary(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Corrected<Summary>>, StoreError> {
    let sql = "SELECT document, correction FROM summary WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], read_corrected).await
}

/// The summary of a conversation.
pub async fn get_summary(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Summary>, StoreError> {
    let sql = "SELECT document FROM summary WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// The texts of the summaries of several conversations.
pub async fn list_summary_texts_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, String>, StoreError> {
    let select = "SELECT conversation_id, document FROM summary";
    let found =
        query_by_conversation(conn, select, "conversation_id", "", ids, |row| row.json::<Summary>()).await?;
    Ok(found.into_iter().filter_map(|(id, mut rows)| Some((id, rows.pop()?.text))).collect())
}
