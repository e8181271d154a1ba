//! A new password for somebody who knows the present one.

use colloquy_domain::UserId;
use colloquy_domain::secret::SecretText;
use colloquy_store::{Durability, StoreError, passwords as stored, users};

use super::{check, hashed, is_password, write};
use crate::keys::Caller;
use crate::sessions::{Attempts, Place};
use crate::{App, AppError};

/// Why a password was not changed.
#[derive(Debug)]
pub enum NotChanged {
    /// The present one was wrong too often.
    TooOften {
        /// When it may be tried again.
        wait_seconds: u64,
    },
    /// It was refused, or something failed.
    Refused(AppError),
}

impl From<AppError> for NotChanged {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// Changes the password of the caller's user. All of their sessions end, this one, too: who stays at the console needs
/// another one ([`crate::sessions::begin`]).
pub async fn change(
    app: &App,
    attempts: &Attempts,
    caller: &Caller,
    current: &SecretText,
    new: &SecretText,
) -> Result<UserId, NotChanged> {
    const NOBODY: AppError = AppError::Forbidden("only people have passwords; this credential has no user");
    let user_id = caller.user_id().ok_or(NOBODY)?;
    let found = users::get(app.store.reader(), caller.workspace_id(), user_id).await?;
    let user = found.ok_or(NOBODY)?;
    check("password", new)?;
    let now = app.now();
    // Who found an open browser must not find the password by trying.
    let attempt = attempts
        .begin(&user.email, Place::default(), now)
        .map_err(|wait_seconds| NotChanged::TooOften { wait_seconds })?;
    let before = stored::get(app.store.reader(), user_id).await?;
    let is_right = is_password(current, before.clone()).await.inspect_err(|_| attempts.forgo(&attempt))?;
    if !is_right {
        tracing::warn!(user.id = %user_id, "the present password was wrong when it was to be changed");
        let message = "current_password is not the present password";
        return Err(AppError::invalid("current_password", "wrong_password", message).into());
    }
    attempts.take_back(&attempt);
    let hash = hashed(new).await?;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                users::get_for_update(tx, user.workspace_id, user_id).await?;
                // Somebody else may have changed it meanwhile.
                if stored::get(tx, user_id).await? != before {
                    return Err(AppError::Conflict("the password was changed meanwhile".to_owned()));
                }
                Ok(write(tx, user_id, &hash, now).await?)
            })
        })
        .await?;
    tracing::info!(user.id = %user_id, "changed a password");
    Ok(user_id)
}
