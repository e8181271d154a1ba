//! Keeping the index.

use colloquy_domain::ConversationId;
use colloquy_store::search::{count_stale, mark_all_stale, put, stale};
use colloquy_store::{Durability, StoreError, Tx, conversations, participants, search, transcripts};
use uuid::Uuid;

use super::document::{Person, document};
use crate::{App, AppError};

/// Conversations that are read ahead.
const READ_AHEAD: u64 = 500;

/// Conversations of one transaction: few, as a server waits for it.
const TOGETHER: usize = 10;

/// Writes the words of a conversation anew, from what is stored of it. One that is deleted has none.
pub async fn rewrite(tx: &Tx, id: ConversationId) -> Result<(), StoreError> {
    let Some(conversation) = conversations::get_for_update(tx, id).await? else {
        return search::remove(tx, id).await;
    };
    let participants = participants::list(tx, id).await?;
    let transcript = transcripts::get(tx, id).await?;
    let people = participants.iter().map(Person::from);
    put(tx, &document(&conversation, people, transcript.as_ref())).await
}

/// Has [`rebuild`] write every conversation's words anew.
pub async fn mark_all(app: &App) -> Result<(), AppError> {
    Ok(app.store.write(Durability::Full, |tx| Box::pin(async move { mark_all_stale(tx).await })).await?)
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
            let written = ids.to_vec();
            app.store
                .write(Durability::Relaxed, |tx| {
                    Box::pin(async move {
                        for id in written {
                            rewrite(tx, id).await?;
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
