//! Who asks with a session.

use colloquy_domain::CredentialId;
use colloquy_domain::session::Session;
use colloquy_store::{Durability, sessions};

use crate::keys::{Caller, note_use, sha256};
use crate::{App, AppError};

/// The session of this token as it is now, without using it.
///
/// # Errors
/// [`AppError::Unauthorized`], the same for every kind of session that lets nobody in.
pub async fn session(app: &App, token: &str) -> Result<Session, AppError> {
    const REFUSED: AppError = AppError::Unauthorized("the session has ended: sign in again");
    let found = sessions::find(app.store.reader(), sha256(token)).await?;
    found.filter(|session| session.is_live(app.now())).ok_or(REFUSED)
}

/// Who asks with the session of this token, and the session. Using it moves its end on.
///
/// # Errors
/// As [`session`].
pub async fn caller(app: &App, token: &str) -> Result<(Caller, Session), AppError> {
    let now = app.now();
    let mut session = session(app, token).await?;
    let credential = session.credential();
    note_use(app, &credential);
    if let Some(until) = session.slid(now) {
        session.expires_at = until;
        let (app, id) = (app.clone(), session.id);
        tokio::spawn(async move {
            if let Err(error) = sessions::slide(&app.store, id, until).await {
                tracing::warn!(credential.id = %id, %error, "could not move the end of a session");
            }
        });
    }
    Ok((Caller { credential }, session))
}

/// Ends a session: its user signed out. A key of that id stays as it is.
pub async fn end(app: &App, id: CredentialId) -> Result<(), AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| Box::pin(async move { sessions::end(tx, id, now).await }))
        .await?;
    tracing::info!(credential.id = %id, "signed out");
    Ok(())
}
