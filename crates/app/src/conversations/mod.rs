//! Changing a conversation that is there: who took part, its tags, its place in the CRM, comments on it, its end.
//!
//! Each change locks the conversation's row, so that two changes do not lose one another, and tells of itself in its
//! own transaction. One that leaves everything as it is changes nothing and tells nothing.

pub mod comments;
mod contacts;
mod crm;
mod delete;
mod tags;

pub use self::contacts::replace_contacts;
pub use self::crm::set_crm_association;
pub use self::delete::delete;
pub(crate) use self::delete::delete_in;
pub use self::tags::replace_tags;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::WRITE_PRIVATE;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{StoreError, Tx, conversations};

use crate::clock::dated;
use crate::events::{EventDialects, publish, updated_event};
use crate::keys::Caller;
use crate::{AppError, FieldProblem};

/// The conversation, locked, if the caller may change it: a private one needs [`WRITE_PRIVATE`].
pub(crate) async fn to_change(
    tx: &Tx,
    caller: &Caller,
    id: ConversationId,
) -> Result<Conversation, AppError> {
    let conversation = locked(tx, caller, id).await?;
    if conversation.is_private {
        caller.require(WRITE_PRIVATE)?;
    }
    Ok(conversation)
}

/// The conversation, locked, if the caller [may complete](may_complete) it.
pub(crate) async fn to_complete(
    tx: &Tx,
    caller: &Caller,
    id: ConversationId,
) -> Result<Conversation, AppError> {
    let conversation = locked(tx, caller, id).await?;
    may_complete(caller, &conversation)?;
    Ok(conversation)
}

/// Refuses to add to a private conversation that somebody else brought: for those who tell of one bit by bit.
pub(crate) fn may_complete(caller: &Caller, conversation: &Conversation) -> Result<(), AppError> {
    let is_own = conversation.created_by == Some(caller.credential.id);
    if conversation.is_private && !is_own { caller.require(WRITE_PRIVATE) } else { Ok(()) }
}

async fn locked(tx: &Tx, caller: &Caller, id: ConversationId) -> Result<Conversation, AppError> {
    let found = conversations::get_for_update(tx, id).await?;
    found
        .filter(|conversation| conversation.workspace_id == caller.workspace_id())
        .ok_or(AppError::NotFound("conversation"))
}

/// Stores the conversation as changed now, and tells of it.
pub(crate) async fn write_changed(
    tx: &Tx,
    dialects: &EventDialects,
    before: &Conversation,
    mut after: Conversation,
    now: Instant,
) -> Result<Conversation, StoreError> {
    after.updated_at = dated(tx, before.updated_at);
    conversations::update(tx, &after).await?;
    publish(tx, dialects, vec![updated_event(before, &after, now)]).await?;
    Ok(after)
}

/// Names every id in `field` that is none of a `noun`.
fn check_known<T>(
    field: &str,
    noun: &str,
    wanted: &[T],
    is_known: impl Fn(&T) -> bool,
) -> Result<(), AppError> {
    let unknown = wanted.iter().enumerate().filter(|(_, id)| !is_known(id));
    let problems: Vec<FieldProblem> = unknown
        .map(|(position, _)| {
            let place = format!("{field}[{position}]");
            let message = format!("{place} is the id of no {noun}");
            FieldProblem::new(place, "unknown_value", message)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
