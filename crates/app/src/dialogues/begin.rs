//! The beginning of a dialogue of ours: whether it may begin, and the first message or the call.
//!
//! Each workspace has two caps: telephone calls that go on, and dialogues that our side begins within a minute. Who
//! counts holds a lock of the workspace, so that two do not exceed a cap together. A dialogue begins in the transaction
//! that makes it; one that may not stays queued, and its job looks again after some seconds, later the more wait before
//! it. Where there is room for some, those begin that were made first. A look locks nothing until it finds room.

use std::sync::Arc;

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use colloquy_store::dialogues::{Caps, Standing};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{Durability, StoreError, Tx, dialogues, do_not_contact};

use super::end::{self, End};
use super::place::Place;
use super::{DO_NOT_CONTACT, HELD, create, idle, say, send};
use crate::App;
use crate::app::DialogueLimits;
use crate::work::WorkError;
use crate::work::lease::{finish, hold, retry};

/// The time for which beginnings are counted.
pub(super) const COUNTED: time::Duration = time::Duration::MINUTE;

/// So many places behind those that may begin a dialogue looks less often.
const FAR_BEHIND: u64 = 4;

/// Why it is looked at again.
const WAITS: &str = "it waits for its turn";

/// The job.
pub(crate) async fn run(app: &App, job: &Arc<LeasedJob>, id: ConversationId) -> Result<(), WorkError> {
    let (now, limits) = (app.now(), app.speaking.limits);
    let found = dialogues::get_any(app.store.reader(), id).await?.filter(is_queued);
    // It was configured when the dialogue was made; the server may have been started anew since.
    let missing = found.as_ref().and_then(|dialogue| create::missing(app, dialogue.channel));
    if let Some(dialogue) = found.filter(|_| missing.is_none()) {
        let standing = dialogues::standing(app.store.reader(), &dialogue, caps(limits, now)).await?;
        if let Some(pause) = pause(standing) {
            return look_again(app, job, now + pause).await;
        }
    }
    let (job, dialects) = (job.clone(), app.dialects.clone());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let place = Place::lock(tx, id).await?.filter(|place| is_queued(&place.dialogue));
                hold(tx, &job).await?;
                let Some(Place { conversation, mut dialogue }) = place else {
                    return finish(tx, &job).await;
                };
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
                if let Some(pause) = held_for(tx, &dialogue, limits, now).await? {
                    return retry(tx, &job, now + pause, WAITS).await;
                }
                finish(tx, &job).await?;
                start(tx, &mut dialogue, now).await
            })
        })
        .await
        .map_err(WorkError::from)
}

fn is_queued(dialogue: &Dialogue) -> bool {
    dialogue.status == DialogueStatus::Queued && !end::is_over(dialogue)
}

async fn look_again(app: &App, job: &Arc<LeasedJob>, run_at: Instant) -> Result<(), WorkError> {
    let job = job.clone();
    let put_off = app
        .store
        .write(Durability::Relaxed, move |tx| Box::pin(async move { retry(tx, &job, run_at, WAITS).await }));
    put_off.await.map_err(WorkError::from)
}

/// Begins a dialogue that need not wait, under the lock under which that was counted.
pub(super) async fn start(tx: &Tx, dialogue: &mut Dialogue, now: Instant) -> Result<(), StoreError> {
    dialogues::note_begun(tx, dialogue, now).await?;
    if dialogue.channel != Channel::Call {
        return open(tx, dialogue, now).await;
    }
    // From here on it counts among the calls that go on.
    end::move_to(dialogue, DialogueStatus::Ringing);
    dialogue.updated_at = now;
    dialogues::update(tx, dialogue).await?;
    jobs::enqueue(tx, vec![super::jobs::call(dialogue, now)]).await
}

/// Whether a dialogue that is queued has to wait, and how long before it looks again. The workspace's beginnings are
/// locked.
pub(super) async fn held_for(
    tx: &Tx,
    dialogue: &Dialogue,
    limits: DialogueLimits,
    now: Instant,
) -> Result<Option<time::Duration>, StoreError> {
    Ok(pause(dialogues::standing(tx, dialogue, caps(limits, now)).await?))
}

fn caps(limits: DialogueLimits, now: Instant) -> Caps {
    Caps {
        calls: u64::from(limits.calls_at_once),
        begun: (limits.begun_per_minute > 0).then_some(u64::from(limits.begun_per_minute)),
        since: now - COUNTED + time::Duration::MICROSECOND,
    }
}

/// How long a dialogue waits before it looks again: who is next looks often. None where its turn has come.
fn pause(standing: Standing) -> Option<time::Duration> {
    let behind = standing.older.checked_sub(standing.room)?;
    Some(HELD * (1 + behind.min(FAR_BEHIND) as u32))
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
    end::move_to(dialogue, if is_sent { DialogueStatus::Pending } else { DialogueStatus::Open });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_next_looks_often_and_who_is_far_behind_does_not() {
        let rows = [
            ((1, 0), None),
            ((3, 2), None),
            ((0, 0), Some(1)),
            ((3, 3), Some(1)),
            ((3, 5), Some(3)),
            ((0, 4), Some(5)),
            ((0, 400), Some(5)),
        ];
        for ((room, older), expected) in rows {
            let waits = pause(Standing { room, older });
            assert_eq!(
                waits.map(time::Duration::whole_seconds),
                expected,
                "{older} before it, room for {room}"
            );
        }
    }
}
