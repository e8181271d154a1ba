//! The job of a telephone call: it holds the call, or writes down that it is over.

use std::sync::Arc;
use std::time::Duration;

use colloquy_domain::ConversationId;
use colloquy_domain::dialogue::{Dialogue, DialogueStatus};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError, dialogues};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::calls::{CallResult, SPARE, TAKEN_UP, end_in, is_over};
use super::end::{self, End};
use super::place::Place;
use super::{DO_NOT_CONTACT, begin};
use crate::App;
use crate::work::WorkError;
use crate::work::lease::{finish, hold};

/// Time between two looks whether somebody hangs up from outside.
const LOOK_PAUSE: Duration = Duration::from_secs(1);

/// Why a call ends whose process has gone.
const LOST: &str = "the process that held the call has ended";

/// The job.
pub(crate) async fn run(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    shutdown: &CancellationToken,
) -> Result<(), WorkError> {
    let Some(dialogue) = take_up(app, job, id).await? else { return Ok(()) };
    let held = match &app.speaking.telephone {
        Some(telephone) => {
            let cancelled = CancellationToken::new();
            let holding = telephone.hold(app, dialogue, cancelled.clone());
            let watching = watch(app, id, &cancelled, shutdown);
            tokio::pin!(holding, watching);
            tokio::select! {
                held = &mut holding => held,
                () = &mut watching => holding.await,
            }
        }
        None => {
            Err(WorkError::Permanent("the channel is not configured on this server: set sip.server".into()))
        }
    };
    let reason = match held {
        Ok(()) => "it is not known how the call ended".to_owned(),
        Err(WorkError::LeaseLost) => return Err(WorkError::LeaseLost),
        Err(error) => error.to_string(),
    };
    settle(app, job, id, reason).await
}

/// Cancels the call where somebody ended it, the process is about to end, or it lasts too long.
async fn watch(app: &App, id: ConversationId, cancelled: &CancellationToken, shutdown: &CancellationToken) {
    let too_long = tokio::time::Instant::now() + app.speaking.limits.longest + SPARE;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = tokio::time::sleep_until(too_long) => break,
            () = tokio::time::sleep(LOOK_PAUSE) => match is_over(app, id).await {
                Ok(true) => break,
                Ok(false) => {}
                Err(error) => tracing::warn!(conversation.id = %id, %error, "could not look whether a call is over"),
            }
        }
    }
    cancelled.cancel();
}

/// Notes that the call is being placed. None where it is not to be: then the job is done.
async fn take_up(app: &App, job: &Arc<LeasedJob>, id: ConversationId) -> Result<Option<Dialogue>, WorkError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    let taken = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            let place = Place::lock(tx, id).await?;
            hold(tx, &job).await?;
            let Some(Place { conversation, mut dialogue }) = place else {
                finish(tx, &job).await?;
                return Ok(None);
            };
            if dialogue.ended_at.is_some() {
                finish(tx, &job).await?;
                return Ok(None);
            }
            let was_taken_up = dialogue.channel_state.get(TAKEN_UP) == Some(&Value::Bool(true));
            let ends = if dialogue.status.is_over() {
                // Somebody called it off before it was placed.
                Some(End { reason: dialogue.ended_reason.clone(), ..End::to(dialogue.status) })
            } else if was_taken_up {
                Some(End::because(DialogueStatus::Failed, LOST))
            } else if begin::is_unwanted(tx, &dialogue).await? {
                Some(End::because(DialogueStatus::Canceled, DO_NOT_CONTACT))
            } else {
                None
            };
            if let Some(ends) = ends {
                finish(tx, &job).await?;
                end::write(tx, &dialects, &conversation, dialogue, ends, now).await?;
                return Ok(None);
            }
            end::note(&mut dialogue, TAKEN_UP, json!(true));
            dialogues::update(tx, &dialogue).await?;
            Ok::<_, StoreError>(Some(dialogue))
        })
    });
    taken.await.map_err(WorkError::from)
}

/// Ends the job, and the dialogue where the telephone left it without an end.
async fn settle(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    reason: String,
) -> Result<(), WorkError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    let settled = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            let result = CallResult {
                status: DialogueStatus::Failed,
                reason: Some(reason),
                ended_status: None,
                answered_at: None,
                recording: None,
            };
            end_in(tx, &dialects, id, result, now).await?;
            finish(tx, &job).await
        })
    });
    settled.await.map_err(WorkError::from)
}
