//! What a conversation is called, who may see it, and whose it is.

use std::sync::Arc;

use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::text::one_line;
use colloquy_domain::{ConversationId, UserId};
use colloquy_store::{
    Durability, StoreError, Tx, audio_files, evaluations, participants, shares, untitled, users,
};

use super::{to_correct, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, read, search};

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 500;

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConversationChange {
    /// Another title.
    pub title: Option<String>,
    /// Whether only those see it who took part, and who may see private ones.
    pub is_private: Option<bool>,
    /// Somebody else owns it, or nobody.
    pub owner_user_id: Option<Option<UserId>>,
}

/// Changes a conversation. One that becomes private is shown by none of the links that were made before.
///
/// # Errors
/// [`AppError::Invalid`] where the title says nothing or is too long, or where the owner is no active user.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    mut change: ConversationChange,
) -> Result<Conversation, AppError> {
    read::conversation(app, caller, id).await?;
    if let Some(title) = &mut change.title {
        *title = titled(title)?;
    }
    let heard = match change.title {
        Some(_) => Some(Arc::new(search::heard(app, id).await?)),
        None => None,
    };
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, change, heard) = (caller.clone(), change.clone(), heard.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                if let Some(Some(owner)) = change.owner_user_id {
                    check_owner(tx, &before, owner).await?;
                }
                let after = Conversation {
                    title: change.title.unwrap_or_else(|| before.title.clone()),
                    is_private: change.is_private.unwrap_or(before.is_private),
                    owner_user_id: change.owner_user_id.unwrap_or(before.owner_user_id),
                    ..before.clone()
                };
                if after == before {
                    return Ok(before);
                }
                let after = write_changed(tx, &dialects, &before, after, now).await?;
                if after.owner_user_id != before.owner_user_id {
                    mark_owner(tx, &after).await?;
                }
                if after.is_private != before.is_private {
                    evaluations::set_private(tx, id, after.is_private).await?;
                    audio_files::set_private(tx, id, after.is_private).await?;
                }
                if after.is_private && !before.is_private {
                    shares::revoke_all(tx, id, now).await?;
                }
                if let Some(heard) = heard.filter(|_| after.title != before.title) {
                    // Nobody looks for a title any more.
                    untitled::remove(tx, id).await?;
                    search::rewrite(tx, id, &heard).await?;
                }
                Ok(after)
            })
        })
    })
    .await
}

/// A title as it is kept: one line, of which something is seen.
fn titled(title: &str) -> Result<String, AppError> {
    let title = one_line(title).trim().to_owned();
    if (1..=LONGEST_TITLE).contains(&title.chars().count()) {
        return Ok(title);
    }
    let message = format!("title must have 1 to {LONGEST_TITLE} characters, one of them seen");
    Err(AppError::invalid("title", "invalid_length", message))
}

/// Who owns nothing new is named; who owned it before may go on.
async fn check_owner(tx: &Tx, conversation: &Conversation, owner: UserId) -> Result<(), AppError> {
    if conversation.owner_user_id == Some(owner) {
        return Ok(());
    }
    let found = users::get(tx, conversation.workspace_id, owner).await?;
    if found.is_some_and(|user| user.role.is_active()) {
        return Ok(());
    }
    let message = "owner_user_id must be the id of an active user";
    Err(AppError::Invalid(vec![FieldProblem::new("owner_user_id", "unknown_value", message)]))
}

/// Marks the owner among those who took part.
async fn mark_owner(tx: &Tx, conversation: &Conversation) -> Result<(), StoreError> {
    let there = participants::list(tx, conversation.id).await?;
    let owner = conversation.owner_user_id;
    let marked = |participant: &Participant| Participant {
        is_owner: owner.is_some() && participant.user_id == owner,
        ..participant.clone()
    };
    let changed: Vec<Participant> = there.iter().map(marked).collect();
    if changed == there {
        return Ok(());
    }
    participants::replace(tx, conversation.id, &changed).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_a_line_that_says_something() {
        assert_eq!(titled(" Renewal\r\nof Acme ").unwrap(), "Renewal of Acme");
        let long = "x".repeat(LONGEST_TITLE + 1);
        for title in ["", " \n", long.as_str()] {
            assert!(matches!(titled(title), Err(AppError::Invalid(_))), "{title}");
        }
    }
}
