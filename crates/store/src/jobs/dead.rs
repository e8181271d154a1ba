//! Jobs that were given up.

use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::{Instant, JobId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::queue_of;
use crate::error::StoreError;
use crate::sql::{Fields, execute, json, micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

/// A dead letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    /// The job's id; it keeps it when it is put back.
    pub id: JobId,
    /// The queue that it was in.
    pub queue: Queue,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Its lane.
    pub lane: Uuid,
    /// What was to be done.
    pub kind: JobKind,
    /// Attempts that were made.
    pub attempts: u32,
    /// Why the last one failed.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Instant,
    /// When it was given up.
    pub died_at: Instant,
}

const COLUMNS: &str = "id, queue, workspace_id, lane, kind, attempts, last_error, created_at, died_at";

fn read(row: &mut Fields<'_>) -> Result<DeadJob, StoreError> {
    Ok(DeadJob {
        id: JobId(row.uuid()?),
        queue: row.word(queue_of)?,
        workspace_id: WorkspaceId(row.uuid()?),
        lane: row.uuid()?,
        kind: row.json()?,
        attempts: row.number()?,
        last_error: row.take()?,
        created_at: row.instant()?,
        died_at: row.instant()?,
    })
}

/// Dead letters of a workspace, newest job first, at most `limit`, older than `before`.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    queue: Queue,
    limit: u64,
    before: Option<JobId>,
) -> Result<Vec<DeadJob>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let sql = format!(
        "SELECT {COLUMNS} FROM dead_job WHERE queue = $1 AND workspace_id = $2 AND id < $3 \
         ORDER BY id DESC LIMIT $4"
    );
    let values = values![queue.as_str(), workspace_id.0, before, crate::sql::number(limit)];
    query_all(conn, &sql, values, read).await
}

/// Puts one back, to be tried from the beginning at `run_at`, and returns it; none if there is none with that id (any
/// more). Where a living job has the same key by now, the dead one has nothing left to do and is only removed.
pub async fn retry(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: JobId,
    run_at: Instant,
) -> Result<Option<DeadJob>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dead_job WHERE workspace_id = $1 AND id = $2{}", row_lock(tx));
    let Some(found) = query_one(tx, &sql, values![workspace_id.0, id.0], read).await? else {
        return Ok(None);
    };
    let copy = "INSERT INTO job (id, queue, workspace_id, lane, kind, dedupe_key, run_at, due_at, attempts, \
                max_attempts, lease_number, last_error, created_at) \
                SELECT id, queue, workspace_id, lane, kind, dedupe_key, $2, $2, 0, max_attempts, lease_number, \
                last_error, created_at FROM dead_job WHERE id = $1 \
                ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING";
    execute(tx, copy, values![id.0, micros(run_at)]).await?;
    execute(tx, "DELETE FROM dead_job WHERE id = $1", values![id.0]).await?;
    tx.wake_after_commit(found.queue);
    Ok(Some(found))
}

/// Removes those that were to do this: it is about to be done anew.
pub async fn forget(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    kind: JobKind,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM dead_job WHERE queue = $1 AND workspace_id = $2 AND kind = $3";
    let values = values![kind.queue().as_str(), workspace_id.0, json(&kind)?];
    execute(conn, sql, values).await.map(|_| ())
}
