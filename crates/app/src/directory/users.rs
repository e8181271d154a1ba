//! Users, as somebody who may do everything in their workspace changes them.
//!
//! Somebody who is no owner leaves owners alone, disabled ones, too: they make none, and change none. Nobody takes the last
//! owner away. The operator at the command line may do all of that. Who gets another role loses the keys that may do more
//! than it.

use colloquy_domain::directory::{User, UserRole};
use colloquy_domain::phone::normalise;
use colloquy_domain::secret::SecretText;
use colloquy_domain::session::scopes_of;
use colloquy_domain::{Instant, UserId, WorkspaceId};
use colloquy_store::{Durability, Tx, credentials, passwords as stored, sessions, users};

use super::{change, check_time_zone};
use crate::clock::dated;
use crate::keys::{Caller, leaves_owners_alone};
use crate::{App, AppError, FieldProblem, passwords};

/// What is to become of a user; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// Full name.
    pub name: Option<String>,
    /// Role. Who is not active any more keeps what they own.
    pub role: Option<UserRole>,
    /// Whether they are kept out. Who is let in again is what they were before, unless a role is given.
    pub is_disabled: Option<bool>,
    /// Telephone number, or none any more; likewise below.
    pub phone: Option<Option<String>>,
    /// What they do.
    pub job_title: Option<Option<String>>,
    /// IANA time zone.
    pub time_zone: Option<Option<String>>,
    /// With what they sign in.
    pub password: Option<SecretText>,
}

/// Who changes a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The operator, who may do everything.
    Operator,
    /// An owner, or a key without a person.
    Owner,
    /// Somebody who leaves owners alone.
    Other,
}

impl By {
    async fn of(app: &App, caller: &Caller) -> Result<Self, AppError> {
        Ok(if leaves_owners_alone(app, caller).await? { Self::Other } else { Self::Owner })
    }

    fn check(self, is_about_owners: bool) -> Result<(), AppError> {
        match self {
            Self::Other if is_about_owners => {
                Err(AppError::Forbidden("only an owner may make or change owners"))
            }
            _ => Ok(()),
        }
    }
}

/// The user with that id.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: UserId) -> Result<User, AppError> {
    users::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("user"))
}

/// Changes a user, as the operator.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: UserId,
    content: UserChange,
) -> Result<User, AppError> {
    write(app, By::Operator, workspace_id, id, content).await
}

/// Changes a user, as far as the caller may.
///
/// # Errors
/// [`AppError::Forbidden`] where it is about owners and the caller is none; [`AppError::Invalid`] where somebody sets their
/// own password here, without the one that they have ([`passwords::change`] asks for it).
pub async fn update_by(
    app: &App,
    caller: &Caller,
    id: UserId,
    content: UserChange,
) -> Result<User, AppError> {
    // Who found an open browser must not take the account with it.
    if content.password.is_some() && caller.user_id() == Some(id) {
        let message = "password must not be one's own here: change that under me/password";
        return Err(AppError::invalid("password", "own_password", message));
    }
    let by = By::of(app, caller).await?;
    let user = write(app, by, caller.workspace_id(), id, content).await?;
    tracing::info!(user.id = %id, user.role = user.role.as_str(), by = %caller.credential.id, "changed a user");
    Ok(user)
}

/// Whether the caller may make a user of that role.
pub async fn check_may_make(app: &App, caller: &Caller, role: UserRole) -> Result<(), AppError> {
    By::of(app, caller).await?.check(role == UserRole::Owner)
}

async fn write(
    app: &App,
    by: By,
    workspace_id: WorkspaceId,
    id: UserId,
    content: UserChange,
) -> Result<User, AppError> {
    let now = app.now();
    let phone = check(&content, now)?;
    let hash = match &content.password {
        None => None,
        Some(password) => {
            passwords::check("password", password)?;
            // Before anything is hashed: that is dear.
            let user = get(app, workspace_id, id).await?;
            by.check(users::is_owner(app.store.reader(), &user).await?)?;
            Some(passwords::hashed(password).await?)
        }
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = users::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("user"))?;
                let former_role = match before.role.is_active() {
                    true => Some(before.role),
                    false => users::former_role(tx, id).await?,
                };
                let mut user = before.clone();
                change(&mut user.name, content.name);
                change(&mut user.phone, phone);
                change(&mut user.job_title, content.job_title);
                change(&mut user.time_zone, content.time_zone);
                let kept_out = content.role.filter(|_| content.is_disabled == Some(true));
                change(&mut user.role, role_after(tx, &before, content.role, content.is_disabled).await?);
                by.check(user.role == UserRole::Owner || users::is_owner(tx, &before).await?)?;
                keep_an_owner(tx, by, &before, user.role).await?;
                if let Some(hash) = hash {
                    passwords::write(tx, id, &hash, now).await?;
                }
                if user != before {
                    user.updated_at = dated(tx, before.updated_at);
                    users::update(tx, &user).await?;
                }
                if let Some(role) = kept_out.filter(|role| role.is_active()) {
                    by.check(role == UserRole::Owner)?;
                    users::remember_role(tx, id, role).await?;
                }
                if user.role.is_active() && former_role.is_some_and(|role| role != user.role) {
                    credentials::revoke_beyond(tx, id, &scopes_of(user.role), now).await?;
                }
                if before.role.is_active() && !user.role.is_active() {
                    // Who comes back signs in anew.
                    sessions::end_all(tx, id, now).await?;
                    stored::forget_resets(tx, id).await?;
                }
                Ok(user)
            })
        })
        .await
}

/// Refuses what breaks a rule; gives the telephone number in normal form.
fn check(content: &UserChange, now: Instant) -> Result<Option<Option<String>>, AppError> {
    let mut problems = Vec::new();
    check_time_zone(content.time_zone.iter().flatten().map(String::as_str).next(), now, &mut problems);
    let phone = content.phone.as_ref().map(|phone| phone.as_deref().map(normalise));
    if phone == Some(Some(None)) {
        problems.push(FieldProblem::new("phone", "invalid_format", "phone must have a digit"));
    }
    if content.name.as_ref().is_some_and(|name| name.trim().is_empty()) {
        let message = "name must have a character that is seen";
        problems.push(FieldProblem::new("name", "invalid_length", message));
    }
    if problems.is_empty() { Ok(phone.map(Option::flatten)) } else { Err(AppError::Invalid(problems)) }
}

/// What they are to be, where that changes.
async fn role_after(
    tx: &Tx,
    before: &User,
    role: Option<UserRole>,
    is_disabled: Option<bool>,
) -> Result<Option<UserRole>, AppError> {
    match is_disabled {
        None => Ok(role),
        // Who is not active already stays what they are.
        Some(true) => Ok(before.role.is_active().then_some(UserRole::Inactive)),
        Some(false) => {
            let given = role.filter(|role| role.is_active());
            if given.is_some() || before.role.is_active() {
                return Ok(given);
            }
            let former = users::former_role(tx, before.id).await?;
            Ok(Some(former.unwrap_or(UserRole::Member)))
        }
    }
}

/// Refuses to leave a workspace without an owner.
async fn keep_an_owner(tx: &Tx, by: By, before: &User, role: UserRole) -> Result<(), AppError> {
    let stays = before.role != UserRole::Owner || role == UserRole::Owner;
    if by == By::Operator || stays || users::has_another_owner(tx, before.workspace_id, before.id).await? {
        return Ok(());
    }
    Err(AppError::Conflict("the workspace needs an owner: make somebody else one first".to_owned()))
}
