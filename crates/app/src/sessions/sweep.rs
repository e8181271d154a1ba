//! Removing what lets nobody in any more.

use colloquy_store::{Durability, StoreError, passwords, sessions};

use crate::{App, AppError};

/// Removes sessions that have ended and links to new passwords that are over; returns how many of both.
pub async fn sweep(app: &App) -> Result<u64, AppError> {
    let now = app.now();
    let swept = app
        .store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                let ended = sessions::sweep(tx, now).await?;
                Ok::<_, StoreError>(ended + passwords::sweep_resets(tx, now).await?)
            })
        })
        .await;
    Ok(swept?)
}
