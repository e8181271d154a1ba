//! Forgetting pieces of recordings whose call never ended.

use colloquy_domain::Instant;
use colloquy_store::{Durability, StoreError, audio_pieces};

use crate::{App, AppError};

/// Forgets pieces that came before then; returns how many. Their objects, which nothing names any more, are removed by
/// the sweep for such.
pub async fn sweep(app: &App, before: Instant) -> Result<u64, AppError> {
    let forgotten: Result<u64, StoreError> =
        app.store.write(Durability::Full, move |tx| Box::pin(audio_pieces::delete_before(tx, before))).await;
    Ok(forgotten?)
}
