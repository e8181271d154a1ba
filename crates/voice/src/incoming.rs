//! Calls that come in: the number that was called says who answers.

use std::sync::Arc;
use std::time::Duration;

use colloquy_app::dialogues::calls::{Answer, answer, is_over};
use colloquy_app::dialogues::stale_calls::keep;
use colloquy_app::{App, AppError};
use colloquy_domain::ConversationId;
use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::phone::{is_e164, normalise};
use colloquy_store::inbound_routes;
use colloquy_telephone::{CallFailed, IncomingCall};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::end::{given_up, unanswered, write};
use crate::hold::hold;
use crate::line::VoiceLine;
use crate::opening::Opening;
use crate::pen::describe;
use crate::senses::Senses;

/// SIP's words for: in a call, nobody of that number, out of order.
const BUSY: u16 = 486;
const NOBODY: u16 = 404;
const BROKEN: u16 = 500;

/// Longest ringing while the first sentence is being synthesised, and how often is looked whether it is there.
const RINGS_FOR: Duration = Duration::from_secs(3);
const READY_PAUSE: Duration = Duration::from_millis(20);

/// Time between two looks whether somebody hangs up from outside.
const LOOK_PAUSE: Duration = Duration::from_secs(1);

/// Answers the calls that come in, until `shutdown`; then those that go on are hung up. Ends when their ends are written.
pub async fn keep_answering(
    app: App,
    line: Arc<VoiceLine>,
    mut calls: mpsc::Receiver<IncomingCall>,
    shutdown: CancellationToken,
) {
    // One that was opened has them.
    let Some(senses) = line.senses() else { return };
    let mut held = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            Some(ended) = held.join_next() => note(ended),
            call = calls.recv() => match call {
                Some(call) => {
                    held.spawn(take(app.clone(), senses.clone(), call, shutdown.clone()));
                }
                None => break,
            },
        }
    }
    while let Some(ended) = held.join_next().await {
        note(ended);
    }
}

fn note(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a call that came in broke off");
    }
}

async fn take(app: App, senses: Senses, call: IncomingCall, shutdown: CancellationToken) {
    let name = call.display_name.clone().or_else(|| is_name(&call.from).then(|| call.from.clone()));
    let found = match route(&app, &call.to).await {
        Ok(Some(route)) => answer(&app, &route, number(&call.from).as_deref(), name.as_deref()).await,
        Ok(None) => Ok(Answer::Nobody),
        Err(error) => Err(error),
    };
    let dialogue = match found {
        Ok(Answer::Dialogue(dialogue)) => dialogue,
        Ok(Answer::Busy) => return call.reject(BUSY).await,
        Ok(Answer::Nobody) => return call.reject(NOBODY).await,
        Err(error) => {
            tracing::error!(error = describe(&error), "a call that came in could not be taken");
            return call.reject(BROKEN).await;
        }
    };
    let id = dialogue.conversation_id;
    // Until its end is written: a call that nobody keeps counts as lost.
    let taken = tokio::select! {
        taken = take_as(&app, &senses, &dialogue, call, &shutdown) => taken,
        never = keep(&app, id) => match never {},
    };
    if let Err(error) = taken {
        let error = describe(&error);
        tracing::error!(conversation.id = %id, error, "the end of a call could not be written down");
    }
}

/// Rings until the first sentence can be said, answers, and holds the call.
async fn take_as(
    app: &App,
    senses: &Senses,
    dialogue: &Dialogue,
    call: IncomingCall,
    shutdown: &CancellationToken,
) -> Result<(), AppError> {
    let id = dialogue.conversation_id;
    call.ring().await;
    let opening = Opening::prepare(&dialogue.brief, &senses.voice);
    let is_given_up = tokio::select! {
        biased;
        () = call.canceled() => true,
        () = ready(&opening) => false,
    };
    if is_given_up {
        return write(app, id, given_up()).await;
    }
    let call = match call.answer().await {
        Ok(call) => call,
        Err(CallFailed::Canceled) => return write(app, id, given_up()).await,
        Err(failed) => return write(app, id, unanswered(&failed)).await,
    };
    let cancelled = CancellationToken::new();
    let holding = hold(app, senses, dialogue, call, opening, &cancelled);
    let watching = watch(app, id, &cancelled, shutdown);
    tokio::pin!(holding, watching);
    tokio::select! {
        held = &mut holding => held,
        () = &mut watching => holding.await,
    }
}

/// Waits until the call can begin at once, for some seconds at most.
async fn ready(opening: &Opening) {
    let waiting = async {
        while !opening.is_ready() {
            tokio::time::sleep(READY_PAUSE).await;
        }
    };
    // A voice that is late speaks late.
    let _in_time = tokio::time::timeout(RINGS_FOR, waiting).await;
}

/// Cancels the call where somebody ended it, or the process is about to end.
async fn watch(app: &App, id: ConversationId, cancelled: &CancellationToken, shutdown: &CancellationToken) {
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = tokio::time::sleep(LOOK_PAUSE) => match is_over(app, id).await {
                Ok(true) => break,
                Ok(false) => {}
                Err(error) => {
                    let error = describe(&error);
                    tracing::warn!(conversation.id = %id, error, "could not look whether a call is over");
                }
            }
        }
    }
    cancelled.cancel();
}

/// Who answers at a number, where anybody does. Lines that leave the plus sign out are understood.
async fn route(app: &App, called: &str) -> Result<Option<InboundRoute>, AppError> {
    let Some(address) = number(called) else { return Ok(None) };
    let found = inbound_routes::by_address(app.store.reader(), Channel::Call, &address).await?;
    Ok(found.filter(|route| route.is_active))
}

/// A number as E.164, where it is one.
fn number(text: &str) -> Option<String> {
    let digits = normalise(text).filter(|_| !is_name(text))?;
    let number = if digits.starts_with('+') { digits } else { format!("+{digits}") };
    is_e164(&number).then_some(number)
}

fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_understood_with_and_without_their_plus_sign() {
        for (text, expected) in [
            ("+15550100", Some("+15550100")),
            ("15550100", Some("+15550100")),
            (" +1 (555) 0100", Some("+15550100")),
            ("0555", None),
            ("sip:10.0.0.1", None),
            ("alice", None),
            ("", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
    }
}
