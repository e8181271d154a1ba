//! Jobs that were given up.

use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::{Instant, JobId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::queue_of;
use crate::error::StoreError;
use crate::sql::{Fields, execute, micros, query_all, values};
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

/// Puts one back, to be tried from the beginning at `run_at`. False if there is none with that id.
pub async fn retry(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: JobId,
    run_at: Instant,
) -> Result<bool, StoreError> {
    Ok(put_back(tx, "workspace_id = $1 AND id = $2", values![workspace_id.0, id.0], run_at).await? > 0)
}

/// Puts all of a queue back, to be tried from the beginning at `run_at`; returns how many.
pub async fn retry_all(
    tx: &Tx,
    workspace_id: WorkspaceId,
    queue: Queue,
    run_at: Instant,
) -> Result<u64, StoreError> {
    let values = values![workspace_id.0, queue.as_str()];
    put_back(tx, "workspace_id = $1 AND queue = $2", values, run_at).await
}

/// Moves what `condition` holds for; it has two values.
async fn put_back(tx: &Tx, condition: &str, values: Vec<Value>, run_at: Instant) -> Result<u64, StoreError> {
    // Where a living job has the same key by now, the dead one has nothing left to do.
    let copy = format!(
        "INSERT INTO job (id, queue, workspace_id, lane, kind, dedupe_key, run_at, due_at, attempts, \
         max_attempts, lease_number, last_error, created_at) \
         SELECT id, queue, workspace_id, lane, kind, dedupe_key, $3, $3, 0, max_attempts, lease_number, \
         last_error, created_at FROM dead_job WHERE {condition} \
         ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING"
    );
    let mut with_time = values.clone();
    with_time.push(micros(run_at).into());
    execute(tx, &copy, with_time).await?;
    let removed = execute(tx, &format!("DELETE FROM dead_job WHERE {condition}"), values).await?;
    if removed > 0 {
        Queue::ALL.into_iter().for_each(|queue| tx.wake_after_commit(queue));
    }
    Ok(removed)
}
