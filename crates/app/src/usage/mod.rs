//! How much of the server is used: which key asked for what, and whether most of a month's quota is used up.
//!
//! A request is not kept waiting to be counted. What is answered goes to a [`UsageLog`] in memory and is written down
//! every second, or sooner when much has gathered; whoever reads figures has what this process knows written down
//! before, so that a client sees its own requests. A process that is killed forgets the last second.
//!
//! Quotas stop nobody. When four fifths of one are used, an event tells so: once for each month and resource, in a
//! transaction that counts requests. Comparing costs more than counting, so it is done for a workspace at most every
//! few seconds, and then once more where something was counted in between.

mod log;

use std::time::Duration;

use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::usage::{ApiCall, BillingPeriod, KeyUsage, Usage};
use colloquy_domain::{Instant, WorkspaceId};
use colloquy_store::{Durability, StoreError, api_usage};
use tokio_util::sync::CancellationToken;

pub use self::log::UsageLog;
use crate::{App, AppError};

/// Bytes of what quotas call a gigabyte.
pub const GIGABYTE: u64 = 1_000_000_000;

/// Time between two writes.
const PAUSE: Duration = Duration::from_secs(1);

/// Rows that one transaction of the sweep removes.
const PRUNED_AT_ONCE: u64 = 5_000;

/// How much a workspace may use in a month before it is warned; 0 for as much as it likes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quotas {
    /// Requests.
    pub calls: u64,
    /// Webhook deliveries.
    pub webhooks: u64,
    /// Gigabytes of recordings that are kept.
    pub storage_gb: u64,
}

impl Quotas {
    fn is_any_set(self) -> bool {
        self != Self::default()
    }
}

/// Writes down what was recorded every second, and once more at the end.
pub async fn keep_flushing(app: App, shutdown: CancellationToken) {
    loop {
        let is_over = tokio::select! {
            () = shutdown.cancelled() => true,
            () = tokio::time::sleep(PAUSE) => false,
            () = app.usage().much() => false,
        };
        if let Err(error) = flush_now(&app).await {
            tracing::warn!(%error, "could not write down how much the server is used");
        }
        if is_over {
            return;
        }
    }
}

/// Writes down all that was recorded so far.
pub async fn flush_now(app: &App) -> Result<(), AppError> {
    // In a task of its own: what was taken to be written must not be lost with a request that is cut off.
    let app = app.clone();
    tokio::spawn(async move { app.usage().flush(&app).await }).await.map_err(AppError::internal)?
}

/// What the workspace used in a month.
pub async fn summary(app: &App, workspace_id: WorkspaceId, period: BillingPeriod) -> Result<Usage, AppError> {
    flush_now(app).await?;
    Ok(api_usage::usage(app.store.reader(), workspace_id, period).await?)
}

/// What each of its keys used in a month.
pub async fn by_key(
    app: &App,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
) -> Result<Vec<KeyUsage>, AppError> {
    flush_now(app).await?;
    Ok(api_usage::by_key(app.store.reader(), workspace_id, period).await?)
}

/// The requests of a month, newest first.
pub async fn details(
    app: &App,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
    slice: Slice,
) -> Result<Sliced<ApiCall>, AppError> {
    flush_now(app).await?;
    Ok(api_usage::details(app.store.reader(), workspace_id, period, slice).await?)
}

/// Forgets single requests from before then; returns how many. The counts of the months stay.
pub async fn prune(app: &App, before: Instant) -> Result<u64, AppError> {
    let mut forgotten = 0;
    loop {
        let some: Result<u64, StoreError> = app
            .store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move { api_usage::prune(tx, before, PRUNED_AT_ONCE).await })
            })
            .await;
        let some = some?;
        forgotten += some;
        if some < PRUNED_AT_ONCE {
            return Ok(forgotten);
        }
    }
}
