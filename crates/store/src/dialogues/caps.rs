//! How many dialogues go on and were begun lately: for the caps of a workspace.

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::{Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, insert_or, micros, name_lock, number, query_one, values};
use crate::tx::Tx;

/// Calls of a workspace that are being placed or held.
pub async fn calls_going_on(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<u64, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM dialogue WHERE workspace_id = $1 AND channel = $2 AND is_live AND status <> $3";
    let values = values![workspace_id.0, Channel::Call.as_str(), DialogueStatus::Queued.as_str()];
    Ok(query_one(conn, sql, values, |row| row.number::<u64>()).await?.unwrap_or(0))
}

/// Dialogues that a workspace was let begin then or later.
pub async fn begun_since(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    since: Instant,
) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM dialogue_begun WHERE workspace_id = $1 AND begun_at >= $2";
    let values = values![workspace_id.0, micros(since)];
    Ok(query_one(conn, sql, values, |row| row.number::<u64>()).await?.unwrap_or(0))
}

/// Has others who ask for the same workspace wait until this transaction ends: who counts under this lock and then lets
/// a dialogue begin does not exceed a cap together with somebody else.
pub async fn lock_begins(tx: &Tx, workspace_id: WorkspaceId) -> Result<(), StoreError> {
    name_lock(tx, &format!("dialogues begun in {workspace_id}")).await
}

/// Notes that a dialogue was let begin; where that was noted before, nothing changes.
pub async fn note_begun(tx: &Tx, dialogue: &Dialogue, now: Instant) -> Result<(), StoreError> {
    let row = values![dialogue.conversation_id.0, dialogue.workspace_id.0, micros(now)];
    let columns = "conversation_id, workspace_id, begun_at";
    let once = "ON CONFLICT (conversation_id) DO NOTHING";
    insert_or(tx, "dialogue_begun", columns, vec![row], once).await.map(|_| ())
}

/// Forgets what was noted before then, at most `limit` of it; how much it was.
pub async fn prune_begun(tx: &Tx, before: Instant, limit: u64) -> Result<u64, StoreError> {
    let sql = "DELETE FROM dialogue_begun WHERE conversation_id IN \
               (SELECT conversation_id FROM dialogue_begun WHERE begun_at < $1 ORDER BY begun_at LIMIT $2)";
    execute(tx, sql, values![micros(before), number(limit)]).await
}
