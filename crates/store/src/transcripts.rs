//! Transcripts. A conversation has one at most; the whole of it is one document. Where people corrected it this is the
//! newest revision, which everybody reads; those before are [`transcript_revisions`](crate::transcript_revisions).

use std::collections::HashMap;

use colloquy_domain::revision::Revision;
use colloquy_domain::transcript::{Transcript, TranscriptLines};
use colloquy_domain::{ConversationId, TranscriptId, UserId};
use sea_orm::ConnectionTrait;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::sql::{Fields, execute, execute_one, json, micros, query_by_conversation, query_one, values};
use crate::tx::Tx;
use crate::{texts, transcript_revisions};

/// What [`read_revision`] reads.
const REVISION: &str = "revision, made_by, COALESCE(made_at, created_at), change_summary, is_edited";

/// Stores the transcript of a conversation in place of the one it had; the number of its revision stays.
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

/// The transcript of a conversation, and which revision of it that is.
pub async fn get_revised(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<(Transcript, Revision)>, StoreError> {
    let sql = format!("SELECT document, {REVISION} FROM transcript WHERE conversation_id = $1");
    query_one(conn, &sql, values![conversation_id.0], |row| Ok((row.json()?, read_revision(row)?))).await
}

/// Stores the next revision of a conversation's transcript and keeps the one before. The row of the conversation is locked
/// by the caller, and `revision` follows the one that is there.
///
/// # Errors
/// [`StoreError::NotFound`] where another one is there.
pub async fn revise(tx: &Tx, transcript: &Transcript, revision: &Revision) -> Result<(), StoreError> {
    transcript_revisions::keep(tx, transcript.conversation_id).await?;
    let sql = "UPDATE transcript SET language = $1, document = $2, revision = $3, made_by = $4, made_at = $5, \
               change_summary = $6, is_edited = $7 WHERE conversation_id = $8 AND id = $9 AND revision = $10";
    let number = crate::sql::number(revision.number);
    let values = values![
        transcript.language.clone(),
        json(transcript)?,
        number,
        revision.made_by.map(|id| id.0),
        micros(revision.made_at),
        revision.summary.clone(),
        revision.is_edited,
        transcript.conversation_id.0,
        transcript.id.0,
        number - 1,
    ];
    execute_one(tx, "transcript", sql, values).await?;
    texts::put_transcript(tx, transcript).await
}

/// Reads the columns of a revision.
pub(crate) fn read_revision(row: &mut Fields<'_>) -> Result<Revision, StoreError> {
    Ok(Revision {
        number: row.number()?,
        made_by: row.take::<Option<_>>()?.map(UserId),
        made_at: row.instant()?,
        summary: row.take()?,
        is_edited: row.take()?,
    })
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

/// The id of a conversation's transcript, and which revision of it is there.
pub async fn revision_of(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<(TranscriptId, Revision)>, StoreError> {
    let sql = format!("SELECT id, {REVISION} FROM transcript WHERE conversation_id = $1");
    query_one(conn, &sql, values![conversation_id.0], |row| {
        Ok((TranscriptId(row.uuid()?), read_revision(row)?))
    })
    .await
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
