//! Ends of jobs, and what is written before the end. Each fails with [`StoreError::LeaseLost`] where the lease is
//! not ours any more, which rolls the transaction back.

use colloquy_domain::Instant;
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{StoreError, Tx};

/// The job is done.
pub async fn finish(tx: &Tx, job: &LeasedJob) -> Result<(), StoreError> {
    still_ours(jobs::finish(tx, job).await?)
}

/// The job is to be tried again.
pub async fn retry(tx: &Tx, job: &LeasedJob, run_at: Instant, error: &str) -> Result<(), StoreError> {
    still_ours(jobs::retry(tx, job, run_at, error).await?)
}

/// The job is given up.
pub async fn bury(tx: &Tx, job: &LeasedJob, error: &str) -> Result<(), StoreError> {
    still_ours(jobs::bury(tx, job, error).await?)
}

/// The job goes on, and stays ours until the transaction has ended.
pub async fn hold(tx: &Tx, job: &LeasedJob) -> Result<(), StoreError> {
    still_ours(jobs::hold(tx, job).await?)
}

fn still_ours(was_ours: bool) -> Result<(), StoreError> {
    if was_ours { Ok(()) } else { Err(StoreError::LeaseLost) }
}
