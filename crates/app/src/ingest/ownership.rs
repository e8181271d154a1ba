//! Who owns a new conversation.
//!
//! A participant marked as owner is resolved to an active user of the workspace, by e-mail first, then by
//! telephone. Without a mark the owner is the user behind the key. Ownership is never guessed.

use colloquy_domain::UserId;
use colloquy_domain::directory::User;
use colloquy_domain::phone::{normalise, normalise_email};
use colloquy_store::users;

use super::NewParticipant;
use crate::keys::Caller;
use crate::{App, AppError};

/// Refuses more than one owner. Needs no data, so it comes before everything else.
pub fn check_at_most_one(participants: &[NewParticipant]) -> Result<(), AppError> {
    if participants.iter().filter(|participant| participant.is_owner).count() > 1 {
        return Err(AppError::malformed(
            "participants",
            "multiple_owners",
            "at most one participant may set is_owner",
        ));
    }
    Ok(())
}

/// The owner's user id.
pub async fn resolve(
    app: &App,
    caller: &Caller,
    participants: &[NewParticipant],
) -> Result<UserId, AppError> {
    let marked = participants.iter().enumerate().find(|(_, participant)| participant.is_owner);
    let Some((position, owner)) = marked else { return own_user(app, caller).await };
    let email = owner.email.as_deref().and_then(normalise_email);
    let phone = owner.phone.as_deref().and_then(normalise);
    let field = format!("participants[{position}]");
    if email.is_none() && phone.is_none() {
        return Err(AppError::malformed(
            field,
            "owner_unresolvable",
            "the owner must have an email or a phone to be found by",
        ));
    }
    let workspace_id = caller.workspace_id();
    if let Some(email) = &email {
        let found =
            users::find_by_email(app.store.reader(), workspace_id, std::slice::from_ref(email)).await?;
        if let Some(user) = found.into_iter().find(is_active) {
            return Ok(user.id);
        }
    }
    let Some(phone) = phone else { return Err(unknown_owner(&field)) };
    let mut found = users::find_by_phone(app.store.reader(), workspace_id, &[phone]).await?;
    found.retain(is_active);
    match found.as_slice() {
        [] => Err(unknown_owner(&field)),
        [user] => Ok(user.id),
        _ => Err(AppError::malformed(field, "owner_ambiguous", "several users have the owner's phone")),
    }
}

/// The user behind the key. That they were active when the key was looked up does not say that they still are.
async fn own_user(app: &App, caller: &Caller) -> Result<UserId, AppError> {
    let refused = |code, why: &str| {
        let message = format!("{why}: mark the participant who owns it with is_owner");
        AppError::malformed("participants", code, message)
    };
    let Some(id) = caller.user_id() else {
        return Err(refused("owner_required", "this credential has no user"));
    };
    let user = users::get(app.store.reader(), caller.workspace_id(), id).await?;
    if !user.as_ref().is_some_and(is_active) {
        return Err(refused("owner_unknown", "this credential's user is not active"));
    }
    Ok(id)
}

fn is_active(user: &User) -> bool {
    user.role.is_active()
}

fn unknown_owner(field: &str) -> AppError {
    AppError::malformed(field, "owner_unknown", "the owner is no active user of this workspace")
}
