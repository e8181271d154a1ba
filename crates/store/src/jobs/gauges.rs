//! How the queues are doing.

use std::time::Duration;

use colloquy_domain::Instant;
use colloquy_domain::job::Queue;
use sea_orm::ConnectionTrait;

use super::queue_of;
use crate::error::StoreError;
use crate::sql::{micros, query_all, query_one, values};

/// How many jobs a queue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueCounts {
    /// The queue.
    pub queue: Queue,
    /// Due, but not taken yet.
    pub due: u64,
    /// Not due yet.
    pub scheduled: u64,
    /// A worker has them.
    pub running: u64,
    /// Given up.
    pub dead: u64,
}

/// When the next job of the queue becomes due after `now`, by its schedule or by the end of a lease.
pub async fn next_due(
    conn: &impl ConnectionTrait,
    queue: Queue,
    now: Instant,
) -> Result<Option<Instant>, StoreError> {
    let sql = "SELECT MIN(due_at) FROM job WHERE queue = $1 AND due_at > $2";
    let found =
        query_one(conn, sql, values![queue.as_str(), micros(now)], |row| row.optional_instant()).await?;
    Ok(found.flatten())
}

/// For how long the job that waits longest has been due; none where no job is due.
pub async fn oldest_due_age(
    conn: &impl ConnectionTrait,
    queue: Queue,
    now: Instant,
) -> Result<Option<Duration>, StoreError> {
    let sql = "SELECT MIN(due_at) FROM job WHERE queue = $1 AND due_at <= $2";
    let found =
        query_one(conn, sql, values![queue.as_str(), micros(now)], |row| row.optional_instant()).await?;
    Ok(found.flatten().map(|due_at| (now - due_at).unsigned_abs()))
}

/// Counts the jobs of every queue, all queues listed. Reads an index of all jobs: for metrics, not for work.
pub async fn counts(conn: &impl ConnectionTrait, now: Instant) -> Result<Vec<QueueCounts>, StoreError> {
    // Nobody has a job without a worker; one whose lease ran out is due again.
    let living = "SELECT queue, \
                  CASE WHEN due_at <= $1 THEN 0 WHEN worker IS NULL THEN 1 ELSE 2 END AS state, COUNT(*) \
                  FROM job GROUP BY 1, 2";
    let living = query_all(conn, living, values![micros(now)], |row| {
        Ok((row.word(queue_of)?, i64::from(row.take::<i32>()?), row.number::<u64>()?))
    })
    .await?;
    let dead = query_all(conn, "SELECT queue, COUNT(*) FROM dead_job GROUP BY queue", vec![], |row| {
        Ok((row.word(queue_of)?, row.number::<u64>()?))
    })
    .await?;

    let living_in = |queue, state| {
        living.iter().find(|(own, kind, _)| (*own, *kind) == (queue, state)).map_or(0, |(_, _, count)| *count)
    };
    Ok(Queue::ALL
        .into_iter()
        .map(|queue| QueueCounts {
            queue,
            due: living_in(queue, 0),
            scheduled: living_in(queue, 1),
            running: living_in(queue, 2),
            dead: dead.iter().find(|(own, _)| *own == queue).map_or(0, |(_, count)| *count),
        })
        .collect())
}
