//! Links by which a password is set.
//!
//! A link holds 32 random bytes behind a `#`, which no server's log and no `Referer` sees. Whether an address is known is
//! not told to who asks: looking it up, making the link and sending the mail happen after the answer.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use colloquy_domain::Instant;
use colloquy_domain::directory::User;
use colloquy_domain::phone::normalise_email;
use colloquy_domain::secret::SecretText;
use colloquy_mail::{MailError, Mailer, is_address};
use colloquy_store::{Durability, passwords as stored, users};
use rand::Rng as _;
use tokio::sync::Semaphore;

use super::letter::letter;
use super::{check, hashed, write};
use crate::keys::sha256;
use crate::{App, AppError};

/// How long a link is good.
const LINK_LIVES: time::Duration = time::Duration::hours(1);

/// Workspaces in which one address gets a link at once.
const MOST_WORKSPACES: u64 = 3;

/// Pauses before a mail is tried again that may yet be taken.
const PAUSES: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(60)];

/// Mails of this kind on their way at once.
static ON_THEIR_WAY: Semaphore = Semaphore::const_new(4);

/// A link that sets a user's password, once.
#[derive(Debug, Clone)]
pub struct ResetLink {
    /// Where it leads. Whoever has it may set the password.
    pub url: SecretText,
    /// Until when.
    pub expires_at: Instant,
}

/// Makes a link for a user.
pub async fn link(app: &App, user: &User) -> Result<ResetLink, AppError> {
    let bytes: [u8; 32] = rand::rng().random();
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let (now, user_id, token_sha256) = (app.now(), user.id, sha256(&token));
    let expires_at = now + LINK_LIVES;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { stored::insert_reset(tx, token_sha256, user_id, now, expires_at).await })
        })
        .await?;
    let base = app.public_url.as_str().trim_end_matches('/');
    Ok(ResetLink { url: SecretText::new(format!("{base}/reset#{token}")), expires_at })
}

/// Sends a link to whoever has an account with that address, and says nothing of whether anybody has. What comes of it
/// stands in the log.
pub fn ask(app: &App, mailer: Mailer, email: &str) {
    let Some(email) = normalise_email(email).filter(|email| is_address(email)) else { return };
    let app = app.clone();
    tokio::spawn(async move {
        // It is never closed.
        let Ok(_place) = ON_THEIR_WAY.acquire().await else { return };
        if let Err(error) = send(&app, &mailer, &email).await {
            tracing::warn!(%error, "could not make a link to a new password");
        }
    });
}

async fn send(app: &App, mailer: &Mailer, email: &str) -> Result<(), AppError> {
    let found = users::find_anywhere(app.store.reader(), email, MOST_WORKSPACES).await?;
    let found: Vec<User> = found.into_iter().filter(|user| user.role.is_active()).collect();
    if found.is_empty() {
        tracing::info!("a link to a new password was asked for by an address that nobody has");
    }
    for user in found {
        let link = link(app, &user).await?;
        post(app, mailer, &user, &link).await;
    }
    Ok(())
}

/// Tries while trying may help.
async fn post(app: &App, mailer: &Mailer, user: &User, link: &ResetLink) {
    let mail = letter(user, link, app.now());
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match mailer.send(&mail).await {
            Ok(_) => {
                tracing::info!(user.id = %user.id, "sent a link to a new password");
                return;
            }
            Err(error) => error,
        };
        match (&error, pauses.next()) {
            (MailError::Transient { .. }, Some(pause)) => app.clock.sleep_until(app.now() + pause).await,
            _ => {
                tracing::warn!(user.id = %user.id, %error, "could not send a link to a new password");
                return;
            }
        }
    }
}

/// Sets the password of whoever the link with this word was made for.
///
/// # Errors
/// [`AppError::NotFound`] where the word was used, is over, or never was one.
pub async fn confirm(app: &App, token: &str, password: &SecretText) -> Result<(), AppError> {
    const NONE: AppError = AppError::NotFound("link to a new password: it is used up or too old");
    check("password", password)?;
    let (token_sha256, now) = (sha256(token), app.now());
    // Looked for before anything is hashed: that is dear.
    let found = stored::find_reset(app.store.reader(), token_sha256, now).await?;
    let user_id = found.ok_or(NONE)?;
    let hash = hashed(password).await?;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                if !stored::use_reset(tx, token_sha256, now).await? {
                    return Err(NONE);
                }
                Ok(write(tx, user_id, &hash, now).await?)
            })
        })
        .await?;
    tracing::info!(user.id = %user_id, "set a password by a link");
    Ok(())
}
