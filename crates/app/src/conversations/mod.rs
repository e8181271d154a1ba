//! Changing a conversation that is there: who took part, its tags, its place in the CRM, comments on it, its end; and what
//! people correct of what was heard and found in it ([`revisions`], [`insights`]), what is found anew ([`run_stage`]), and
//! who may see it without a key ([`shares`]).
//!
//! Each change locks the conversation's row, so that two changes do not lose one another, and tells of itself in its
//! own transaction. One that leaves everything as it is changes nothing and tells nothing.

mod change;
pub mod comments;
mod contacts;
mod crm;
mod delete;
pub mod insights;
mod rerun;
pub mod revisions;
pub mod shares;
mod tags;

pub use self::change::{ConversationChange, LONGEST_TITLE, update};
pub use self::contacts::replace_contacts;
pub use self::crm::set_crm_association;
pub use self::delete::delete;
pub(crate) use self::delete::delete_in;
pub(crate) use self::rerun::insight_job;
pub use self::rerun::run_stage;
pub use self::tags::replace_tags;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::WRITE_PRIVATE;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{StoreError, Tx, conversations, participants};

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

/// The conversation, locked, if the caller may correct it: a private one needs [`WRITE_PRIVATE`], or the user behind the key
/// owns it, led it, or took part. Who heard it knows what was said.
pub(crate) async fn to_correct(
    tx: &Tx,
    caller: &Caller,
    id: ConversationId,
) -> Result<Conversation, AppError> {
    let conversation = locked(tx, caller, id).await?;
    let is_open = !conversation.is_private || caller.may(WRITE_PRIVATE);
    if is_open || takes_part(tx, caller, &conversation).await? {
        return Ok(conversation);
    }
    Err(AppError::MissingScope(WRITE_PRIVATE))
}

async fn takes_part(tx: &Tx, caller: &Caller, conversation: &Conversation) -> Result<bool, StoreError> {
    let own = caller.user_id();
    if own.is_none() {
        return Ok(false);
    }
    if conversation.owner_user_id == own || conversation.host_user_id == own {
        return Ok(true);
    }
    let people = participants::list(tx, conversation.id).await?;
    Ok(people.iter().any(|participant| participant.user_id == own))
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
