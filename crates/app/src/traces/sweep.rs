//! Forgetting traces that belong to nothing.

use colloquy_domain::Instant;
use colloquy_store::traces::SeenTrace;
use colloquy_store::{Durability, StoreError, traces};

use crate::{App, AppError};

/// Traces that are looked at in one go.
const LOOKED_AT_ONCE: u64 = 1_000;

/// Traces that are removed in one transaction: one may have many spans, and others wait meanwhile.
const REMOVED_AT_ONCE: usize = 20;

/// Removes traces that came before then and that no conversation knows; returns how many. A call is told of minutes
/// after its spans at most, or imported some days later. Those that stay are looked at once, and not while others wait
/// to write.
pub async fn sweep(app: &App, before: Instant) -> Result<u64, AppError> {
    let (mut removed, mut after) = (0, None);
    loop {
        let seen = traces::seen_before(app.store.reader(), before, after, LOOKED_AT_ONCE).await?;
        let Some(last) = seen.last().copied() else { return Ok(removed) };
        after = Some(last);
        let unlinked: Vec<SeenTrace> = seen.into_iter().filter(|trace| !trace.is_linked()).collect();
        for some in unlinked.chunks(REMOVED_AT_ONCE) {
            let some = some.to_vec();
            let done: Result<u64, StoreError> = app
                .store
                .write(Durability::Full, move |tx| {
                    Box::pin(async move { traces::delete_unlinked(tx, &some, before).await })
                })
                .await;
            removed += done?;
        }
    }
}
