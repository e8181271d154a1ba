//! One change of many conversations: each is a change of its own, and one that is refused leaves the others alone.

use colloquy_domain::{ConversationId, TagId};
use futures::{StreamExt, stream};

use crate::conversations::{delete, insights};
use crate::keys::Caller;
use crate::{App, AppError, tags};

/// Most conversations of one request.
pub const MOST_AT_ONCE: usize = 200;

/// Changes that are made side by side.
const SIDE_BY_SIDE: usize = 8;

/// What is to be done with each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkChange {
    /// It gets the tag, as a person gives it.
    Tag(TagId),
    /// The tag is taken away; where it is not there, all is well.
    Untag(TagId),
    /// It is deleted.
    Delete,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkOutcome {
    /// Those that are as they were to be.
    pub done: Vec<ConversationId>,
    /// Those that are not, each with the reason.
    pub failed: Vec<(ConversationId, String)>,
}

/// Changes each of these conversations, in no particular order; the outcome names them in theirs, and each once.
///
/// # Errors
/// [`AppError::Invalid`] naming `tag_id` where the workspace has no such tag. What is wrong with one conversation stands in
/// the outcome.
pub async fn change(
    app: &App,
    caller: &Caller,
    ids: &[ConversationId],
    change: BulkChange,
) -> Result<BulkOutcome, AppError> {
    if let BulkChange::Tag(tag_id) | BulkChange::Untag(tag_id) = change {
        tags::get(app, caller.workspace_id(), tag_id).await.map_err(|error| match error {
            AppError::NotFound(_) => {
                AppError::invalid("tag_id", "unknown_value", "tag_id is the id of no tag")
            }
            other => other,
        })?;
    }
    let mut each_once: Vec<ConversationId> = Vec::with_capacity(ids.len());
    for id in ids {
        if !each_once.contains(id) {
            each_once.push(*id);
        }
    }
    let changes: Vec<_> = each_once
        .into_iter()
        .map(|id| async move { (id, change_one(app, caller, id, change).await) })
        .collect();
    let ended: Vec<(ConversationId, Result<(), AppError>)> =
        stream::iter(changes).buffered(SIDE_BY_SIDE).collect().await;
    let mut outcome = BulkOutcome::default();
    for (id, ended) in ended {
        match ended {
            Ok(()) => outcome.done.push(id),
            Err(error) => outcome.failed.push((id, reason(id, &error))),
        }
    }
    Ok(outcome)
}

async fn change_one(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    change: BulkChange,
) -> Result<(), AppError> {
    match change {
        BulkChange::Tag(tag_id) => insights::give_tag(app, caller, id, tag_id).await.map(drop),
        BulkChange::Untag(tag_id) => match insights::take_tag(app, caller, id, tag_id).await {
            // The conversation is there and does not have it.
            Err(AppError::NotFound("tag of the conversation")) => Ok(()),
            other => other,
        },
        BulkChange::Delete => delete(app, caller, id).await,
    }
}

/// Why a conversation was not changed, for people; what failed on our side stands in the log.
fn reason(id: ConversationId, error: &AppError) -> String {
    if let AppError::Internal(source) | AppError::Unavailable(source) = error {
        tracing::warn!(conversation.id = %id, error = %source, "could not change one of many conversations");
    }
    error.to_string()
}
