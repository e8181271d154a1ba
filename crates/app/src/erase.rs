//! Erasing a conversation, for good.

use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::{Durability, StoreError, erase};

use crate::again::again;
use crate::{App, AppError, metrics};

/// Erases what was said in it and everything made of that, with its recordings. Nobody is told. The people who took
/// part stay in the directory.
///
/// # Errors
/// [`AppError::NotFound`] where the workspace has no such conversation. Where a recording's object could not be
/// removed the rest is gone all the same, and the worker that sweeps objects that belong to nothing takes it later.
pub async fn conversation(app: &App, workspace_id: WorkspaceId, id: ConversationId) -> Result<(), AppError> {
    // A worker that measures it locks what it measures for the other way round.
    let objects = again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                metrics::settle_gone(tx, &dialects, id, now).await?;
                match erase::conversation(tx, workspace_id, id).await {
                    Err(StoreError::NotFound(_)) => Err(AppError::NotFound("conversation")),
                    other => Ok(other?),
                }
            })
        })
    })
    .await?;
    for key in objects {
        app.objects.delete(&key).await?;
    }
    Ok(())
}
