//! What a worker does with a job that it has claimed.

use std::collections::HashSet;

use colloquy_domain::{Instant, JobId};
use sea_orm::{ConnectionTrait, Value};

use super::{Lease, LeaseToken, LeasedJob, queue_of};
use crate::error::StoreError;
use crate::sql::{execute, micros, query_all, query_one, row_lock, values};
use crate::store::Store;
use crate::tx::{Durability, Tx};

/// Leases that one statement prolongs or gives back.
const LEASES_PER_STATEMENT: usize = 500;

/// Removes a job that is done, in the transaction that stores its result.
///
/// False if the lease was lost: the transaction must be rolled back, with [`StoreError::LeaseLost`].
pub async fn finish(tx: &Tx, leased: &LeasedJob) -> Result<bool, StoreError> {
    let sql = "DELETE FROM job WHERE id = $1 AND lease_number = $2";
    Ok(execute(tx, sql, values![leased.job.id.0, leased.token.0]).await? > 0)
}

/// Removes a job that has become needless, whoever has it: who is at it finds its lease lost.
pub async fn withdraw(tx: &Tx, dedupe_key: &str) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM job WHERE dedupe_key = $1", values![dedupe_key]).await.map(|_| ())
}

/// Has a job tried again at `run_at`. False if the lease was lost.
pub async fn retry(tx: &Tx, leased: &LeasedJob, run_at: Instant, error: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE job SET run_at = $1, due_at = $1, last_error = $2, worker = NULL, \
               lease_number = lease_number + 1 WHERE id = $3 AND lease_number = $4";
    let values = values![micros(run_at), error, leased.job.id.0, leased.token.0];
    tx.wake_after_commit(leased.job.kind.queue());
    Ok(execute(tx, sql, values).await? > 0)
}

/// Gives a job up: it becomes a dead letter. False if the lease was lost.
pub async fn bury(tx: &Tx, leased: &LeasedJob, error: &str) -> Result<bool, StoreError> {
    let copy = "INSERT INTO dead_job (id, queue, workspace_id, lane, kind, dedupe_key, attempts, max_attempts, \
                lease_number, last_error, created_at, died_at) \
                SELECT id, queue, workspace_id, lane, kind, dedupe_key, attempts, max_attempts, lease_number, $1, \
                created_at, $2 FROM job WHERE id = $3 AND lease_number = $4";
    let now = micros(tx.shared.clock.now());
    if execute(tx, copy, values![error, now, leased.job.id.0, leased.token.0]).await? == 0 {
        return Ok(false);
    }
    // Whoever takes the job between the two statements (PostgreSQL) keeps it, and the caller rolls back.
    finish(tx, leased).await
}

/// Asks whether the job is still one's own, and keeps it so until the transaction has ended: for changes that do
/// not end the job. False if the lease was lost.
pub async fn hold(tx: &Tx, leased: &LeasedJob) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM job WHERE id = $1 AND lease_number = $2{}", row_lock(tx));
    let found = query_one(tx, &sql, values![leased.job.id.0, leased.token.0], |_| Ok(())).await?;
    Ok(found.is_some())
}

/// Prolongs leases until `lease_until`; returns those that are still the caller's.
pub async fn heartbeat(
    store: &Store,
    leases: &[Lease],
    lease_until: Instant,
) -> Result<HashSet<Lease>, StoreError> {
    let mut own = HashSet::with_capacity(leases.len());
    for chunk in leases.chunks(LEASES_PER_STATEMENT) {
        let chunk = chunk.to_vec();
        let prolonged = store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move { prolong(tx, &chunk, lease_until).await })
            })
            .await?;
        own.extend(prolonged);
    }
    Ok(own)
}

/// Gives jobs back undone, as at shutdown: others may take them at once, and the attempt does not count. Those that
/// were lost stay with whoever has them.
pub async fn give_back(store: &Store, leases: &[Lease]) -> Result<(), StoreError> {
    for chunk in leases.chunks(LEASES_PER_STATEMENT) {
        let chunk = chunk.to_vec();
        store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move {
                    let (own, values) = are_own(&chunk, 0);
                    let sql = format!(
                        "UPDATE job SET due_at = run_at, attempts = attempts - 1, worker = NULL, \
                         lease_number = lease_number + 1 WHERE {own} RETURNING queue"
                    );
                    let queues = query_all(tx, &sql, values, |row| row.word(queue_of)).await?;
                    queues.into_iter().for_each(|queue| tx.wake_after_commit(queue));
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
    }
    Ok(())
}

async fn prolong(
    conn: &impl ConnectionTrait,
    leases: &[Lease],
    lease_until: Instant,
) -> Result<Vec<Lease>, StoreError> {
    let (own, mut values) = are_own(leases, 1);
    values.insert(0, micros(lease_until).into());
    let sql = format!("UPDATE job SET due_at = $1 WHERE {own} RETURNING id, lease_number");
    query_all(conn, &sql, values, |row| {
        Ok(Lease { job_id: JobId(row.uuid()?), token: LeaseToken(row.take()?) })
    })
    .await
}

/// A condition that holds for jobs with these leases, and its values; `before` placeholders come first.
fn are_own(leases: &[Lease], before: usize) -> (String, Vec<Value>) {
    let conditions: Vec<String> = (0..leases.len())
        .map(|position| {
            let first = before + 2 * position + 1;
            format!("(id = ${first} AND lease_number = ${})", first + 1)
        })
        .collect();
    let values = leases.iter().flat_map(|lease| values![lease.job_id.0, lease.token.0]).collect();
    (conditions.join(" OR "), values)
}
