//! Forgetting traces that belong to nothing.

use colloquy_domain::Instant;
use colloquy_store::{Durability, StoreError, traces};

use crate::{App, AppError};

/// Removes traces that came before then and that no conversation knows; returns how many. A call is told of minutes
/// after its spans at most, or imported some days later.
pub async fn sweep(app: &App, before: Instant) -> Result<u64, AppError> {
    let mut removed = 0;
    loop {
        let some: Result<u64, StoreError> = app
            .store
            .write(Durability::Full, move |tx| Box::pin(traces::delete_unlinked_before(tx, before)))
            .await;
        match some? {
            0 => return Ok(removed),
            some => removed += some,
        }
    }
}
