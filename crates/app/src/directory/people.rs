//! The users of a workspace, as a console shows them.

use colloquy_domain::directory::User;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_domain::secret::SecretText;
use colloquy_domain::{UserId, WorkspaceId};
use colloquy_store::passwords as stored;

use super::users;
use crate::keys::Caller;
use crate::lists::{self, Page, Walk};
use crate::setup::{self, NewUser};
use crate::{App, AppError};

/// A user, and whether they can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The user.
    pub user: User,
    /// Whether they have a password.
    pub has_password: bool,
}

/// Users that satisfy the filter, by time of change.
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &DirectoryFilter,
    walk: Walk,
    limit: u64,
) -> Result<Page<Person>, AppError> {
    let page = lists::users(app, caller, filter, walk, limit).await?;
    let ids: Vec<UserId> = page.rows.iter().map(|user| user.id).collect();
    let with_password = stored::which_have(app.store.reader(), &ids).await?;
    let of = |user: User| Person { has_password: with_password.contains(&user.id), user };
    Ok(Page { rows: page.rows.into_iter().map(of).collect(), next: page.next })
}

/// The user with that id.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: UserId) -> Result<Person, AppError> {
    person(app, users::get(app, workspace_id, id).await?).await
}

/// What is to be shown of a user.
pub async fn person(app: &App, user: User) -> Result<Person, AppError> {
    let has_password = stored::get(app.store.reader(), user.id).await?.is_some();
    Ok(Person { user, has_password })
}

/// Makes a user, as far as the caller may, with a password where one is given.
pub async fn create(
    app: &App,
    caller: &Caller,
    new: NewUser,
    password: Option<&SecretText>,
) -> Result<Person, AppError> {
    users::check_may_make(app, caller, new.role).await?;
    let workspace_id = caller.workspace_id();
    let user = match password {
        Some(password) => setup::create_user_with_password(app, workspace_id, new, password).await?,
        None => setup::create_user(app, workspace_id, new).await?,
    };
    tracing::info!(user.id = %user.id, user.role = user.role.as_str(), by = %caller.credential.id, "made a user");
    Ok(Person { user, has_password: password.is_some() })
}

/// Sets a user's password, as the operator.
pub async fn set_password(app: &App, user: &User, password: SecretText) -> Result<(), AppError> {
    let change = users::UserChange { password: Some(password), ..users::UserChange::default() };
    users::update(app, user.workspace_id, user.id, change).await.map(|_| ())
}
