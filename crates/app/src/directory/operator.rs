//! Workspaces and their users, as the operator at the command line sees them.

use colloquy_domain::WorkspaceId;
use colloquy_domain::directory::{User, Workspace};
use colloquy_domain::phone::normalise_email;
use colloquy_store::{users, workspaces};

use crate::{App, AppError};

/// All workspaces, oldest first.
pub async fn workspaces(app: &App) -> Result<Vec<Workspace>, AppError> {
    Ok(workspaces::list(app.store.reader()).await?)
}

/// All users of a workspace, oldest first.
pub async fn users(app: &App, workspace_id: WorkspaceId) -> Result<Vec<User>, AppError> {
    Ok(users::list(app.store.reader(), workspace_id).await?)
}

/// The user with that e-mail address, in any spelling.
pub async fn user(app: &App, workspace_id: WorkspaceId, email: &str) -> Result<User, AppError> {
    let wanted = normalise_email(email)
        .ok_or_else(|| AppError::malformed("email", "invalid_format", "email must be an e-mail address"))?;
    let found = users::find_by_email(app.store.reader(), workspace_id, &[wanted]).await?;
    found.into_iter().next().ok_or(AppError::NotFound("user"))
}

/// The user who has been active for the longest time.
pub async fn first_active_user(app: &App, workspace_id: WorkspaceId) -> Result<User, AppError> {
    let all = users(app, workspace_id).await?;
    all.into_iter().find(|user| user.role.is_active()).ok_or(AppError::NotFound("active user"))
}
