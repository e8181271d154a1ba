//! The use case: spans come in.

use colloquy_domain::trace::SpanBatch;
use colloquy_store::{Durability, traces};
use tokio::sync::mpsc::Receiver;

use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError};

/// Stores what comes until nothing comes any more; each batch is a transaction. Returns how many spans came.
///
/// Only the last one waits for the disk, which then has those before it as well: others would wait with each.
pub async fn store(app: &App, caller: &Caller, mut batches: Receiver<SpanBatch>) -> Result<usize, AppError> {
    let mut stored = 0;
    let mut waiting = batches.recv().await;
    while let Some(batch) = waiting {
        waiting = batches.recv().await;
        stored += batch.spans.len();
        let durability = if waiting.is_some() { Durability::Relaxed } else { Durability::Full };
        put(app, caller, batch, durability).await?;
    }
    Ok(stored)
}

async fn put(app: &App, caller: &Caller, batch: SpanBatch, durability: Durability) -> Result<(), AppError> {
    let (workspace_id, now) = (caller.workspace_id(), app.now());
    again(|| {
        let batch = batch.clone();
        app.store.write(durability, move |tx| {
            Box::pin(async move { Ok::<(), AppError>(traces::put(tx, workspace_id, batch, now).await?) })
        })
    })
    .await
}
