//! Recordings of conversations. The files themselves are [objects](crate::objects).

use std::collections::{HashMap, HashSet};

use colloquy_domain::recording::Recording;
use colloquy_domain::{ConversationId, RecordingId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute_one, json, micros, number, placeholders, query_all, query_by_conversation,
    query_one, values,
};

const COLUMNS: &str = "id, workspace_id, conversation_id, object_key, media_type, size_bytes, sha256, channels, \
                       duration_seconds, waveform, created_at";

fn read(row: &mut Fields<'_>) -> Result<Recording, StoreError> {
    Ok(Recording {
        id: RecordingId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        conversation_id: ConversationId(row.uuid()?),
        object_key: row.take()?,
        media_type: row.take()?,
        size_bytes: row.number()?,
        sha256: row.take()?,
        channels: row.optional_number()?,
        duration_seconds: row.take()?,
        waveform: row.optional_json()?,
        created_at: row.instant()?,
    })
}

/// Adds a recording.
pub async fn insert(conn: &impl ConnectionTrait, recording: &Recording) -> Result<(), StoreError> {
    let row = values![
        recording.id.0,
        recording.workspace_id.0,
        recording.conversation_id.0,
        recording.object_key.as_str(),
        recording.media_type.as_str(),
        number(recording.size_bytes),
        recording.sha256.as_str(),
        recording.channels.map(number),
        recording.duration_seconds,
        recording.waveform.as_ref().map(json).transpose()?,
        micros(recording.created_at),
    ];
    sql::insert(conn, "recording", COLUMNS, vec![row]).await
}

/// The recording with that id, in whatever workspace: for links that carry their own permission.
pub async fn get_any(conn: &impl ConnectionTrait, id: RecordingId) -> Result<Option<Recording>, StoreError> {
    query_one(conn, &format!("SELECT {COLUMNS} FROM recording WHERE id = $1"), values![id.0], read).await
}

/// The recordings of a conversation, oldest first.
pub async fn list_for(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Recording>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM recording WHERE conversation_id = $1 ORDER BY id");
    query_all(conn, &sql, values![conversation_id.0], read).await
}

/// The recordings of several conversations, oldest first.
pub async fn list_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<Recording>>, StoreError> {
    let select = format!("SELECT conversation_id, {COLUMNS} FROM recording");
    query_by_conversation(conn, &select, "conversation_id", "ORDER BY id", ids, read).await
}

/// Those of these object keys that a recording or an uploaded file names, of whatever workspace, also of a deleted
/// conversation.
pub async fn named_keys(conn: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>, StoreError> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let wanted = placeholders(1, keys.len());
    let sql = format!(
        "SELECT object_key FROM recording WHERE object_key IN ({wanted}) \
         UNION SELECT object_key FROM audio_file WHERE object_key IN ({wanted})"
    );
    let values = keys.iter().map(|key| key.as_str().into()).collect();
    Ok(query_all(conn, &sql, values, |row| row.take()).await?.into_iter().collect())
}

/// Stores what decoding has told.
pub async fn set_decoded(
    conn: &impl ConnectionTrait,
    id: RecordingId,
    channels: u16,
    duration_seconds: f64,
    waveform: &serde_json::Value,
) -> Result<(), StoreError> {
    let sql = "UPDATE recording SET channels = $1, duration_seconds = $2, waveform = $3 WHERE id = $4";
    let values = values![number(channels), duration_seconds, json(waveform)?, id.0];
    execute_one(conn, "recording", sql, values).await
}
