//! Surveys after calls. A conversation has one at most.

use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::survey::Survey;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, insert_or, json, query_by_conversation, query_one, values};
use crate::tx::Tx;

/// Stores what came of the survey after a conversation in place of what was known of it.
pub async fn put(tx: &Tx, survey: &Survey) -> Result<(), StoreError> {
    let row = values![survey.conversation_id.0, json(survey)?];
    let replaced = "ON CONFLICT (conversation_id) DO UPDATE SET document = excluded.document";
    insert_or(tx, "survey", "conversation_id, document", vec![row], replaced).await.map(|_| ())
}

/// What came of the survey after a conversation.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Survey>, StoreError> {
    let sql = "SELECT document FROM survey WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// The same of several conversations; those without a survey are absent.
pub async fn get_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Survey>, StoreError> {
    let select = "SELECT conversation_id, document FROM survey";
    let found =
        query_by_conversation(conn, select, "conversation_id", "", ids, |row| row.json::<Survey>()).await?;
    Ok(found.into_iter().filter_map(|(id, mut surveys)| Some((id, surveys.pop()?))).collect())
}

/// Forgets the survey after a conversation; false where there was none.
pub async fn delete(tx: &Tx, conversation_id: ConversationId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM survey WHERE conversation_id = $1";
    Ok(execute(tx, sql, values![conversation_id.0]).await? > 0)
}
