//! Keys as people manage them in the console.
//!
//! An admin may do everything but touch owners, and what they make must not do it for them: a key that an admin makes is
//! their own, or that of somebody who is no owner.

use std::collections::BTreeMap;

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::directory::{User, UserRole};
use colloquy_domain::{CredentialId, UserId, WorkspaceId};
use colloquy_store::{credentials, users};

use super::make::{KeySpellings, NewKey, draft, save};
use super::{Caller, list, revoke};
use crate::{App, AppError};

/// Users that are looked up in one statement.
const USERS_AT_ONCE: usize = 500;

/// A key, as it is told to people.
#[derive(Debug, Clone)]
pub struct ListedKey {
    /// The key, without its token.
    pub credential: Credential,
    /// The beginning by which people recognise it.
    pub prefix: String,
    /// The user behind it.
    pub user: Option<User>,
}

/// What a key is to be.
#[derive(Debug, Clone)]
pub struct WantedKey {
    /// A name for people.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// The user behind it, where there is to be one.
    pub user_id: Option<UserId>,
}

/// All keys of a workspace with the users behind them, the newest first; also revoked ones.
pub async fn list_with_users(app: &App, workspace_id: WorkspaceId) -> Result<Vec<ListedKey>, AppError> {
    let mut all = list(app, workspace_id).await?;
    all.reverse();
    let mut people = BTreeMap::new();
    let ids: Vec<UserId> = all.iter().filter_map(|(credential, _)| credential.user_id).collect();
    for some in ids.chunks(USERS_AT_ONCE) {
        let found = users::list_by_ids(app.store.reader(), workspace_id, some).await?;
        people.extend(found.into_iter().map(|user| (user.id, user)));
    }
    let listed = all.into_iter().map(|(credential, prefix)| {
        let user = credential.user_id.and_then(|id| people.get(&id).cloned());
        ListedKey { credential, prefix, user }
    });
    Ok(listed.collect())
}

/// Makes a key on somebody's behalf. Its spellings are shown this once.
pub async fn create_for(
    app: &App,
    caller: &Caller,
    wanted: WantedKey,
) -> Result<(ListedKey, KeySpellings), AppError> {
    let workspace_id = caller.workspace_id();
    let is_limited = leaves_owners_alone(app, caller).await?;
    let user_id = wanted.user_id.or(if is_limited { caller.user_id() } else { None });
    let user = match user_id {
        None => None,
        Some(id) => {
            let found = users::get(app.store.reader(), workspace_id, id).await?;
            let Some(user) = found.filter(|user| user.role.is_active()) else {
                let message = "user_id must name an active user of this workspace";
                return Err(AppError::invalid("user_id", "unknown_user", message));
            };
            if is_limited && user.role == UserRole::Owner {
                return Err(AppError::Forbidden("only an owner may make keys of owners"));
            }
            Some(user)
        }
    };
    let new = NewKey { workspace_id, user_id, name: wanted.name, scopes: wanted.scopes };
    let (row, spellings) = draft(new, app.now());
    let (credential, prefix) = row.shown();
    save(app, row).await?;
    tracing::info!(credential.id = %credential.id, by = %caller.credential.id, "made a key");
    Ok((ListedKey { credential, prefix, user }, spellings))
}

/// Whether whoever asks may not touch owners: people who are none. Keys without a person are the operator's.
pub(crate) async fn leaves_owners_alone(app: &App, caller: &Caller) -> Result<bool, AppError> {
    let Some(id) = caller.user_id() else { return Ok(false) };
    let user = users::get(app.store.reader(), caller.workspace_id(), id).await?;
    Ok(user.is_none_or(|user| user.role != UserRole::Owner))
}

/// Revokes a key on somebody's behalf: from now on it is refused. Nobody saws off the branch on which they sit.
///
/// # Errors
/// [`AppError::Conflict`] where it is the key that asks; [`AppError::Forbidden`] where it is an owner's, or the operator's, and
/// the caller leaves those alone.
pub async fn revoke_for(app: &App, caller: &Caller, id: CredentialId) -> Result<(), AppError> {
    if id == caller.credential.id {
        return Err(AppError::Conflict("a key cannot revoke itself: ask with another one".to_owned()));
    }
    if leaves_owners_alone(app, caller).await? {
        let reader = app.store.reader();
        let user_id = credentials::user_of(reader, caller.workspace_id(), id).await?;
        let user = match user_id.ok_or(AppError::NotFound("key"))? {
            Some(id) => users::get(reader, caller.workspace_id(), id).await?,
            None => None,
        };
        let is_owners = match user {
            Some(user) => users::is_owner(reader, &user).await?,
            None => true,
        };
        if is_owners {
            return Err(AppError::Forbidden(
                "only an owner may revoke keys of owners and those without a person",
            ));
        }
    }
    revoke(app, caller.workspace_id(), id).await?;
    tracing::info!(credential.id = %id, by = %caller.credential.id, "revoked a key");
    Ok(())
}
