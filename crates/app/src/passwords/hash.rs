//! Hashing passwords, so slowly that nobody tries many.
//!
//! Argon2id with the costs that OWASP names (19 MiB, two passes). The text that is stored names its own costs and salt, so
//! that other ones can be taken for new passwords. A hash takes a core for some tens of milliseconds: it is made on a
//! thread for such work, two at once, and who waits too long for their turn is told that the server is busy.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use colloquy_domain::password::normalised;
use colloquy_domain::secret::SecretText;
use rand::Rng as _;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use crate::AppError;

/// How the text begins: algorithm and version.
const KIND: &str = "$argon2id$v=19$";

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// Hashes at once in this process.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Longest wait for one's turn.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The password as it is stored.
pub(crate) async fn hashed(password: &SecretText) -> Result<String, AppError> {
    let password = normalised(password.reveal());
    in_turn(move || {
        let salt: [u8; SALT_BYTES] = rand::rng().random();
        Made { memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES, salt: salt.to_vec() }.text(&password)
    })
    .await?
}

/// Whether it is the password whose hash is stored. Without one it takes as long, and is not.
pub(crate) async fn is_password(password: &SecretText, stored: Option<String>) -> Result<bool, AppError> {
    let password = normalised(password.reveal());
    in_turn(move || {
        let Some(stored) = stored else {
            let nobodys = vec![0; SALT_BYTES];
            Made { memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES, salt: nobodys }.hash(&password)?;
            return Ok(false);
        };
        let unreadable = || AppError::internal("the stored hash of a password cannot be read");
        let (made, hash) = Made::read(&stored).ok_or_else(unreadable)?;
        Ok(made.hash(&password)?.as_slice().ct_eq(&hash).into())
    })
    .await?
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let turn = tokio::time::timeout(LONGEST_WAIT, AT_ONCE.acquire()).await;
    let turn = turn.map_err(|_| AppError::Unavailable("too many passwords are being checked".into()))?;
    // It is never closed.
    let turn = turn.map_err(AppError::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(AppError::internal)
}

/// With what a hash was made.
struct Made {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: Vec<u8>,
}

impl Made {
    fn hash(&self, password: &str) -> Result<Vec<u8>, AppError> {
        let broken = |error: argon2::Error| AppError::internal(error.to_string());
        let costs =
            Params::new(self.memory_kib, self.passes, self.lanes, Some(HASH_BYTES)).map_err(broken)?;
        let mut hash = vec![0; HASH_BYTES];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, costs)
            .hash_password_into(password.as_bytes(), &self.salt, &mut hash)
            .map_err(broken)?;
        Ok(hash)
    }

    /// In the spelling that all implementations share (PHC).
    fn text(&self, password: &str) -> Result<String, AppError> {
        let Self { memory_kib, passes, lanes, salt } = self;
        let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(self.hash(password)?));
        Ok(format!("{KIND}m={memory_kib},t={passes},p={lanes}${salt}${hash}"))
    }

    /// Reads what [`Self::text`] wrote: with what, and the hash.
    fn read(text: &str) -> Option<(Self, Vec<u8>)> {
        let mut parts = text.strip_prefix(KIND)?.split('$');
        let (costs, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
        let mut costs = costs.split(',');
        let mut cost = |name: &str| costs.next()?.strip_prefix(name)?.parse::<u32>().ok();
        let (memory_kib, passes, lanes) = (cost("m=")?, cost("t=")?, cost("p=")?);
        let is_whole = parts.next().is_none() && costs.next().is_none();
        let salt = STANDARD_NO_PAD.decode(salt).ok()?;
        let hash = STANDARD_NO_PAD.decode(hash).ok().filter(|hash| hash.len() == HASH_BYTES)?;
        is_whole.then_some((Self { memory_kib, passes, lanes, salt }, hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretText {
        SecretText::new(text)
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_no_two_hashes_are_alike() {
        let (one, other) = (hashed(&secret("Café noir!")).await, hashed(&secret("Café noir!")).await);
        let (one, other) = (one.expect("a hash"), other.expect("a hash"));
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && one != other, "{one}");
        for (password, is_it) in [("Café noir!", true), ("Cafe\u{301} noir!", true), ("Cafe noir!", false)] {
            for stored in [&one, &other] {
                let told = is_password(&secret(password), Some(stored.clone())).await;
                assert_eq!(told.expect("told"), is_it, "{password}");
            }
        }
        assert!(!is_password(&secret("Café noir!"), None).await.expect("told"), "nobody has no password");
    }

    #[test]
    fn what_another_implementation_wrote_is_read() {
        // From the tests of the reference implementation (P-H-C/phc-winner-argon2).
        let text = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let (made, hash) = Made::read(text).expect("readable");
        assert_eq!((made.memory_kib, made.passes, made.lanes), (65_536, 2, 1));
        assert_eq!(made.hash("password").expect("a hash"), hash);
        assert_eq!(made.text("password").expect("a text"), text);
    }

    #[test]
    fn what_is_no_hash_is_not_read() {
        let good = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let without_end = &good[..good.len() - 4];
        for text in [
            "",
            "password",
            "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            &good.replace("m=", "n="),
            &good.replace(",p=1", ""),
            &good.replace("p=1", "p=1,x=1"),
            without_end,
            &format!("{good}$x"),
        ] {
            assert!(Made::read(text).is_none(), "{text}");
        }
    }
}
