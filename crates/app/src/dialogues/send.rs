//! Messages on their way out.
//!
//! A message is handed over once its dialogue's earlier ones have ended: the transaction that ends one writes the job of
//! the next. Three transactions surround the channel: one says that the message is being sent, and looks once more whether
//! the customer wants it; one says what became of it. A process that dies in between leaves a job whose lease runs out:
//! the message is sent again, at least once and, where the provider had taken it already, twice.

use std::sync::Arc;

use colloquy_channel::{Outgoing, SendError, Sent};
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus, DoNotContact};
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_domain::{DialogueMessageId, Instant};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{Durability, StoreError, Tx, dialogue_messages, dialogues, do_not_contact};

use super::end::{self, End};
use super::jobs::failed;
use super::place::Place;
use super::{DO_NOT_CONTACT, begin, mail, twilio};
use crate::again::again;
use crate::events::EventDialects;
use crate::work::WorkError;
use crate::work::lease::{finish, hold, retry};
use crate::{App, AppError};

/// Has the earliest message that has not gone out be handed over. The dialogue's row is locked.
pub(super) async fn next(tx: &Tx, dialogue: &Dialogue, now: Instant) -> Result<(), StoreError> {
    if matches!(dialogue.channel, Channel::Call | Channel::Webchat) {
        return Ok(());
    }
    let messages = dialogue_messages::list(tx, dialogue.conversation_id).await?;
    let waits = |message: &&DialogueMessage| {
        message.sender == Sender::Agent
            && matches!(message.status, MessageStatus::Queued | MessageStatus::Sending)
    };
    match messages.iter().find(waits) {
        Some(message) => jobs::enqueue(tx, vec![super::jobs::send(dialogue, message, now)]).await,
        None => Ok(()),
    }
}

/// The job.
pub(crate) async fn run(app: &App, job: &Arc<LeasedJob>, id: DialogueMessageId) -> Result<(), WorkError> {
    let Some((dialogue, message)) = start(app, job, id).await? else { return Ok(()) };
    let sent = if job.job.attempts > job.job.max_attempts {
        let lost = job.job.attempts - 1;
        Err(lasting(format!("given up: {lost} attempts ended with the process that made them")))
    } else {
        hand_over(app, &dialogue, &message).await
    };
    if let Err(error) = &sent {
        tracing::warn!(dialogue_message.id = %id, attempt = job.job.attempts, %error, "a message was not handed over");
    }
    note(app, job, &message, sent).await
}

/// Says that the message is being sent. None where it is not to be sent any more: then the job is done.
async fn start(
    app: &App,
    job: &Arc<LeasedJob>,
    id: DialogueMessageId,
) -> Result<Option<(Dialogue, DialogueMessage)>, WorkError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    let started = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            let found = lock(tx, id).await?;
            hold(tx, &job).await?;
            let Some((place, mut message)) = found else {
                finish(tx, &job).await?;
                return Ok(None);
            };
            if !matches!(message.status, MessageStatus::Queued | MessageStatus::Sending) {
                finish(tx, &job).await?;
                return Ok(None);
            }
            let is_called_off =
                matches!(place.dialogue.status, DialogueStatus::Canceled | DialogueStatus::Failed);
            let called_off = if is_called_off {
                Some("the dialogue was called off")
            } else {
                begin::is_unwanted(tx, &place.dialogue).await?.then_some(DO_NOT_CONTACT)
            };
            if let Some(reason) = called_off {
                finish(tx, &job).await?;
                place.give_up(tx, &dialects, &mut message, reason, DialogueStatus::Canceled, now).await?;
                return Ok(None);
            }
            if message.status == MessageStatus::Queued {
                message.status = MessageStatus::Sending;
                message.updated_at = now;
                dialogue_messages::update(tx, &message).await?;
            }
            Ok::<_, StoreError>(Some((place.dialogue, message)))
        })
    });
    started.await.map_err(WorkError::from)
}

async fn hand_over(app: &App, dialogue: &Dialogue, message: &DialogueMessage) -> Result<Sent, SendError> {
    let channels = &app.speaking.channels;
    let Some(driver) = channels.driver(dialogue.channel) else {
        return Err(lasting("the channel has nothing to hand a message over to".into()));
    };
    let Some(to) = begin::address(dialogue) else {
        return Err(lasting("the customer has no address for this channel".into()));
    };
    let is_mail = dialogue.channel == Channel::Email;
    // The server's own sender has a name beside the address, which the channel knows.
    let own_email =
        dialogue.agent_email.clone().filter(|own| app.speaking.senders.email.as_ref() != Some(own));
    let outgoing = Outgoing {
        message_id: message.id,
        conversation_id: message.conversation_id,
        from: if is_mail { own_email } else { dialogue.agent_phone.clone() },
        to: to.to_owned(),
        subject: mail::subject(dialogue).filter(|_| is_mail),
        text: message.content.clone(),
        media_url: message.media_url.clone(),
        thread: mail::thread(dialogue).filter(|_| is_mail),
        status_callback: twilio::status_callback(app).filter(|_| !is_mail),
    };
    let sent = driver.send(&outgoing).await?;
    match sent.status {
        MessageStatus::Failed | MessageStatus::Undelivered => {
            Err(lasting("the provider took the message and could not send it".into()))
        }
        _ => Ok(sent),
    }
}

fn lasting(message: String) -> SendError {
    SendError { message, is_worth_retrying: false, retry_after: None, is_unsubscribed: false }
}

/// Says what became of it.
async fn note(
    app: &App,
    job: &Arc<LeasedJob>,
    message: &DialogueMessage,
    sent: Result<Sent, SendError>,
) -> Result<(), WorkError> {
    let (id, sent) = (message.id, Arc::new(sent));
    let ended = again(|| {
        let (job, dialects, now, sent) = (job.clone(), app.dialects.clone(), app.now(), sent.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { Ok::<_, AppError>(note_in(tx, &dialects, &job, id, &sent, now).await?) })
        })
    });
    ended.await.map_err(failed)
}

async fn note_in(
    tx: &Tx,
    dialects: &EventDialects,
    job: &LeasedJob,
    id: DialogueMessageId,
    sent: &Result<Sent, SendError>,
    now: Instant,
) -> Result<(), StoreError> {
    let found = lock(tx, id).await?;
    hold(tx, job).await?;
    let Some((mut place, mut message)) = found else { return finish(tx, job).await };
    match sent {
        Ok(sent) => {
            finish(tx, job).await?;
            place.went_out(tx, &mut message, sent, now).await
        }
        Err(error) if error.is_worth_retrying && !job.is_last_attempt() => {
            message.error = Some(error.message.clone());
            message.updated_at = now;
            dialogue_messages::update(tx, &message).await?;
            let asked = error.retry_after.and_then(|pause| time::Duration::try_from(pause).ok());
            let pause = asked.unwrap_or_default().clamp(pause(job.job.attempts), LONGEST_PAUSE);
            retry(tx, job, now + pause, &error.message).await
        }
        Err(error) if error.is_unsubscribed => {
            finish(tx, job).await?;
            place.note_unsubscribed(tx, now).await?;
            let ends_as = DialogueStatus::Canceled;
            place.give_up(tx, dialects, &mut message, DO_NOT_CONTACT, ends_as, now).await
        }
        Err(error) => {
            finish(tx, job).await?;
            let ends_as = DialogueStatus::Failed;
            place.give_up(tx, dialects, &mut message, &error.message, ends_as, now).await
        }
    }
}

/// Longest pause between two attempts, also where the provider asks for more.
const LONGEST_PAUSE: time::Duration = time::Duration::minutes(15);

/// The pause after so many attempts: 2 s, 8 s, 32 s, ….
fn pause(attempts: u32) -> time::Duration {
    let seconds = 2_i64.saturating_mul(4_i64.saturating_pow(attempts.saturating_sub(1).min(6)));
    time::Duration::seconds(seconds).min(LONGEST_PAUSE)
}

/// Locks a message's conversation, its dialogue and itself. None where one of them is gone.
async fn lock(tx: &Tx, id: DialogueMessageId) -> Result<Option<(Place, DialogueMessage)>, StoreError> {
    let Some(message) = dialogue_messages::get(tx, id).await? else { return Ok(None) };
    let place = Place::lock(tx, message.conversation_id).await?;
    let message = dialogue_messages::get_for_update(tx, id).await?;
    Ok(place.zip(message))
}

impl Place {
    /// The provider has taken it.
    async fn went_out(
        &mut self,
        tx: &Tx,
        message: &mut DialogueMessage,
        sent: &Sent,
        now: Instant,
    ) -> Result<(), StoreError> {
        // A report may have come before.
        if message.status.leads_to(sent.status) {
            message.status = sent.status;
        }
        if matches!(message.status, MessageStatus::Queued | MessageStatus::Sending) {
            // It is with the provider, whatever that calls it: it is not to be handed over once more.
            message.status = MessageStatus::Sent;
        }
        message.error = None;
        if let Some(sid) = &sent.sid {
            message.sid.clone_from(sid);
        }
        if let Some(key) = &sent.channel_key {
            let (workspace_id, channel) = (self.dialogue.workspace_id, self.dialogue.channel);
            // A provider that gives two messages one name must not have this one sent again for it.
            if dialogue_messages::by_channel_key(tx, workspace_id, channel, key).await?.is_none() {
                message.channel_key = Some(key.clone());
            }
        }
        message.updated_at = now;
        dialogue_messages::update(tx, message).await?;
        if self.dialogue.status == DialogueStatus::Pending {
            end::move_to(&mut self.dialogue, DialogueStatus::Open);
            self.dialogue.updated_at = now;
            dialogues::update(tx, &self.dialogue).await?;
        }
        next(tx, &self.dialogue, now).await
    }

    /// It will not go out. A dialogue whose first message that is has failed; one with somebody who must not be written
    /// to is called off.
    async fn give_up(
        self,
        tx: &Tx,
        dialects: &EventDialects,
        message: &mut DialogueMessage,
        reason: &str,
        ends_as: DialogueStatus,
        now: Instant,
    ) -> Result<(), StoreError> {
        message.status = MessageStatus::Failed;
        message.error = Some(reason.to_owned());
        message.updated_at = now;
        dialogue_messages::update(tx, message).await?;
        let has_begun = self.dialogue.status != DialogueStatus::Pending;
        if end::is_over(&self.dialogue) || (has_begun && ends_as == DialogueStatus::Failed) {
            return next(tx, &self.dialogue, now).await;
        }
        let ends = End::because(ends_as, reason);
        let ended = end::write(tx, dialects, &self.conversation, self.dialogue, ends, now).await?;
        next(tx, &ended, now).await
    }

    async fn note_unsubscribed(&self, tx: &Tx, now: Instant) -> Result<(), StoreError> {
        let Some(address) = begin::address(&self.dialogue) else { return Ok(()) };
        let entry = DoNotContact {
            workspace_id: self.dialogue.workspace_id,
            address: address.to_owned(),
            reason: Some(format!("opted out by {} at the provider", self.dialogue.channel.as_str())),
            created_at: now,
        };
        do_not_contact::opt_out(tx, &entry).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_have_an_end() {
        let seconds = [1, 2, 3, 4, 5, 6].map(|attempts| pause(attempts).whole_seconds());
        assert_eq!(seconds, [2, 8, 32, 128, 512, 900]);
    }
}
