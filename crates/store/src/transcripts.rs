//! Transcripts. A conversation has one at most; the whole of it is one document.

use std::collections::HashMap;

use colloquy_domain::transcript::{Transcript, TranscriptLines};
use colloquy_domain::{ConversationId, TranscriptId};
use sea_orm::ConnectionTrait;
use serde::de::DeserializeOwned;

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

/// The transcripts of several conversations, as far as there are any, read away from the threads that answer requests.
pub async fn get_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Transcript>, StoreError> {
    read_many(conn, ids, |transcript: Transcript| transcript).await
}

/// Bytes of the documents of several conversations' transcripts, as far as there are any.
pub async fn document_bytes(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, usize>, StoreError> {
    let select = "SELECT conversation_id, CAST(OCTET_LENGTH(document) AS BIGINT) FROM transcript";
    let found =
        query_by_conversation(conn, select, "conversation_id", "", ids, |row| row.number::<usize>()).await?;
    Ok(found.into_iter().map(|(id, bytes)| (id, bytes.into_iter().sum())).collect())
}

/// The id of a conversation's transcript.
pub async fn id_of(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<TranscriptId>, StoreError> {
    let sql = "SELECT id FROM transcript WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| Ok(TranscriptId(row.uuid()?))).await
}

/// The transcripts of several conversations as plain text, as far as there are any, read away from the threads that
/// answer requests.
pub async fn plain_texts(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, String>, StoreError> {
    read_many(conn, ids, |lines: TranscriptLines| lines.plain_text()).await
}

/// What is made of the documents of several conversations: there may be megabytes of them.
async fn read_many<Document: DeserializeOwned, T: Send + 'static>(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
    make: impl Fn(Document) -> T + Send + 'static,
) -> Result<HashMap<ConversationId, T>, StoreError> {
    let select = "SELECT conversation_id, document FROM transcript";
    let found = query_by_conversation(conn, select, "conversation_id", "", ids, |row| row.take::<String>());
    let documents = found.await?;
    let read = tokio::task::spawn_blocking(move || {
        let one = |(id, document): (ConversationId, String)| match serde_json::from_str(&document) {
            Ok(document) => Ok((id, make(document))),
            Err(error) => {
                Err(StoreError::Corrupt { column: "document".to_owned(), reason: error.to_string() })
            }
        };
        let each =
            documents.into_iter().flat_map(|(id, found)| found.into_iter().map(move |text| (id, text)));
        each.map(one).collect()
    });
    read.await.unwrap_or(Err(StoreError::GivenUp("reading transcripts panicked")))
}
