//! Forgetting when dialogues were begun, once nobody counts them any more.

use colloquy_store::{Durability, StoreError, dialogues};

use super::begin::COUNTED;
use crate::{App, AppError};

/// Rows that are removed in one transaction.
const AT_ONCE: u64 = 10_000;

/// Forgets what is too old to be counted.
pub(crate) async fn sweep(app: &App) -> Result<(), AppError> {
    let before = app.now() - COUNTED;
    loop {
        let forgotten: Result<u64, StoreError> = app
            .store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move { dialogues::prune_begun(tx, before, AT_ONCE).await })
            })
            .await;
        if forgotten? < AT_ONCE {
            return Ok(());
        }
    }
}
