//! Writing jobs down.

use colloquy_domain::job::Job;
use colloquy_domain::{Instant, JobId};
use time::Duration;

use super::handover::Reserved;
use super::{LeaseToken, LeasedJob, NewJob};
use crate::error::StoreError;
use crate::sql::{execute, insert, insert_or, json, micros, number, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, queue, workspace_id, lane, kind, dedupe_key, run_at, due_at, attempts, max_attempts, \
                       lease_number, worker, created_at";

/// Writes jobs, to be done once the transaction is committed. A job whose `dedupe_key` a living job has
/// already is left out.
pub async fn enqueue(tx: &Tx, jobs: Vec<NewJob>) -> Result<(), StoreError> {
    let now = tx.shared.clock.now();
    let (mut keyed, mut plain): (Vec<NewJob>, Vec<NewJob>) =
        jobs.into_iter().partition(|job| job.dedupe_key.is_some());
    if !keyed.is_empty() {
        // In order of their keys, so that two transactions with the same ones do not wait for each other.
        keyed.sort_by(|one, other| one.dedupe_key.cmp(&other.dedupe_key));
        write_keyed(tx, keyed, now).await?;
    }
    if !plain.is_empty() {
        write_plain(tx, &mut plain, now).await?;
    }
    Ok(())
}

/// Writes a job in place of all that are to do the same in its lane. A worker that is at such a job loses its
/// lease.
pub async fn replace(tx: &Tx, job: NewJob) -> Result<(), StoreError> {
    let sql = "DELETE FROM job WHERE queue = $1 AND lane = $2 AND kind = $3";
    execute(tx, sql, values![job.kind.queue().as_str(), job.lane, json(&job.kind)?]).await?;
    enqueue(tx, vec![job]).await
}

/// Jobs with a key are never handed over: whether they are written shows only afterwards.
async fn write_keyed(tx: &Tx, jobs: Vec<NewJob>, now: Instant) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(jobs.len());
    for job in &jobs {
        rows.push(row(JobId::generate(), job, None, now)?);
        tx.wake_after_commit(job.kind.queue());
    }
    let suffix = "ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING";
    insert_or(tx, "job", COLUMNS, rows, suffix).await?;
    Ok(())
}

async fn write_plain(tx: &Tx, jobs: &mut Vec<NewJob>, now: Instant) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(jobs.len());
    let mut handed_over = Vec::new();
    for job in jobs.drain(..) {
        let id = JobId::generate();
        let queue = job.kind.queue();
        let reserved = if job.run_at <= now { tx.shared.attachments.reserve(queue, job.lane) } else { None };
        rows.push(row(id, &job, reserved.as_ref(), now)?);
        match reserved {
            Some(reserved) => handed_over.push(reserved.fill(first_claim(id, job, now))),
            None => tx.wake_after_commit(queue),
        }
    }
    insert(tx, "job", COLUMNS, rows).await?;
    for job in handed_over {
        tx.hand_over_after_commit(job);
    }
    Ok(())
}

fn row(
    id: JobId,
    job: &NewJob,
    reserved: Option<&Reserved>,
    now: Instant,
) -> Result<Vec<sea_orm::Value>, StoreError> {
    let due_at = reserved.map_or(job.run_at, |reserved| now + reserved.lease);
    let is_claimed = i64::from(reserved.is_some());
    Ok(values![
        id.0,
        job.kind.queue().as_str(),
        job.workspace_id.0,
        job.lane,
        json(&job.kind)?,
        job.dedupe_key.clone(),
        micros(job.run_at),
        micros(due_at),
        is_claimed,
        number(job.max_attempts),
        is_claimed,
        reserved.map(|reserved| reserved.worker.0),
        micros(now),
    ])
}

fn first_claim(id: JobId, job: NewJob, now: Instant) -> LeasedJob {
    LeasedJob {
        job: Job {
            id,
            workspace_id: job.workspace_id,
            lane: job.lane,
            kind: job.kind,
            // As it will be read back: the database keeps microseconds.
            run_at: whole_micros(job.run_at),
            attempts: 1,
            max_attempts: job.max_attempts,
            last_error: None,
            created_at: whole_micros(now),
        },
        token: LeaseToken(1),
        place: None,
        committed_at: None,
    }
}

fn whole_micros(instant: Instant) -> Instant {
    instant - Duration::nanoseconds(i64::from(instant.nanosecond() % 1000))
}
