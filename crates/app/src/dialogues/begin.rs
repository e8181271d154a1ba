//! The beginning of a dialogue of ours: whether it may begin, and the first message or the call.
//!
//! Each workspace has two caps: telephone calls that go on, and dialogues that our side begins within a minute. Who
//! counts holds a lock of the workspace, so that two do not exceed a cap together. A dialogue begins in the transaction
//! that makes it; one that may not stays queued, and its job looks again every second.

use std::sync::Arc;

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{Durability, StoreError, Tx, conversations, dialogues, do_not_contact};

use super::end::{self, End};
use super::{DO_NOT_CONTACT, HELD, create, idle, say, send};
use crate::App;
use crate::app::DialogueLimits;
use crate::work::WorkError;
use crate::work::lease::{finish, hold, retry};

/// The time for which beginnings are counted.
pub(super) const COUNTED: time::Duration = time::Duration::MINUTE;

/// The job.
pub(crate) async fn run(app: &App, job: &Arc<LeasedJob>, id: ConversationId) -> Result<(), WorkError> {
    let (job, dialects, now, limits) = (job.clone(), app.dialects.clone(), app.now(), app.speaking.limits);
    let found = dialogues::get_any(app.store.reader(), id).await?;
    // It was configured when the dialogue was made; the server may have been started anew since.
    let missing = found.and_then(|dialogue| create::missing(app, dialogue.channel));
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                hold(tx, &job).await?;
                let conversation = conversations::get_for_update(tx, id).await?;
                let dialogue = dialogues::get_for_update(tx, id).await?;
                let (Some(conversation), Some(mut dialogue)) = (conversation, dialogue) else {
                    return finish(tx, &job).await;
                };
                if dialogue.status != DialogueStatus::Queued || end::is_over(&dialogue) {
                    return finish(tx, &job).await;
                }
                let refused = match &missing {
                    Some(setting) => Some(End::because(
                        DialogueStatus::Failed,
                        format!("the channel is not configured on this server: set {setting}"),
                    )),
                    None => is_unwanted(tx, &dialogue)
                        .await?
                        .then(|| End::because(DialogueStatus::Canceled, DO_NOT_CONTACT)),
                };
                if let Some(ends) = refused {
                    finish(tx, &job).await?;
                    return end::write(tx, &dialects, &conversation, dialogue, ends, now).await.map(|_| ());
                }
                dialogues::lock_begins(tx, dialogue.workspace_id).await?;
                if is_held(tx, &dialogue, limits, now).await? {
                    return retry(tx, &job, now + HELD, "it waits for its turn").await;
                }
                finish(tx, &job).await?;
                start(tx, &mut dialogue, now).await
            })
        })
        .await
        .map_err(WorkError::from)
}

/// Begins a dialogue that need not wait, under the lock under which that was counted.
pub(super) async fn start(tx: &Tx, dialogue: &mut Dialogue, now: Instant) -> Result<(), StoreError> {
    dialogues::note_begun(tx, dialogue, now).await?;
    if dialogue.channel != Channel::Call {
        return open(tx, dialogue, now).await;
    }
    // From here on it counts among the calls that go on.
    dialogue.status = DialogueStatus::Ringing;
    dialogue.updated_at = now;
    dialogues::update(tx, dialogue).await?;
    jobs::enqueue(tx, vec![super::jobs::call(dialogue, now)]).await
}

/// Whether a dialogue that is queued has to wait.
pub(super) async fn is_held(
    tx: &Tx,
    dialogue: &Dialogue,
    limits: DialogueLimits,
    now: Instant,
) -> Result<bool, StoreError> {
    let workspace_id = dialogue.workspace_id;
    if limits.begun_per_minute > 0 {
        let since = now - COUNTED + time::Duration::MICROSECOND;
        let begun = dialogues::begun_since(tx, workspace_id, since).await?;
        if begun >= u64::from(limits.begun_per_minute) {
            return Ok(true);
        }
    }
    Ok(dialogue.channel == Channel::Call && calls_are_many(tx, workspace_id, limits).await?)
}

/// Whether as many calls go on as may.
pub(super) async fn calls_are_many(
    tx: &Tx,
    workspace_id: WorkspaceId,
    limits: DialogueLimits,
) -> Result<bool, StoreError> {
    let going_on = dialogues::calls_going_on(tx, workspace_id).await?;
    Ok(going_on >= u64::from(limits.calls_at_once))
}

/// Whether the customer must not be written to or called.
pub(super) async fn is_unwanted(tx: &Tx, dialogue: &Dialogue) -> Result<bool, StoreError> {
    let addresses: Vec<String> = address(dialogue).map(str::to_owned).into_iter().collect();
    Ok(do_not_contact::find(tx, dialogue.workspace_id, &addresses).await?.is_some())
}

/// At what the channel reaches the customer.
pub(super) fn address(dialogue: &Dialogue) -> Option<&str> {
    match dialogue.channel {
        Channel::Call | Channel::Sms | Channel::Whatsapp => dialogue.customer_phone.as_deref(),
        Channel::Email => dialogue.customer_email.as_deref(),
        Channel::Webchat => None,
    }
}

/// Opens a dialogue by messages: with the first message, where the agent speaks first. Where it has none that was written
/// for it, and goes to the customer, it finds one in a turn.
pub(super) async fn open(tx: &Tx, dialogue: &mut Dialogue, now: Instant) -> Result<(), StoreError> {
    let first = dialogue.brief.initial_message.clone();
    let speaks_first = dialogue.brief.behaviour.speaks_first;
    let is_sent = speaks_first && dialogue.channel != Channel::Webchat;
    dialogue.status = if is_sent { DialogueStatus::Pending } else { DialogueStatus::Open };
    dialogue.started_at = Some(now);
    dialogue.heard_at = now;
    dialogue.updated_at = now;
    if speaks_first && !first.is_empty() {
        say::said(tx, dialogue, first, Vec::new(), now).await?;
    } else if is_sent {
        jobs::enqueue(tx, vec![super::jobs::reply(dialogue, now)]).await?;
    }
    let status = dialogue.status;
    idle::expect(tx, dialogue, status, now).await?;
    dialogues::update(tx, dialogue).await?;
    send::next(tx, dialogue, now).await
}
