//! Removing tokens and grants that cannot be used any more, and with them sessions of the console.

use std::time::Duration;

use colloquy_store::Durability;
use colloquy_store::oauth::grants;
use tokio_util::sync::CancellationToken;

use crate::{App, AppError, sessions};

/// Time between two sweeps.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Sweeps once an hour. Each process with workers does; that they do so at the same time does no harm.
pub async fn keep_sweeping(app: App, shutdown: CancellationToken) {
    let sweeping = async {
        loop {
            app.clock.sleep_until(app.now() + HOUR).await;
            match sweep(&app).await {
                Ok(0) => {}
                Ok(removed) => tracing::info!(oauth.removed = removed, "removed expired tokens and grants"),
                Err(error) => tracing::warn!(%error, "could not remove expired tokens"),
            }
            match sessions::sweep(&app).await {
                Ok(0) => {}
                Ok(removed) => tracing::info!(sessions.removed = removed, "removed ended sessions"),
                Err(error) => tracing::warn!(%error, "could not remove ended sessions"),
            }
        }
    };
    shutdown.run_until_cancelled(sweeping).await;
}

/// Removes what has expired; returns how many tokens and grants.
pub async fn sweep(app: &App) -> Result<u64, AppError> {
    let now = app.now();
    let swept = app
        .store
        .write(Durability::Relaxed, move |tx| Box::pin(async move { grants::sweep(tx, now).await }))
        .await;
    Ok(swept?)
}
