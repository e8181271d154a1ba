//! Users, as somebody who may do everything in their workspace changes them.

use colloquy_domain::directory::{User, UserRole};
use colloquy_domain::phone::normalise;
use colloquy_domain::{UserId, WorkspaceId};
use colloquy_store::{Durability, users};

use super::{change, check_time_zone};
use crate::clock::dated;
use crate::{App, AppError, FieldProblem};

/// What is to become of a user; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// Role. Who is not active any more keeps what they own.
    pub role: Option<UserRole>,
    /// Telephone number, or none any more; likewise below.
    pub phone: Option<Option<String>>,
    /// What they do.
    pub job_title: Option<Option<String>>,
    /// IANA time zone.
    pub time_zone: Option<Option<String>>,
}

/// The user with that id.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: UserId) -> Result<User, AppError> {
    users::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("user"))
}

/// Changes a user.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: UserId,
    content: UserChange,
) -> Result<User, AppError> {
    let now = app.now();
    let mut problems = Vec::new();
    check_time_zone(content.time_zone.iter().flatten().map(String::as_str).next(), now, &mut problems);
    let phone = content.phone.map(|phone| phone.as_deref().map(normalise));
    if phone == Some(Some(None)) {
        problems.push(FieldProblem::new("phone", "invalid_format", "phone must have a digit"));
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = users::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("user"))?;
                let mut user = before.clone();
                change(&mut user.role, content.role);
                change(&mut user.phone, phone.map(Option::flatten));
                change(&mut user.job_title, content.job_title);
                change(&mut user.time_zone, content.time_zone);
                if user == before {
                    return Ok(user);
                }
                user.updated_at = dated(tx, before.updated_at);
                users::update(tx, &user).await?;
                Ok(user)
            })
        })
        .await
}
