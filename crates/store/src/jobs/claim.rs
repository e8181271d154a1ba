//! Taking jobs, in turns between lanes.
//!
//! A claim first reads the few hundred jobs that have been due longest. As long as the backlog is shorter
//! than that, these are all, and the turns are taken among them. With a longer backlog one lane may fill all
//! of them; then the lanes are found by skipping from one to the next in the index (a *loose scan*: two
//! seeks per lane, however many jobs it has), and each contributes its own oldest. Nothing reads the whole
//! backlog.
//!
//! Turns go round by lane id and continue after the lane that was served last, so that a claim of a few jobs
//! does not serve the same few lanes every time. The place where to continue is kept by each process; it
//! only has to be good, not exact.
//!
//! What was chosen is then taken by one `UPDATE`. On PostgreSQL somebody else may have been quicker; rows
//! that are locked are left out, more were chosen than wanted, and the claim is made again if nothing was
//! left. Its planner is told to walk the indexes: it knows a table of jobs as it was at its last ANALYZE,
//! usually all but empty, and would sort a backlog that it has never heard of. On SQLite all of it happens in one write transaction.

use std::collections::{BTreeMap, HashMap};

use colloquy_domain::job::Queue;
use colloquy_domain::{Instant, JobId};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::{LEASED_COLUMNS, LeasedJob, WorkerId, read_leased};
use crate::error::StoreError;
use crate::sql::{execute, micros, number, placeholders, query_all, values};
use crate::store::Store;
use crate::tx::{Durability, Tx};

/// Jobs that are looked at before lanes are scanned.
const OLDEST_JOBS: usize = 256;

/// Lanes that one claim considers.
const LANES: usize = 64;

/// How often a claim is made again when others took everything that was chosen.
const ROUNDS: usize = 4;

/// For each queue the lane that was served last.
pub(crate) type LaneTurns = HashMap<Queue, Uuid>;

/// A job that could be taken.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    id: JobId,
    lane: Uuid,
}

/// What a claim asks for.
#[derive(Debug, Clone)]
struct Wish {
    queue: Queue,
    worker: WorkerId,
    lease_until: Instant,
    limit: usize,
    now: Instant,
    busy_lanes: HashMap<Uuid, usize>,
    max_per_lane: usize,
}

/// Takes at most `limit` jobs that are due at `now`, also those whose lease ran out, and leases them to
/// `worker`. No lane gets more than `max_per_lane` jobs, counting those in `busy_lanes`. Each claim of a job
/// counts as an attempt.
#[expect(clippy::too_many_arguments, reason = "each is a question that the worker has to answer")]
pub async fn claim(
    store: &Store,
    queue: Queue,
    worker: WorkerId,
    lease_until: Instant,
    limit: usize,
    now: Instant,
    busy_lanes: &HashMap<Uuid, usize>,
    max_per_lane: usize,
) -> Result<Vec<LeasedJob>, StoreError> {
    let wish = Wish { queue, worker, lease_until, limit, now, busy_lanes: busy_lanes.clone(), max_per_lane };
    // An empty queue is the usual case and needs no transaction.
    if limit == 0 || oldest(store.reader(), &wish, 1).await?.is_empty() {
        return Ok(Vec::new());
    }
    for _ in 0..ROUNDS {
        let wish = wish.clone();
        let (had_candidates, taken) =
            store.write(Durability::Relaxed, move |tx| Box::pin(choose_and_take(tx, wish))).await?;
        if !taken.is_empty() || !had_candidates {
            return Ok(taken);
        }
    }
    Ok(Vec::new())
}

/// Whether there was anything to choose from, and what was taken.
async fn choose_and_take(tx: &Tx, wish: Wish) -> Result<(bool, Vec<LeasedJob>), StoreError> {
    let backend = tx.get_database_backend();
    // On PostgreSQL others claim at the same time: choose more than is wanted.
    let wanted = if backend == DbBackend::Sqlite { wish.limit } else { wish.limit.saturating_mul(4) };
    let after = tx.shared.lane_turns.lock().get(&wish.queue).copied().unwrap_or(Uuid::nil());

    if backend == DbBackend::Postgres {
        let walk =
            "SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)";
        execute(tx, walk, vec![]).await?;
    }
    let mut candidates = oldest(tx, &wish, OLDEST_JOBS).await?;
    if candidates.len() == OLDEST_JOBS {
        candidates = oldest_of_lanes(tx, &wish, after, wanted).await?;
    }
    let chosen = in_turns(candidates, &wish, after, wanted);
    if chosen.is_empty() {
        return Ok((false, Vec::new()));
    }
    let mut taken = match backend {
        DbBackend::Sqlite => take_alone(tx, &wish, &chosen).await?,
        _ => take_beside_others(tx, &wish, &chosen).await?,
    };
    let rank: HashMap<JobId, usize> = chosen.iter().enumerate().map(|(rank, own)| (own.id, rank)).collect();
    taken.sort_by_key(|leased| rank.get(&leased.job.id).copied());
    if let Some(last) = taken.last() {
        tx.shared.lane_turns.lock().insert(wish.queue, last.job.lane);
    }
    Ok((true, taken))
}

async fn oldest(
    conn: &impl ConnectionTrait,
    wish: &Wish,
    limit: usize,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = "SELECT id, lane FROM job WHERE queue = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3";
    let values = values![wish.queue.as_str(), micros(wish.now), number(limit)];
    query_all(conn, sql, values, |row| Ok(Candidate { id: JobId(row.uuid()?), lane: row.uuid()? })).await
}

/// The oldest due jobs of each of the next lanes.
async fn oldest_of_lanes(
    tx: &Tx,
    wish: &Wish,
    after: Uuid,
    wanted: usize,
) -> Result<Vec<Candidate>, StoreError> {
    let mut lanes = lanes_with_due_jobs(tx, wish, ">", after, Uuid::max()).await?;
    if lanes.len() < LANES {
        // Round the corner, up to the lane served last.
        lanes.extend(lanes_with_due_jobs(tx, wish, ">=", Uuid::nil(), after).await?);
        lanes.truncate(LANES);
    }
    if lanes.is_empty() {
        return Ok(Vec::new());
    }
    let per_lane = wanted.min(wish.max_per_lane);
    let mut values = values![wish.queue.as_str(), micros(wish.now), number(per_lane)];
    let mut parts = Vec::with_capacity(lanes.len());
    for lane in lanes {
        values.push(lane.into());
        parts.push(format!(
            "SELECT * FROM (SELECT id, lane FROM job WHERE queue = $1 AND lane = ${} AND due_at <= $2 \
             ORDER BY due_at LIMIT $3) AS lane_{}",
            values.len(),
            parts.len()
        ));
    }
    let sql = parts.join(" UNION ALL ");
    query_all(tx, &sql, values, |row| Ok(Candidate { id: JobId(row.uuid()?), lane: row.uuid()? })).await
}

/// Lanes greater than `from` (or equal, as `compares` says) and at most `up_to` that have due jobs and are not at their limit.
async fn lanes_with_due_jobs(
    tx: &Tx,
    wish: &Wish,
    compares: &str,
    from: Uuid,
    up_to: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    // The anchor finds the first lane, the step the next lane after each.
    let sql = format!(
        "WITH RECURSIVE lanes (lane) AS ( \
           SELECT (SELECT lane FROM job WHERE queue = $1 AND lane {compares} $2 ORDER BY lane LIMIT 1) \
           UNION ALL \
           SELECT (SELECT job.lane FROM job WHERE job.queue = $1 AND job.lane > lanes.lane \
                   ORDER BY job.lane LIMIT 1) \
           FROM lanes WHERE lanes.lane IS NOT NULL AND lanes.lane <= $3 \
         ) \
         SELECT lane FROM lanes WHERE lane IS NOT NULL AND lane <= $3 \
         AND EXISTS (SELECT 1 FROM job WHERE job.queue = $1 AND job.lane = lanes.lane AND job.due_at <= $4) \
         LIMIT $5"
    );
    // Those at their limit are left out below: there are never more of them than jobs that run.
    let limit = LANES + wish.busy_lanes.len();
    let values = values![wish.queue.as_str(), from, up_to, micros(wish.now), number(limit)];
    let lanes = query_all(tx, &sql, values, |row| row.uuid()).await?;
    Ok(lanes.into_iter().filter(|lane| wish.room_in(*lane) > 0).take(LANES).collect())
}

impl Wish {
    fn room_in(&self, lane: Uuid) -> usize {
        self.max_per_lane.saturating_sub(self.busy_lanes.get(&lane).copied().unwrap_or(0))
    }
}

/// Chooses at most `wanted`: one of each lane, then the next of each, beginning after the lane `after`.
fn in_turns(candidates: Vec<Candidate>, wish: &Wish, after: Uuid, wanted: usize) -> Vec<Candidate> {
    let mut by_lane: BTreeMap<Uuid, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        let own = by_lane.entry(candidate.lane).or_default();
        if own.len() < wish.room_in(candidate.lane) {
            own.push(candidate);
        }
    }
    let (before, behind): (Vec<_>, Vec<_>) = by_lane.into_iter().partition(|(lane, _)| *lane <= after);
    let lanes: Vec<Vec<Candidate>> = behind.into_iter().chain(before).map(|(_, own)| own).collect();
    let rounds = lanes.iter().map(Vec::len).max().unwrap_or(0);
    (0..rounds)
        .flat_map(|round| lanes.iter().filter_map(move |own| own.get(round)))
        .copied()
        .take(wanted)
        .collect()
}

async fn take_alone(tx: &Tx, wish: &Wish, chosen: &[Candidate]) -> Result<Vec<LeasedJob>, StoreError> {
    let sql = format!(
        "UPDATE job SET due_at = $1, worker = $2, attempts = attempts + 1, lease_number = lease_number + 1 \
         WHERE id IN ({}) RETURNING {LEASED_COLUMNS}",
        placeholders(3, chosen.len())
    );
    let mut values = values![micros(wish.lease_until), wish.worker.0];
    values.extend(chosen.iter().map(|candidate| candidate.id.0.into()));
    query_all(tx, &sql, values, read_leased).await
}

async fn take_beside_others(
    tx: &Tx,
    wish: &Wish,
    chosen: &[Candidate],
) -> Result<Vec<LeasedJob>, StoreError> {
    // One text for any number of jobs, so that it stays prepared. The rows are looked up by their key; the
    // condition on the time is asked again once they are locked.
    let sql = format!(
        "UPDATE job SET due_at = $1, worker = $2, attempts = attempts + 1, lease_number = lease_number + 1 \
         WHERE id = ANY (ARRAY( \
           SELECT job.id FROM unnest(string_to_array($3, ',')::uuid[]) WITH ORDINALITY AS chosen (id, rank) \
           JOIN job ON job.id = chosen.id WHERE job.due_at <= $4 ORDER BY chosen.rank LIMIT $5 \
           FOR UPDATE OF job SKIP LOCKED)) \
         RETURNING {LEASED_COLUMNS}"
    );
    let ids = chosen.iter().map(|candidate| candidate.id.to_string()).collect::<Vec<_>>().join(",");
    let values = values![micros(wish.lease_until), wish.worker.0, ids, micros(wish.now), number(wish.limit)];
    query_all(tx, &sql, values, read_leased).await
}
