//! Jobs whose conversation is about to be erased.

use colloquy_domain::{ConversationId, Instant};
use colloquy_store::metrics::collections;
use colloquy_store::{StoreError, Tx};

use crate::events::EventDialects;
use crate::work::metric::{Outcome, settle};

/// Counts a conversation that is about to be erased as one that could not be measured: with it goes the row by which a
/// job would wait for it for ever.
pub(crate) async fn settle_gone(
    tx: &Tx,
    dialects: &EventDialects,
    id: ConversationId,
    now: Instant,
) -> Result<(), StoreError> {
    for item in collections::pending_of(tx, id).await? {
        let Some(job) = collections::get_any(tx, item.job_id).await? else { continue };
        let outcome = Outcome::nothing(&job, "the conversation was erased".to_owned());
        settle(tx, dialects, job.id, id, outcome, now).await?;
    }
    Ok(())
}
