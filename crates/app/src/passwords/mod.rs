//! Passwords of people who sign in to the console.
//!
//! A password is set by its owner who knows the one before ([`change`]), by whoever follows a link that is good for one
//! use within an hour ([`confirm`]), or by somebody who may manage users ([`crate::directory::users`]). Links come by mail
//! ([`ask`]) or from the command line ([`link`]). Whichever way it was set: the user's sessions end, and the links that
//! were made before set nothing any more.

mod change;
mod hash;
mod letter;
mod reset;

pub use self::change::{NotChanged, change};
pub use self::reset::{ResetLink, ask, confirm, link};

pub(crate) use self::hash::{hashed, is_password};

use colloquy_domain::Instant;
use colloquy_domain::UserId;
use colloquy_domain::password::{self, LONGEST, SHORTEST};
use colloquy_domain::secret::SecretText;
use colloquy_store::{StoreError, Tx, passwords as stored, sessions};
use rand::distr::{Alphanumeric, SampleString};

use crate::{AppError, FieldProblem};

/// Characters of a password that is made here.
const MADE_CHARACTERS: usize = 20;

/// A password for somebody who has none yet, that nobody can guess.
pub(crate) fn made_up() -> SecretText {
    SecretText::new(Alphanumeric.sample_string(&mut rand::rng(), MADE_CHARACTERS))
}

/// Refuses what cannot be a password.
pub(crate) fn check(field: &str, password: &SecretText) -> Result<(), AppError> {
    if password::is_password(password.reveal()) {
        return Ok(());
    }
    let message = format!("{field} must have {SHORTEST} to {LONGEST} characters");
    Err(AppError::Invalid(vec![FieldProblem::new(field, "invalid_length", message)]))
}

/// Sets a user's password to the one with that hash; all that rested on the one before ends.
pub(crate) async fn write(tx: &Tx, user_id: UserId, hash: &str, now: Instant) -> Result<(), StoreError> {
    stored::put(tx, user_id, hash, now).await?;
    stored::forget_resets(tx, user_id).await?;
    sessions::end_all(tx, user_id, now).await.map(|_| ())
}
