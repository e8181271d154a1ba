//! Deleting calls.

use std::collections::HashSet;

use colloquy_domain::ConversationId;
use colloquy_store::Durability;

use crate::again::again;
use crate::conversations::delete_in;
use crate::keys::Caller;
use crate::{App, AppError};

/// What became of calls that were to be deleted, each once, in the order in which they were named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Those that are deleted.
    pub deleted: Vec<ConversationId>,
    /// Those that were not there.
    pub not_found: Vec<ConversationId>,
}

/// Deletes a call; what was being done for it stops, and its external id is free.
pub async fn delete(app: &App, caller: &Caller, id: ConversationId) -> Result<(), AppError> {
    let deleted = delete_many(app, caller, vec![id]).await?;
    if deleted.deleted.is_empty() { Err(AppError::NotFound("call")) } else { Ok(()) }
}

/// Deletes several calls in one transaction.
///
/// # Errors
/// [`AppError::MissingScope`] where one of them is private and the caller may not change such; then none is deleted.
pub async fn delete_many(app: &App, caller: &Caller, ids: Vec<ConversationId>) -> Result<Deleted, AppError> {
    let mut seen = HashSet::new();
    let ids: Vec<ConversationId> = ids.into_iter().filter(|id| seen.insert(*id)).collect();
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, ids) = (caller.clone(), ids.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut outcome = Deleted::default();
                for id in ids {
                    match delete_in(tx, &dialects, &caller, id, now).await {
                        Ok(()) => outcome.deleted.push(id),
                        Err(AppError::NotFound(_)) => outcome.not_found.push(id),
                        Err(error) => return Err(error),
                    }
                }
                Ok(outcome)
            })
        })
    })
    .await
}
