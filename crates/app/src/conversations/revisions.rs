//! What people correct in a transcript, and how it was before.
//!
//! A correction names the revision that the person saw. Where that is still the newest, the next one takes its place
//! for everybody who reads, searches or exports from then on, in one transaction with the index of words and with the
//! events that tell of it; where somebody else came first, nothing is changed. What takes long (aligning words, gathering
//! those of the index) is done before the transaction, which others wait for.

use std::sync::Arc;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::correction::{Corrected, Correction, moved};
use colloquy_domain::event::EventKind;
use colloquy_domain::revision::{
    Applied, ChangeProblem, Revision, TranscriptChange, apply, describe, places_of,
};
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{
    Durability, StoreError, Tx, conversations, erase, insights, participants, search, transcript_revisions,
    transcripts,
};

use super::to_correct;
use crate::again::again;
use crate::clock::dated;
use crate::events::{EventDialects, event_about, publish, updated_event};
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::{App, AppError, FieldProblem, read};

/// A transcript, and which revision of it that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Revised {
    /// What was said.
    pub transcript: Transcript,
    /// Which revision.
    pub revision: Revision,
}

/// What became of a correction.
#[derive(Debug, Clone, PartialEq)]
pub enum Edited {
    /// This is the newest revision now.
    Made(Box<Revised>),
    /// Somebody else came first; nothing was changed.
    Outdated {
        /// The newest revision.
        newest: u64,
    },
}

/// Corrects the transcript. Changes that come to nothing make no revision.
///
/// # Errors
/// [`AppError::NotFound`] while there is no transcript; [`AppError::Invalid`] naming what is wrong with which change
/// (`changes[3].text`).
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    base_revision: u64,
    changes: Vec<TranscriptChange>,
) -> Result<Edited, AppError> {
    read::conversation(app, caller, id).await?;
    let there = newest(app, id).await?;
    if there.revision.number != base_revision {
        return Ok(Edited::Outdated { newest: there.revision.number });
    }
    let (follows, before) = (there.revision.clone(), Arc::new(there.transcript));
    let old = before.clone();
    let summary = describe(&changes);
    let work = move || -> Result<_, Vec<ChangeProblem>> {
        let Applied { transcript, places } = apply(&old, &changes)?;
        let spoken = Spoken::of(&transcript);
        Ok((transcript, places, spoken))
    };
    let applied = tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?;
    let (transcript, places, spoken) = applied.map_err(refused)?;
    if transcript == *before {
        return Ok(Edited::Made(Box::new(Revised { transcript, revision: follows })));
    }
    let next = Next { transcript, spoken, places, follows: follows.number, summary, is_edited: true };
    write(app, caller, id, next).await
}

/// All revisions of the transcript, newest first.
///
/// # Errors
/// [`AppError::NotFound`] while there is no transcript.
pub async fn list(app: &App, caller: &Caller, id: ConversationId) -> Result<Vec<Revision>, AppError> {
    read::conversation(app, caller, id).await?;
    let found = transcript_revisions::list(app.store.reader(), id).await?;
    if found.is_empty() { Err(AppError::NotFound("transcript yet")) } else { Ok(found) }
}

/// The transcript as it was in a revision.
///
/// # Errors
/// [`AppError::NotFound`] where there is none of that number.
pub async fn get(app: &App, caller: &Caller, id: ConversationId, number: u64) -> Result<Revised, AppError> {
    read::conversation(app, caller, id).await?;
    let found = transcript_revisions::get(app.store.reader(), id, number).await?;
    let (transcript, revision) = found.ok_or(AppError::NotFound("revision of the transcript"))?;
    Ok(Revised { transcript, revision })
}

/// Makes a revision count again, as one that follows the newest: what was corrected since stays readable, too.
///
/// # Errors
/// [`AppError::NotFound`] where there is none of that number.
pub async fn restore(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    number: u64,
) -> Result<Edited, AppError> {
    let wanted = get(app, caller, id, number).await?;
    let there = newest(app, id).await?;
    if there.transcript == wanted.transcript {
        return Ok(Edited::Made(Box::new(there)));
    }
    let places = places_of(&there.transcript.speakers, &wanted.transcript.speakers);
    let transcript = wanted.transcript;
    let gather = move || (Spoken::of(&transcript), transcript);
    let (spoken, transcript) = tokio::task::spawn_blocking(gather).await.map_err(AppError::internal)?;
    let next = Next {
        transcript,
        spoken,
        places,
        follows: there.revision.number,
        summary: format!("revision {number} restored"),
        is_edited: wanted.revision.is_edited,
    };
    write(app, caller, id, next).await
}

async fn newest(app: &App, id: ConversationId) -> Result<Revised, AppError> {
    let found = transcripts::get_revised(app.store.reader(), id).await?;
    let (transcript, revision) = found.ok_or(AppError::NotFound("transcript yet"))?;
    Ok(Revised { transcript, revision })
}

fn refused(problems: Vec<ChangeProblem>) -> AppError {
    let told = problems.into_iter().map(|problem| {
        let field = format!("changes[{}].{}", problem.position, problem.member);
        let message = format!("{field} {}", problem.rule);
        FieldProblem::new(field, problem.code, message)
    });
    AppError::Invalid(told.collect())
}

/// The next revision.
struct Next {
    transcript: Transcript,
    spoken: Spoken,
    /// Where the speakers of the one before stand in it.
    places: Vec<Option<u32>>,
    /// Number of the one before.
    follows: u64,
    summary: String,
    is_edited: bool,
}

async fn write(app: &App, caller: &Caller, id: ConversationId, next: Next) -> Result<Edited, AppError> {
    let next = Arc::new(next);
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, next) = (caller.clone(), next.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let there = transcripts::revision_of(tx, id).await?;
                let there = there.ok_or(AppError::NotFound("transcript yet"))?;
                if there.1.number != next.follows || there.0 != next.transcript.id {
                    return Ok(Edited::Outdated { newest: there.1.number });
                }
                let revision = Revision {
                    number: next.follows + 1,
                    made_by: caller.user_id(),
                    made_at: now,
                    summary: Some(next.summary.clone()),
                    is_edited: next.is_edited,
                };
                put(tx, &before, &next, &revision).await?;
                move_speakers(tx, id, &next.places).await?;
                tell(tx, &dialects, &before, now).await?;
                Ok(Edited::Made(Box::new(Revised { transcript: next.transcript.clone(), revision })))
            })
        })
    })
    .await
}

/// Writes the revision, and the words by which it is found.
async fn put(
    tx: &Tx,
    conversation: &Conversation,
    next: &Next,
    revision: &Revision,
) -> Result<(), StoreError> {
    let people = participants::list(tx, conversation.id).await?;
    let words = document(conversation, people.iter().map(Person::from), &next.spoken);
    erase::overwriting(tx, async {
        transcripts::revise(tx, &next.transcript, revision).await?;
        search::put(tx, &words).await
    })
    .await
}

/// How speakers felt goes with them to the places that they have now.
async fn move_speakers(tx: &Tx, id: ConversationId, places: &[Option<u32>]) -> Result<(), StoreError> {
    if (0..).zip(places).all(|(position, place)| *place == Some(position)) {
        return Ok(());
    }
    let Some(there) = insights::get_corrected_sentiment(tx, id).await? else { return Ok(()) };
    let correction = there.correction.map(|correction| Correction {
        machine: correction.machine.map(|machine| moved(&machine, places)),
        ..correction
    });
    let after = Corrected { value: moved(&there.value, places), correction };
    insights::put_corrected_sentiment(tx, id, &after).await
}

/// Dates the conversation anew, and tells that it changed and that its transcript can be read.
async fn tell(
    tx: &Tx,
    dialects: &EventDialects,
    before: &Conversation,
    now: Instant,
) -> Result<(), StoreError> {
    let after = Conversation { updated_at: dated(tx, before.updated_at), ..before.clone() };
    conversations::update(tx, &after).await?;
    let events =
        vec![updated_event(before, &after, now), event_about(EventKind::TranscriptCompleted, &after, now)];
    publish(tx, dialects, events).await
}

/// Stores a transcript that was heard. One that was heard before becomes the revision before, and the new one keeps the id
/// by which comments name it; one that people corrected stays, and false is returned. The conversation's row is locked by
/// the caller.
pub(crate) async fn put_heard(tx: &Tx, heard: &Transcript, now: Instant) -> Result<bool, StoreError> {
    let Some((id, newest)) = transcripts::revision_of(tx, heard.conversation_id).await? else {
        transcripts::put(tx, heard).await?;
        return Ok(true);
    };
    if newest.is_edited {
        return Ok(false);
    }
    let next =
        Revision { number: newest.number + 1, made_by: None, made_at: now, summary: None, is_edited: false };
    let transcript = Transcript { id, ..heard.clone() };
    erase::overwriting(tx, transcripts::revise(tx, &transcript, &next)).await?;
    Ok(true)
}
