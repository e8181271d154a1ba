//! Links that show a conversation to people without a key, for a time.
//!
//! Whoever may correct a conversation may make one. The word in it opens that one conversation and nothing else; only its
//! SHA-256 is kept, so that nobody can read it here later. What is shown is the conversation as it is when it is looked
//! at. A link ends when its time is over, when somebody ends it, when the conversation becomes private or is deleted.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::recording::Recording;
use colloquy_domain::share::{LONGEST_HOURS, Share};
use colloquy_domain::{ConversationId, ShareId};
use colloquy_store::{Durability, conversations, shares};
use time::Duration;

use super::to_correct;
use crate::again::again;
use crate::keys::{self, Caller};
use crate::{App, AppError, read};

/// Most links to one conversation that are not over.
const MOST_OPEN: u64 = 100;

/// Says nothing about whether there ever was such a link.
const NOT_SHOWN: AppError = AppError::NotFound("shared conversation");

/// Makes a link and returns it with the word that opens it, which nobody is shown again.
///
/// # Errors
/// [`AppError::Invalid`] where it would hold too long or not at all; [`AppError::Conflict`] where the conversation is private, or
/// there are too many.
pub async fn create(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    expires_in_hours: i64,
    with_recording: bool,
) -> Result<(Share, String), AppError> {
    read::conversation(app, caller, id).await?;
    if !(1..=LONGEST_HOURS).contains(&expires_in_hours) {
        let message = format!("expires_in_hours must be from 1 to {LONGEST_HOURS}");
        return Err(AppError::invalid("expires_in_hours", "invalid_range", message));
    }
    let token = keys::random_text();
    let token_sha256 = keys::sha256(&token);
    let share = again(|| {
        let (now, caller) = (app.now(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = to_correct(tx, &caller, id).await?;
                if conversation.is_private {
                    let message = "a private conversation is not shared: make it open to all first";
                    return Err(AppError::Conflict(message.to_owned()));
                }
                if shares::count_open(tx, id, now).await? >= MOST_OPEN {
                    let message = format!("at most {MOST_OPEN} links show a conversation at a time");
                    return Err(AppError::Conflict(message));
                }
                let share = Share {
                    id: ShareId::generate(),
                    workspace_id: conversation.workspace_id,
                    conversation_id: id,
                    with_recording,
                    created_by: caller.user_id(),
                    created_at: now,
                    expires_at: now + Duration::hours(expires_in_hours),
                    revoked_at: None,
                };
                shares::insert(tx, &share, token_sha256).await?;
                Ok(share)
            })
        })
    })
    .await?;
    Ok((share, token))
}

/// The links that show a conversation now, newest first.
pub async fn list(app: &App, caller: &Caller, id: ConversationId) -> Result<Vec<Share>, AppError> {
    read::conversation(app, caller, id).await?;
    Ok(shares::list_open(app.store.reader(), id, app.now(), MOST_OPEN).await?)
}

/// Ends a link, also where it is over.
pub async fn revoke(app: &App, caller: &Caller, share_id: ShareId) -> Result<(), AppError> {
    let workspace_id = caller.workspace_id();
    let found = shares::get(app.store.reader(), workspace_id, share_id).await?;
    let share = found.ok_or(AppError::NotFound("share"))?;
    // Of a conversation that is gone, or that the caller may not see, there are no links either.
    read::conversation(app, caller, share.conversation_id).await?;
    again(|| {
        let (now, caller, id) = (app.now(), caller.clone(), share.conversation_id);
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                to_correct(tx, &caller, id).await?;
                Ok(shares::revoke(tx, workspace_id, share_id, now).await?)
            })
        })
    })
    .await
}

/// The link that a word opens, and the conversation that it shows.
///
/// # Errors
/// [`AppError::NotFound`] where it shows nothing, for whatever reason.
pub async fn open(app: &App, token: &str) -> Result<(Share, Conversation), AppError> {
    let found = shares::find_by_token(app.store.reader(), keys::sha256(token)).await?;
    let share = found.filter(|share| share.holds(app.now())).ok_or(NOT_SHOWN)?;
    let reader = app.store.reader();
    let conversation = conversations::get(reader, share.workspace_id, share.conversation_id).await?;
    Ok((share, conversation.ok_or(NOT_SHOWN)?))
}

/// Whether that link shows the recordings of that conversation now.
pub async fn lets_hear(app: &App, recording: &Recording, id: ShareId) -> Result<bool, AppError> {
    let found = shares::get(app.store.reader(), recording.workspace_id, id).await?;
    Ok(found.is_some_and(|share| {
        share.with_recording && share.conversation_id == recording.conversation_id && share.holds(app.now())
    }))
}
