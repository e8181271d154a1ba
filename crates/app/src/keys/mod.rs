//! Keys of clients: making, importing, rotating, recognising.
//!
//! A key made here is one secret of 32 letters and digits (190 bits of chance) with several spellings, one for
//! each way in which a dialect sends it. The store keeps the secret's SHA-256; the secret itself is shown once.
//! An imported key is any string that a client sends already, and is kept the same way.

mod authenticate;
mod make;
mod manage;

pub(crate) use self::authenticate::note_use;
pub use self::authenticate::{Caller, Presented, authenticate, authenticate_key};
pub use self::make::{KeySpellings, NewKey, create, hmac_secret, import, list, revoke, rotate};
pub(crate) use self::make::{draft, random_text};
pub(crate) use self::manage::leaves_owners_alone;
pub use self::manage::{ListedKey, WantedKey, create_for, list_with_users, revoke_for};

use sha2::{Digest, Sha256};

/// Before the id in a raw key: `sk-apik_<id>.<secret>`.
const API_KEY_PREFIX: &str = "sk-apik_";
/// Before the secret in an `X-Api-Key` header: `ak_live_<secret>`.
const LIVE_KEY_PREFIX: &str = "ak_live_";

pub(crate) fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
