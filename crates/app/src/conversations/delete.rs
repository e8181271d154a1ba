//! Deleting a conversation, so that nobody finds it any more. [`crate::erase`] is what leaves nothing behind.

use colloquy_domain::event::EventKind;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{Durability, Tx, audio_files, conversations, dialogues, erase, evaluations, traces};

use super::to_change;
use crate::again::again;
use crate::calls::analysis;
use crate::events::{EventDialects, event_about, publish};
use crate::keys::Caller;
use crate::{App, AppError};

/// Deletes it, tells of it with its last state, and ends its processing. Its external id stays taken: a client that
/// repeats an old request must not bring it back.
pub async fn delete(app: &App, caller: &Caller, id: ConversationId) -> Result<(), AppError> {
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { delete_in(tx, &dialects, &caller, id, now).await })
        })
    })
    .await
}

/// The same in a transaction of the caller's.
pub(crate) async fn delete_in(
    tx: &Tx,
    dialects: &EventDialects,
    caller: &Caller,
    id: ConversationId,
    now: Instant,
) -> Result<(), AppError> {
    // Before the conversation, as workers do it: otherwise each could wait for the other. A job that comes in between
    // finds no conversation and ends.
    erase::delete_jobs(tx, caller.workspace_id(), id).await?;
    let conversation = to_change(tx, caller, id).await?;
    let cancelled = analysis::cancelled(tx, &conversation, now).await?;
    traces::note_deleted(tx, conversation.workspace_id, id).await?;
    conversations::delete(tx, conversation.workspace_id, id, now).await?;
    evaluations::hide_of_conversation(tx, id, now).await?;
    audio_files::hide_of_conversation(tx, id, now).await?;
    dialogues::hide_of_conversation(tx, id, now).await?;
    let mut events = vec![event_about(EventKind::ConversationDeleted, &conversation, now)];
    events.extend(cancelled);
    Ok(publish(tx, dialects, events).await?)
}
