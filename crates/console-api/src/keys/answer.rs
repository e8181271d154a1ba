//! A key, as it is told.

use colloquy_app::keys::{KeySpellings, ListedKey};
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A key of a client, without what is secret about it.
#[derive(Serialize, ToSchema)]
pub struct Key {
    #[schema(format = "uuid")]
    id: String,
    name: String,
    /// What it may do; `workspace:admin` is everything.
    scopes: Vec<String>,
    /// How it begins, for people to recognise it.
    prefix: String,
    /// The user behind it.
    user: Option<KeyUser>,
    created_at: String,
    /// To the minute.
    last_used_at: Option<String>,
    revoked_at: Option<String>,
}

/// The user behind a key.
#[derive(Serialize, ToSchema)]
pub struct KeyUser {
    #[schema(format = "uuid")]
    id: String,
    name: String,
}

/// A key with its spellings: only in the answer to its creation.
#[derive(Serialize, ToSchema)]
pub struct NewKey {
    /// The key.
    #[serde(flatten)]
    key: Key,
    secret: KeySecret,
}

/// One secret as each API of this server takes it. Shown this once.
#[derive(Serialize, ToSchema)]
pub struct KeySecret {
    /// Sent raw as `Authorization: …`.
    api_key: String,
    /// Sent as `Authorization: Bearer …`.
    bearer: String,
    /// Sent as `Authorization: Basic …`.
    basic: KeyPair,
    /// Sent as `X-Api-Key: …`.
    x_api_key: String,
    /// Signs requests; its UTF-8 bytes are the HMAC key.
    hmac_secret: String,
}

/// The two halves of HTTP Basic authentication.
#[derive(Serialize, ToSchema)]
pub struct KeyPair {
    username: String,
    password: String,
}

impl Key {
    /// Renders it.
    pub fn of(listed: &ListedKey) -> Self {
        let ListedKey { credential, prefix, user } = listed;
        Self {
            id: credential.id.to_string(),
            name: credential.name.clone(),
            scopes: credential.scopes.0.iter().map(|scope| scope.as_str().to_owned()).collect(),
            prefix: prefix.clone(),
            user: user.as_ref().map(|user| KeyUser { id: user.id.to_string(), name: user.name.clone() }),
            created_at: iso(credential.created_at),
            last_used_at: credential.last_used_at.map(iso),
            revoked_at: credential.revoked_at.map(iso),
        }
    }
}

impl NewKey {
    /// Renders it.
    pub fn of(listed: &ListedKey, spellings: KeySpellings) -> Self {
        let KeySpellings { api_key, bearer, basic, x_api_key, hmac_secret, .. } = spellings;
        let basic = KeyPair { username: basic.username, password: basic.password };
        Self { key: Key::of(listed), secret: KeySecret { api_key, bearer, basic, x_api_key, hmac_secret } }
    }
}
