//! Transcripts. A conversation has one at most; the whole of it is one document.

use std::collections::HashMap;

use colloquy_domain::transcript::{Transcript, TranscriptLines};
use colloquy_domain::{ConversationId, TranscriptId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, json, micros, query_by_conversation, query_one, values};
use crate::texts;

/// Stores the transcript of a conversation in place of the one it had.
pub async fn put(conn: &impl ConnectionTrait, transcript: &Transcript) -> Result<(), StoreError> {
    let sql = "INSERT INTO transcript (conversation_id, id, workspace_id, language, document, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (conversation_id) DO UPDATE SET id = excluded.id, language = excluded.language, \
               document = excluded.document, created_at = excluded.created_at";
    let values = values![
        transcript.conversation_id.0,
        transcript.id.0,
        transcript.workspace_id.0,
        transcript.language.clone(),
        json(transcript)?,
        micros(transcript.created_at),
    ];
    execute(conn, sql, values).await?;
    texts::put_transcript(conn, transcript).await
}

/// The transcript of a conversation.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Transcript>, StoreError> {
    let sql = "SELECT document FROM transcript WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| row.json()).await
}

/// The id of a conversation's transcript.
pub async fn id_of(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<TranscriptId>, StoreError> {
    let sql = "SELECT id FROM transcript WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| Ok(TranscriptId(row.uuid()?))).await
}

/// The transcripts of several conversations as plain text: one each, where there is one. The documents are read away
/// from the threads that answer requests, since there may be megabytes of them.
pub async fn plain_texts(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<String>>, StoreError> {
    let select = "SELECT conversation_id, document FROM transcript";
    let found = query_by_conversation(conn, select, "conversation_id", "", ids, |row| row.take::<String>());
    let documents = found.await?;
    let read = tokio::task::spawn_blocking(move || {
        let plain = |document: &String| {
            let lines: TranscriptLines = serde_json::from_str(document).map_err(|error| {
                StoreError::Corrupt { column: "document".to_owned(), reason: error.to_string() }
            })?;
            Ok(lines.plain_text())
        };
        let texts = |(id, documents): (ConversationId, Vec<String>)| {
            Ok((id, documents.iter().map(plain).collect::<Result<Vec<_>, StoreError>>()?))
        };
        documents.into_iter().map(texts).collect()
    });
    read.await.unwrap_or(Err(StoreError::GivenUp("reading transcripts panicked")))
}
