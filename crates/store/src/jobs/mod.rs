//! Work to do, as rows beside the business rows.
//!
//! A job is written in the transaction of the change that it follows from ([`enqueue`]) and is removed in
//! the transaction that stores its result ([`finish`]): it is done exactly when the result is there.
//!
//! **Leases.** A worker [`claim`]s jobs for a time. While it works it prolongs that with [`heartbeat`]; if it
//! dies, the lease runs out and somebody else claims the job. A lease has a number that goes up whenever the
//! job changes hands; [`finish`], [`retry`], [`bury`] and [`hold`] ask for it and return false to who has lost the
//! job. That worker must roll back, so that a job never has two results.
//!
//! **One index for both.** `due_at` says when a job may be taken: `run_at` while it waits, the end of the
//! lease while somebody has it. A lease that ran out is simply a job that is due.
//!
//! **Fairness.** Each job is in a lane. Claims take turns between the lanes that have due jobs, so that a
//! lane with a hundred thousand jobs delays one with a single job by one round, not by a hundred thousand.
//!
//! **Hand-over.** With [`Store::attach`](crate::Store::attach) a job that is due at once is written already
//! leased to a worker of this process and sent to it after the commit: no claim, no second commit. That is
//! only a short cut. If the channel is full, or the process dies, the row is there and is claimed as usual.
//!
//! **Dead letters.** A job that has been given up moves to a table of its own ([`bury`]), where it can be
//! listed and put back ([`dead`]). The hot table holds living jobs only.

mod claim;
pub mod dead;
mod enqueue;
mod gauges;
mod handover;
mod lease;

use colloquy_domain::job::{Job, JobKind, Queue};
use colloquy_domain::{Instant, JobId, WorkspaceId};
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::Fields;

pub(crate) use self::claim::LaneTurns;
pub use self::claim::claim;
pub use self::enqueue::{enqueue, replace};
pub use self::gauges::{QueueCounts, counts, next_due, oldest_due_age};
pub(crate) use self::handover::{Attachments, HandedOver};
pub use self::lease::{bury, finish, give_back, heartbeat, hold, retry, withdraw};

/// A job to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Between whom workers are fair: the workspace, or the endpoint for deliveries.
    pub lane: Uuid,
    /// What is to be done; the queue follows from it.
    pub kind: JobKind,
    /// Not before.
    pub run_at: Instant,
    /// After so many attempts it should be given up. The store counts, the worker decides.
    pub max_attempts: u32,
    /// At most one living job has this key: enqueuing another one does nothing.
    pub dedupe_key: Option<String>,
}

/// Who claims jobs: one per process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkerId(pub Uuid);

impl WorkerId {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        Self(Uuid::now_v7())
    }
}

/// What proves that a job is still one's own. It differs for every claim of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LeaseToken(pub(crate) i64);

/// One claim of one job: what [`heartbeat`] and [`give_back`] have to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lease {
    job_id: JobId,
    token: LeaseToken,
}

/// A job that a worker has claimed.
#[derive(Debug)]
pub struct LeasedJob {
    /// The job. Its `attempts` counts the present one.
    pub job: Job,
    /// Proof of the claim.
    pub token: LeaseToken,
    /// Frees the lane's place when it is dropped; none where it was claimed.
    #[expect(dead_code, reason = "held for what happens when it is dropped")]
    pub(crate) place: Option<handover::Place>,
    /// See [`Self::committed_at`].
    pub(crate) committed_at: Option<std::time::Instant>,
}

impl LeasedJob {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> JobId {
        self.job.id
    }

    /// The claim.
    #[must_use]
    pub fn lease(&self) -> Lease {
        Lease { job_id: self.job.id, token: self.token }
    }

    /// When the commit that wrote the job had returned, on this process's own clock that never steps; none where the
    /// job was not handed over but claimed.
    #[must_use]
    pub fn committed_at(&self) -> Option<std::time::Instant> {
        self.committed_at
    }

    /// Whether it should be given up if this attempt fails.
    #[must_use]
    pub fn is_last_attempt(&self) -> bool {
        self.job.attempts >= self.job.max_attempts
    }
}

/// The columns that [`read_leased`] reads.
const LEASED_COLUMNS: &str =
    "id, workspace_id, lane, kind, run_at, attempts, max_attempts, last_error, created_at, lease_number";

fn read_leased(row: &mut Fields<'_>) -> Result<LeasedJob, StoreError> {
    let job = Job {
        id: JobId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        lane: row.uuid()?,
        kind: row.json()?,
        run_at: row.instant()?,
        attempts: row.number()?,
        max_attempts: row.number()?,
        last_error: row.take()?,
        created_at: row.instant()?,
    };
    Ok(LeasedJob { job, token: LeaseToken(row.take()?), place: None, committed_at: None })
}

fn queue_of(text: &str) -> Option<Queue> {
    Queue::parse(text)
}
