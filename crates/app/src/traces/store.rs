//! The use case: spans come in.

use colloquy_domain::trace::SpanBatch;
use colloquy_store::{Durability, traces};
use tokio::sync::mpsc::Receiver;

use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError};

/// Stores what comes until nothing comes any more; each batch is a transaction. Returns how many spans came.
pub async fn store(app: &App, caller: &Caller, mut batches: Receiver<SpanBatch>) -> Result<usize, AppError> {
    let workspace_id = caller.workspace_id();
    let mut stored = 0;
    while let Some(batch) = batches.recv().await {
        stored += batch.spans.len();
        let now = app.now();
        again(|| {
            let batch = batch.clone();
            app.store.write(Durability::Full, move |tx| {
                Box::pin(async move { Ok::<(), AppError>(traces::put(tx, workspace_id, batch, now).await?) })
            })
        })
        .await?;
    }
    Ok(stored)
}
