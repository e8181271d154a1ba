//! Comments on a transcript: whoever may read the conversation may read them. Who wrote one may remove it.

use colloquy_domain::comment::{Anchor, Comment, CommentStatus};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::transcript::EntryId;
use colloquy_domain::{CommentId, ConversationId, TranscriptId};
use colloquy_store::{Durability, StoreError, comments, transcripts};
use uuid::Uuid;

use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, read};

/// What somebody writes.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// The text; what stands around it that is not seen is cut off.
    pub body: String,
    /// On which transcript; the conversation's where it is not given.
    pub transcript_id: Option<TranscriptId>,
    /// On which place of it.
    pub anchor: Anchor,
}

/// The place of an entry, by its number, or of some seconds. Entries keep number and place whatever people correct in
/// them, so that a comment on one stays there.
///
/// # Errors
/// [`AppError::Invalid`] where there is no such entry; [`AppError::NotFound`] while there is no transcript.
pub async fn place(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    entry: EntryId,
    seconds: (Option<f64>, Option<f64>),
) -> Result<Anchor, AppError> {
    read::conversation(app, caller, id).await?;
    let transcript = transcripts::get(app.store.reader(), id).await?;
    let transcript = transcript.ok_or(AppError::NotFound("transcript yet"))?;
    let position = transcript.entries.iter().position(|one| one.id == entry);
    let Some(position) = position.and_then(|position| u32::try_from(position).ok()) else {
        let message = "entry_id must be the number of an entry of the transcript";
        return Err(AppError::invalid("entry_id", "unknown_value", message));
    };
    let (start_seconds, end_seconds) = seconds;
    Ok(Anchor { start_seconds, end_seconds, entry_index: Some(position), sentence_index: None })
}

/// Writes a comment on a transcript.
///
/// # Errors
/// [`AppError::NotFound`] also while there is no transcript: there is nothing to comment on.
pub async fn create(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    new: NewComment,
) -> Result<Comment, AppError> {
    let conversation = read::conversation(app, caller, id).await?;
    let transcript = transcripts::get(app.store.reader(), id).await?;
    let transcript = transcript.ok_or(AppError::NotFound("transcript yet"))?;
    check(&new, transcript.id)?;
    let now = app.now();
    let comment = Comment {
        id: CommentId::generate(),
        workspace_id: conversation.workspace_id,
        conversation_id: id,
        transcript_id: transcript.id,
        body: new.body.trim().to_owned(),
        anchor: new.anchor,
        status: CommentStatus::Open,
        created_by: caller.user_id(),
        resolved_by: None,
        resolved_at: None,
        created_at: now,
        updated_at: now,
    };
    let saved = comment.clone();
    app.store
        .write(Durability::Full, move |tx| Box::pin(async move { comments::insert(tx, &saved).await }))
        .await?;
    Ok(comment)
}

/// Some of the comments on a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct CommentPage {
    /// Oldest first.
    pub comments: Vec<Comment>,
    /// After which the next page begins; none at the end.
    pub next: Option<CommentId>,
}

/// Comments on a conversation, oldest first, at most `limit`: the first ones, or those after `after`.
pub async fn list(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    after: Option<CommentId>,
    limit: u64,
) -> Result<CommentPage, AppError> {
    read::conversation(app, caller, id).await?;
    let after = after.unwrap_or(CommentId(Uuid::nil()));
    // One more tells whether there is more.
    let mut comments = comments::list(app.store.reader(), id, after, limit.saturating_add(1)).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = comments.len() > limit;
    comments.truncate(limit);
    let next = comments.last().filter(|_| has_more).map(|comment| comment.id);
    Ok(CommentPage { comments, next })
}

/// Says whether somebody has dealt with a comment.
pub async fn set_status(
    app: &App,
    caller: &Caller,
    id: CommentId,
    status: CommentStatus,
) -> Result<Comment, AppError> {
    let workspace_id = caller.workspace_id();
    let found = comments::get(app.store.reader(), workspace_id, id).await?;
    let found = found.ok_or(AppError::NotFound("comment"))?;
    // Of a conversation that is gone, or that the caller may not read, there are no comments either.
    read::conversation(app, caller, found.conversation_id).await?;
    let (now, user_id) = (app.now(), caller.user_id());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let locked = comments::get_for_update(tx, workspace_id, id).await?;
                let mut comment = locked.ok_or(AppError::NotFound("comment"))?;
                if comment.status == status {
                    return Ok(comment);
                }
                let is_resolved = status == CommentStatus::Resolved;
                comment.status = status;
                comment.resolved_by = user_id.filter(|_| is_resolved);
                comment.resolved_at = is_resolved.then_some(now);
                comment.updated_at = now;
                comments::update(tx, &comment).await?;
                Ok(comment)
            })
        })
        .await
}

/// Removes a comment for good: one's own, or any for who may do everything.
///
/// # Errors
/// [`AppError::Forbidden`] where somebody else wrote it.
pub async fn delete(app: &App, caller: &Caller, id: CommentId) -> Result<(), AppError> {
    let workspace_id = caller.workspace_id();
    let found = comments::get(app.store.reader(), workspace_id, id).await?;
    let found = found.ok_or(AppError::NotFound("comment"))?;
    read::conversation(app, caller, found.conversation_id).await?;
    let is_own = caller.user_id().is_some() && found.created_by == caller.user_id();
    if !is_own && !caller.may(WORKSPACE_ADMIN) {
        return Err(AppError::Forbidden("a comment is removed by who wrote it"));
    }
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { comments::delete(tx, workspace_id, id).await })
        })
        .await;
    match deleted {
        // Somebody else was quicker.
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("comment")),
        other => Ok(other?),
    }
}

/// Every rule on values, all told at once.
fn check(new: &NewComment, transcript_id: TranscriptId) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if new.body.trim().is_empty() {
        problems.push(FieldProblem::new("body", "invalid_length", "body must have a character that is seen"));
    }
    if new.transcript_id.is_some_and(|id| id != transcript_id) {
        let message = "transcript_id must be the id of the conversation's transcript";
        problems.push(FieldProblem::new("transcript_id", "unknown_value", message));
    }
    let (start, end) = (new.anchor.start_seconds, new.anchor.end_seconds);
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        let message = "anchor.end_seconds must not be before anchor.start_seconds";
        problems.push(FieldProblem::new("anchor.end_seconds", "invalid_range", message));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
