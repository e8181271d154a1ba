//! The jobs of dialogues: what becomes of an attempt that fails. What is done in them stands in [`crate::dialogues`].
//!
//! What a customer says while a turn is taken writes no job, since that of the turn is there. So a turn that is given up
//! leaves one for what it has not seen.

use std::sync::Arc;

use colloquy_domain::job::JobKind;
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError};
use time::Duration;
use tokio_util::sync::CancellationToken;

use super::failure::WorkError;
use super::lease::{bury, hold, retry};
use super::stage::Ended;
use crate::{App, dialogues};

/// Longest pause between two attempts: somebody waits for an answer.
const LONGEST_PAUSE: Duration = Duration::seconds(60);

/// Does one attempt, and writes down how it failed.
pub async fn run(app: &App, job: &Arc<LeasedJob>, shutdown: &CancellationToken) -> Ended {
    let mut seen = None;
    let Err(error) = try_once(app, job, &mut seen, shutdown).await else { return Ended::ForGood };
    let kind = job.job.kind;
    tracing::warn!(job.id = %job.id(), ?kind, attempt = job.job.attempts, %error, "a job of a dialogue failed");
    let is_final = match &error {
        WorkError::LeaseLost => return Ended::ForGood,
        WorkError::Permanent(_) => true,
        WorkError::Transient(_) | WorkError::Store(_) if shutdown.is_cancelled() => return Ended::CutOff,
        WorkError::Transient(_) | WorkError::Store(_) => job.is_last_attempt(),
    };
    if let Err(error) = fail(app, job, error.to_string(), is_final, seen).await {
        tracing::error!(job.id = %job.id(), %error, "could not write down a failed attempt");
    }
    Ended::ForGood
}

/// `seen` becomes the position up to which a turn knows the dialogue.
async fn try_once(
    app: &App,
    job: &Arc<LeasedJob>,
    seen: &mut Option<u64>,
    shutdown: &CancellationToken,
) -> Result<(), WorkError> {
    match job.job.kind {
        JobKind::BeginDialogue { conversation_id } => dialogues::begin(app, job, conversation_id).await,
        JobKind::Reply { conversation_id } => {
            *seen = Some(dialogues::seen(app, conversation_id).await?);
            dialogues::reply(app, job, conversation_id, shutdown).await
        }
        JobKind::DialogueIdle { conversation_id } => dialogues::idle(app, job, conversation_id).await,
        JobKind::SendMessage { message_id } => dialogues::send(app, job, message_id).await,
        JobKind::PlaceCall { conversation_id } => {
            dialogues::hold_call(app, job, conversation_id, shutdown).await
        }
        _ => Err(WorkError::Permanent("this is no job of a dialogue".into())),
    }
}

/// A turn that is given up leaves its dialogue as it is: the customer's next message is answered together with those
/// before, and the job can be put back.
async fn fail(
    app: &App,
    job: &Arc<LeasedJob>,
    reason: String,
    is_final: bool,
    seen: Option<u64>,
) -> Result<(), StoreError> {
    let (job, now) = (job.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                if let JobKind::Reply { conversation_id } = job.job.kind
                    && is_final
                {
                    return dialogues::give_up_reply(tx, &job, conversation_id, seen, &reason, now).await;
                }
                hold(tx, &job).await?;
                if is_final {
                    return bury(tx, &job, &reason).await;
                }
                retry(tx, &job, now + pause(job.job.attempts), &reason).await
            })
        })
        .await
}

/// The pause after so many attempts: 1 s, 2 s, 4 s, ….
fn pause(attempts: u32) -> Duration {
    let seconds = 2_i64.saturating_pow(attempts.saturating_sub(1).min(16));
    Duration::seconds(seconds).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_a_minute() {
        let seconds = [1, 2, 3, 6, 7, 60, u32::MAX].map(|attempts| pause(attempts).whole_seconds());
        assert_eq!(seconds, [1, 2, 4, 32, 60, 60, 60]);
    }
}
