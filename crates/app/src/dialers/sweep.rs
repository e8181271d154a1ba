//! Forgetting what dialers told.

use colloquy_domain::Instant;
use colloquy_store::{Durability, dialers};

use crate::{App, AppError};

/// Forgets events that came before then; returns how many. Recordings are offered for days, not for months, and what
/// a call has become is kept elsewhere.
pub async fn sweep(app: &App, before: Instant) -> Result<u64, AppError> {
    let forgotten = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { dialers::delete_events_before(tx, before).await })
        })
        .await;
    Ok(forgotten?)
}
