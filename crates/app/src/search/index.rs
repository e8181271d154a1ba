//! Keeping the index.

use colloquy_domain::{ConversationId, TranscriptId};
use colloquy_store::search::{clear, count_stale, put, stale};
use colloquy_store::{Durability, StoreError, Tx, conversations, participants, search, transcripts};
use uuid::Uuid;

use super::document::{Person, Spoken, document};
use crate::{App, AppError};

/// Conversations that are read ahead.
const READ_AHEAD: u64 = 500;

/// Conversations of one transaction: few, as a server waits for it.
const TOGETHER: usize = 10;

/// The words of a conversation's transcript, as it was stored when they were made: which transcript that was, and which
/// revision of it.
#[derive(Debug, Default)]
pub struct Heard {
    made_of: Option<(TranscriptId, u64)>,
    spoken: Spoken,
}

/// Makes the words of a conversation's transcript, before the transaction that writes them: others would wait for it.
pub async fn heard(app: &App, id: ConversationId) -> Result<Heard, AppError> {
    let Some((transcript, revision)) = transcripts::get_revised(app.store.reader(), id).await? else {
        return Ok(Heard::default());
    };
    let made_of = Some((transcript.id, revision.number));
    let words = move || Heard { made_of, spoken: Spoken::of(&transcript) };
    tokio::task::spawn_blocking(words).await.map_err(AppError::internal)
}

/// Writes the words of a conversation anew, from what is stored of it. One that is deleted has none.
pub async fn rewrite(tx: &Tx, id: ConversationId, heard: &Heard) -> Result<(), StoreError> {
    let Some(conversation) = conversations::get_for_update(tx, id).await? else {
        return search::remove(tx, id).await;
    };
    let participants = participants::list(tx, id).await?;
    let people = participants.iter().map(Person::from);
    let there = transcripts::revision_of(tx, id).await?;
    if there.map(|(transcript_id, revision)| (transcript_id, revision.number)) == heard.made_of {
        return put(tx, &document(&conversation, people, &heard.spoken)).await;
    }
    // It was stored or corrected in between, which happens seldom.
    let spoken = transcripts::get(tx, id).await?.as_ref().map(Spoken::of).unwrap_or_default();
    put(tx, &document(&conversation, people, &spoken)).await
}

/// Empties the index, so that [`rebuild`] writes every conversation's words anew; until then only what it has written
/// is found.
pub async fn clear_index(app: &App) -> Result<(), AppError> {
    Ok(app.store.write(Durability::Full, |tx| Box::pin(async move { clear(tx).await })).await?)
}

/// How many conversations [`rebuild`] has to do with.
pub async fn outdated(app: &App) -> Result<u64, AppError> {
    Ok(count_stale(app.store.reader()).await?)
}

/// Bytes that the index takes in the database.
pub async fn index_bytes(app: &App) -> Result<u64, AppError> {
    Ok(search::index_bytes(app.store.reader()).await?)
}

/// Writes the words of all conversations that are not in the index, or are there in an outdated way, and tells how many
/// are done. What is done stays done: a run that was stopped is taken up by the next one.
pub async fn rebuild(app: &App, mut tell: impl FnMut(u64)) -> Result<u64, AppError> {
    let mut done = 0;
    let mut after = ConversationId(Uuid::nil());
    loop {
        let ids = stale(app.store.reader(), after, READ_AHEAD).await?;
        let Some(last) = ids.last() else { return Ok(done) };
        after = *last;
        for ids in ids.chunks(TOGETHER) {
            let mut written = Vec::with_capacity(ids.len());
            for id in ids {
                written.push((*id, heard(app, *id).await?));
            }
            app.store
                .write(Durability::Relaxed, |tx| {
                    Box::pin(async move {
                        for (id, heard) in written {
                            rewrite(tx, id, &heard).await?;
                        }
                        Ok::<_, StoreError>(())
                    })
                })
                .await?;
            done += ids.len() as u64;
            tell(done);
        }
    }
}
