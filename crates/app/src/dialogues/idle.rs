//! What silence brings about: a webchat is stalled, and some time after that it is over, as every dialogue by messages.
//! Telephone calls look after silence themselves.
//!
//! `idle_at` says when. The job looks at it when its time has come and waits on where somebody spoke meanwhile, so that
//! a message costs no new job. Only where `idle_at` moves forward, as a stalled webchat goes on, the job is written anew.

use std::sync::Arc;

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{Durability, StoreError, Tx, dialogues};

use super::end::{self, End};
use super::jobs::{idle as idle_job, idle_key};
use super::place::Place;
use super::{MESSAGES_EXPIRE, WEBCHAT_EXPIRES, WEBCHAT_STALLS};
use crate::App;
use crate::work::WorkError;
use crate::work::lease::{finish, hold, retry};

/// Notes from when on the silence counts and has the job look then. `before` is the status before the customer spoke.
pub(super) async fn expect(
    tx: &Tx,
    dialogue: &mut Dialogue,
    before: DialogueStatus,
    now: Instant,
) -> Result<(), StoreError> {
    dialogue.idle_at = due(dialogue);
    let Some(idle_at) = dialogue.idle_at else { return Ok(()) };
    if before == DialogueStatus::Stalled {
        jobs::withdraw(tx, &idle_key(dialogue.conversation_id)).await?;
    }
    jobs::enqueue(tx, vec![idle_job(dialogue, idle_at.max(now))]).await
}

/// When silence brings something about.
fn due(dialogue: &Dialogue) -> Option<Instant> {
    let after = match (dialogue.channel, dialogue.status) {
        (Channel::Call, _) => return None,
        (_, status) if status.is_over() => return None,
        (Channel::Webchat, DialogueStatus::Stalled) => WEBCHAT_EXPIRES,
        (Channel::Webchat, _) => WEBCHAT_STALLS,
        (Channel::Sms | Channel::Whatsapp | Channel::Email, _) => MESSAGES_EXPIRE,
    };
    Some(dialogue.heard_at + after)
}

/// The job.
pub(crate) async fn run(app: &App, job: &Arc<LeasedJob>, id: ConversationId) -> Result<(), WorkError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                // Whoever hears or ends something withdraws this job and has the dialogue by then: the job comes last.
                let place = Place::lock(tx, id).await?;
                hold(tx, &job).await?;
                let Some(Place { conversation, mut dialogue }) = place else {
                    return finish(tx, &job).await;
                };
                let Some(idle_at) = dialogue.idle_at.filter(|_| !end::is_over(&dialogue)) else {
                    return finish(tx, &job).await;
                };
                if now < idle_at {
                    return retry(tx, &job, idle_at, "somebody spoke meanwhile").await;
                }
                let stalls = dialogue.status.leads_to(DialogueStatus::Stalled, dialogue.channel);
                if dialogue.channel == Channel::Webchat && stalls {
                    end::move_to(&mut dialogue, DialogueStatus::Stalled);
                    dialogue.idle_at = due(&dialogue);
                    dialogue.updated_at = now;
                    dialogues::update(tx, &dialogue).await?;
                    let again_at = dialogue.idle_at.unwrap_or(now);
                    return retry(tx, &job, again_at, "the visitor went quiet").await;
                }
                finish(tx, &job).await?;
                let reason = "nobody said anything for too long";
                let ends = End::because(DialogueStatus::Expired, reason);
                end::write(tx, &dialects, &conversation, dialogue, ends, now).await.map(|_| ())
            })
        })
        .await
        .map_err(WorkError::from)
}
