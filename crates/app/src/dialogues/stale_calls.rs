//! Calls that came in and whose process has died.
//!
//! A call of ours is held by its job, and the job by a lease that its process prolongs. One that came in is held by the
//! process that has the telephone, outside of any job; its job only writes down that the call is lost, with what was said so
//! far, and frees its place among those that go on. So that this happens soon, and to no call that goes on, the job is due
//! a while from now ([`lost_at`]), and whoever holds the call puts it off again and again ([`keep`]).

use std::convert::Infallible;
use std::time::Duration;

use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{Durability, StoreError, dialogues, jobs};

use crate::{App, AppError};

/// How long a call counts as held after its process last said so.
pub const HELD_FOR: Duration = Duration::from_secs(60);

/// Time between two times that it says so: some may fail.
const PAUSE: Duration = Duration::from_secs(15);

/// When a call that is held now counts as lost, unless its process says more.
pub(super) fn lost_at(now: Instant) -> Instant {
    now + HELD_FOR
}

/// Says that a call that came in is held by this process. Says false, and does nothing, where its end is written.
pub async fn renew(app: &App, id: ConversationId) -> Result<bool, AppError> {
    let found = dialogues::get_any(app.store.reader(), id).await?;
    let Some(dialogue) = found.filter(|dialogue| dialogue.ended_at.is_none()) else { return Ok(false) };
    let job = super::jobs::call(&dialogue, lost_at(app.now()));
    // A crash of the whole machine ends the call as well: nothing has to be on the disk. Where the end is being written
    // at this moment a job is left that finds nothing to do.
    let renewed: Result<(), StoreError> = app
        .store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                if let Some(key) = &job.dedupe_key {
                    jobs::withdraw(tx, key).await?;
                }
                jobs::enqueue(tx, vec![job]).await
            })
        })
        .await;
    renewed?;
    Ok(true)
}

/// Says so until it is dropped: for as long as the call is held, and its end is being written.
pub async fn keep(app: &App, id: ConversationId) -> Infallible {
    loop {
        tokio::time::sleep(PAUSE).await;
        if let Err(error) = renew(app, id).await {
            tracing::warn!(conversation.id = %id, %error, "could not write down that a call is still held");
        }
    }
}
