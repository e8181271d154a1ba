//! Pieces of recordings that come while a call goes on. Their bytes are [objects](crate::objects).

use std::collections::HashSet;

use colloquy_domain::audio_piece::{AudioPiece, PiecedRecording};
use colloquy_domain::call::{ConversationKey, ConversationKeyKind};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, insert_or, micros, number, placeholders, query_all, query_one, row_lock, values};
use crate::tx::Tx;

/// Adds a piece, in place of one that came before at its position; returns the key of that one's object, which nobody
/// names any more.
pub async fn put(
    tx: &Tx,
    workspace_id: WorkspaceId,
    key: &ConversationKey,
    piece: &AudioPiece,
    now: Instant,
) -> Result<Option<String>, StoreError> {
    let sql = format!(
        "SELECT object_key FROM audio_piece WHERE workspace_id = $1 AND kind = $2 AND call_id = $3 \
         AND position = $4{}",
        row_lock(tx)
    );
    let place = values![workspace_id.0, key.kind.as_str(), key.value.as_str(), i64::from(piece.position)];
    let before = query_one(tx, &sql, place, |row| row.take::<String>()).await?;
    let row = values![
        workspace_id.0,
        key.kind.as_str(),
        key.value.as_str(),
        i64::from(piece.position),
        piece.object_key.as_str(),
        number(piece.size_bytes),
        micros(now),
    ];
    let columns = "workspace_id, kind, call_id, position, object_key, size_bytes, received_at";
    let replaced = "ON CONFLICT (workspace_id, kind, call_id, position) DO UPDATE SET \
                    object_key = excluded.object_key, size_bytes = excluded.size_bytes, \
                    received_at = excluded.received_at";
    insert_or(tx, "audio_piece", columns, vec![row], replaced).await?;
    Ok(before)
}

/// The pieces of a call, in order.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    key: &ConversationKey,
) -> Result<Vec<AudioPiece>, StoreError> {
    let sql = "SELECT position, object_key, size_bytes FROM audio_piece \
               WHERE workspace_id = $1 AND kind = $2 AND call_id = $3 ORDER BY position";
    query_all(conn, sql, values![workspace_id.0, key.kind.as_str(), key.value.as_str()], |row| {
        Ok(AudioPiece { position: row.number()?, object_key: row.take()?, size_bytes: row.number()? })
    })
    .await
}

/// Notes how the pieces of a conversation's recording are to be read.
pub async fn set_recording(tx: &Tx, recording: &PiecedRecording) -> Result<(), StoreError> {
    let row = values![
        recording.conversation_id.0,
        recording.workspace_id.0,
        recording.key.kind.as_str(),
        recording.key.value.as_str(),
        i64::from(recording.sample_rate),
        i64::from(recording.channels),
    ];
    let columns = "conversation_id, workspace_id, kind, call_id, sample_rate, channels";
    insert_or(tx, "pieced_recording", columns, vec![row], "ON CONFLICT DO NOTHING").await.map(|_| ())
}

/// How the pieces of a conversation's recording are to be read, until they are put together.
pub async fn recording(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<PiecedRecording>, StoreError> {
    let sql = "SELECT workspace_id, kind, call_id, sample_rate, channels FROM pieced_recording \
               WHERE conversation_id = $1";
    query_one(conn, sql, values![conversation_id.0], |row| {
        Ok(PiecedRecording {
            conversation_id,
            workspace_id: WorkspaceId(row.uuid()?),
            key: ConversationKey { kind: row.word(ConversationKeyKind::parse)?, value: row.take()? },
            sample_rate: row.number()?,
            channels: row.number()?,
        })
    })
    .await
}

/// Forgets the pieces of a conversation's recording, once they are put together or given up.
pub async fn forget(tx: &Tx, conversation_id: ConversationId) -> Result<(), StoreError> {
    if let Some(recording) = recording(tx, conversation_id).await? {
        delete(tx, recording.workspace_id, &recording.key).await?;
    }
    let sql = "DELETE FROM pieced_recording WHERE conversation_id = $1";
    execute(tx, sql, values![conversation_id.0]).await.map(|_| ())
}

async fn delete(tx: &Tx, workspace_id: WorkspaceId, key: &ConversationKey) -> Result<(), StoreError> {
    let sql = "DELETE FROM audio_piece WHERE workspace_id = $1 AND kind = $2 AND call_id = $3";
    let place = values![workspace_id.0, key.kind.as_str(), key.value.as_str()];
    execute(tx, sql, place).await.map(|_| ())
}

/// Removes the pieces that came for a conversation under any of its names; returns the keys of their objects.
pub async fn delete_of_conversation(
    tx: &Tx,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
) -> Result<Vec<String>, StoreError> {
    let mut objects = Vec::new();
    for key in crate::calls::keys_of(tx, conversation_id).await? {
        let pieces = list(tx, workspace_id, &key).await?;
        if !pieces.is_empty() {
            objects.extend(pieces.into_iter().map(|piece| piece.object_key));
            delete(tx, workspace_id, &key).await?;
        }
    }
    Ok(objects)
}

/// Forgets pieces that came before then: their call never ended. Returns how many.
pub async fn delete_before(tx: &Tx, before: Instant) -> Result<u64, StoreError> {
    execute(tx, "DELETE FROM audio_piece WHERE received_at < $1", values![micros(before)]).await
}

/// Those of these object keys that a piece names, of whatever workspace.
pub async fn named_keys(conn: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>, StoreError> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let sql =
        format!("SELECT object_key FROM audio_piece WHERE object_key IN ({})", placeholders(1, keys.len()));
    let values = keys.iter().map(|key| key.as_str().into()).collect();
    Ok(query_all(conn, &sql, values, |row| row.take()).await?.into_iter().collect())
}

/// Whether a conversation had that name that is deleted.
pub async fn is_key_of_deleted(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    key: &ConversationKey,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM conversation_key JOIN conversation ON conversation.id = conversation_id \
               WHERE conversation_key.workspace_id = $1 AND conversation_key.kind = $2 AND value = $3 \
               AND deleted_at IS NOT NULL LIMIT 1";
    let values = values![workspace_id.0, key.kind.as_str(), key.value.as_str()];
    Ok(query_one(conn, sql, values, |_| Ok(())).await?.is_some())
}
