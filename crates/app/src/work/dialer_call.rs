//! Taking a dialer's call in whose request did not get to the end of that: its process died, the dialer's last try
//! found the recording missing, the database was away.

use std::sync::Arc;

use colloquy_domain::DialerEventId;
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError};
use tokio_util::sync::CancellationToken;

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{bury, finish, retry};
use super::stage::Ended;
use crate::dialers::{may_pass, take_later};
use crate::{App, AppError};

/// Attempts to take the call in, and writes down how it went.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: DialerEventId, shutdown: &CancellationToken) -> Ended {
    let (reason, is_final) = match try_once(app, job, id).await {
        Ok(()) => return write(app, job, None, id).await,
        Err(Failure::GivenUp(error)) => (error.to_string(), true),
        Err(Failure::Refused(error)) => {
            let is_final = !may_pass(&error) || job.is_last_attempt();
            if !is_final && shutdown.is_cancelled() {
                return Ended::CutOff;
            }
            (error.to_string(), is_final)
        }
    };
    tracing::warn!(dialer_event.id = %id, attempt = job.job.attempts, error = reason, "could not take a call in");
    write(app, job, Some((reason, is_final)), id).await
}

enum Failure {
    GivenUp(WorkError),
    Refused(AppError),
}

async fn try_once(app: &App, job: &LeasedJob, id: DialerEventId) -> Result<(), Failure> {
    check_attempts_left(&job.job).map_err(Failure::GivenUp)?;
    take_later(app, id).await.map_err(Failure::Refused)
}

/// Ends the job, or has it tried again. Where the call was taken in, that has ended it already.
async fn write(app: &App, job: &Arc<LeasedJob>, failed: Option<(String, bool)>, id: DialerEventId) -> Ended {
    let (ended, now) = (job.clone(), app.now());
    let written = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            match failed {
                None => finish(tx, &ended).await,
                Some((reason, true)) => bury(tx, &ended, &reason).await,
                Some((reason, false)) => {
                    retry(tx, &ended, now + stage_retry_delay(ended.job.attempts), &reason).await
                }
            }
        })
    });
    match written.await {
        Ok(()) | Err(StoreError::LeaseLost) => {}
        Err(error) => tracing::error!(dialer_event.id = %id, %error, "could not write down an attempt"),
    }
    Ended::ForGood
}
