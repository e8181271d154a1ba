//! When who speaks in a recording: a document whose shape is that of who computes with it.

use colloquy_domain::{Instant, RecordingId, WorkspaceId};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::sql::{execute, json, micros, query_one, values};

/// Keeps what was heard in a recording, unless something is kept already.
pub async fn put(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: RecordingId,
    heard: &(impl Serialize + Sync),
    now: Instant,
) -> Result<(), StoreError> {
    // The recording may be gone by now: then there is nothing to keep.
    let sql = "INSERT INTO speech_activity (recording_id, workspace_id, document, created_at) \
               SELECT recording.id, recording.workspace_id, $1, $2 FROM recording \
               WHERE recording.id = $3 AND recording.workspace_id = $4 ON CONFLICT (recording_id) DO NOTHING";
    execute(conn, sql, values![json(heard)?, micros(now), id.0, workspace_id.0]).await.map(|_| ())
}

/// What was heard in a recording.
pub async fn get<T: DeserializeOwned>(
    conn: &impl ConnectionTrait,
    id: RecordingId,
) -> Result<Option<T>, StoreError> {
    let sql = "SELECT document FROM speech_activity WHERE recording_id = $1";
    query_one(conn, sql, values![id.0], |row| row.json()).await
}
