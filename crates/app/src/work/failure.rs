//! How work fails, and when it is tried again.

use colloquy_domain::job::Job;
use colloquy_insight::InsightError;
use colloquy_speech::SpeechError;
use colloquy_store::StoreError;
use colloquy_store::objects::ObjectError;
use time::Duration;

/// Why an attempt failed.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// Trying again may help.
    #[error("{0}")]
    Transient(String),
    /// Trying again cannot help.
    #[error("{0}")]
    Permanent(String),
    /// The lease ran out meanwhile: another worker has the job, and nothing of this attempt counts.
    #[error("the lease was lost")]
    LeaseLost,
    /// The database failed.
    #[error("the database failed")]
    Store(#[source] StoreError),
}

impl From<StoreError> for WorkError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LeaseLost => Self::LeaseLost,
            other => Self::Store(other),
        }
    }
}

impl From<ObjectError> for WorkError {
    fn from(error: ObjectError) -> Self {
        // A store that is away comes back; a recording that is gone does not.
        match error {
            ObjectError::NotFound(_) => Self::Permanent("the recording is gone from the object store".into()),
            other => Self::Transient(format!("object store: {other}")),
        }
    }
}

impl From<SpeechError> for WorkError {
    fn from(error: SpeechError) -> Self {
        if error.is_permanent() {
            Self::Permanent(error.to_string())
        } else {
            Self::Transient(error.to_string())
        }
    }
}

impl From<InsightError> for WorkError {
    fn from(error: InsightError) -> Self {
        if error.is_transient() {
            Self::Transient(error.to_string())
        } else {
            Self::Permanent(error.to_string())
        }
    }
}

/// Refuses a job whose attempts are used up although none of them failed: each took its process with it, and the
/// next one would, too.
pub fn check_attempts_left(job: &Job) -> Result<(), WorkError> {
    if job.attempts <= job.max_attempts {
        return Ok(());
    }
    let lost = job.attempts - 1;
    Err(WorkError::Permanent(format!("given up: {lost} attempts ended with the process that made them")))
}

/// Delay before the next attempt of a stage, from the number of attempts made: 2 s, 10 s, 50 s, 250 s, ….
#[must_use]
pub fn stage_retry_delay(attempts: u32) -> Duration {
    let seconds = 2_i64.saturating_mul(5_i64.saturating_pow(attempts.saturating_sub(1).min(6)));
    Duration::seconds(seconds.min(3_600))
}
