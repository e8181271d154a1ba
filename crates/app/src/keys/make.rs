//! Making, importing, listing and revoking keys.

use rand::distr::{Alphanumeric, SampleString};
use serde::Serialize;

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::{CredentialId, Instant, UserId, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, credentials};

use super::{API_KEY_PREFIX, LIVE_KEY_PREFIX, sha256};
use crate::{App, AppError};

/// Characters of a secret.
const SECRET_LENGTH: usize = 32;

/// Characters of an imported token that are kept readable, so that people recognise it.
const SHOWN_CHARACTERS: usize = 4;

/// What a new key is to be.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The user behind it.
    pub user_id: Option<UserId>,
    /// A name for people.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
}

/// A new key in every spelling. Shown once.
#[derive(Clone, Serialize)]
pub struct KeySpellings {
    /// Id of the credential.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// Sent raw as `Authorization: …`.
    pub api_key: String,
    /// Sent as `Authorization: Bearer …`.
    pub bearer: String,
    /// Sent as `Authorization: Basic …`.
    pub basic: BasicPair,
    /// Sent as `X-Api-Key: …`.
    pub x_api_key: String,
    /// Signs requests; its UTF-8 bytes are the HMAC key.
    pub hmac_secret: String,
}

/// The two halves of HTTP Basic authentication.
#[derive(Clone, Serialize)]
pub struct BasicPair {
    /// User name.
    pub username: String,
    /// Password.
    pub password: String,
}

/// Makes a key.
pub async fn create(app: &App, new: NewKey) -> Result<KeySpellings, AppError> {
    let (row, spellings) = draft(new, app.now());
    save(app, row).await?;
    Ok(spellings)
}

/// A new key, to be written.
pub(crate) fn draft(new: NewKey, now: Instant) -> (KeyRow, KeySpellings) {
    let secret = random_text();
    let hmac_secret = random_text();
    let credential = new_credential(new, now);
    let key_id = credential.id.ulid();
    let spellings = KeySpellings {
        id: key_id.clone(),
        name: credential.name.clone(),
        scopes: credential.scopes.clone(),
        api_key: format!("{API_KEY_PREFIX}{key_id}.{secret}"),
        bearer: format!("{API_KEY_PREFIX}{key_id}.{secret}"),
        basic: BasicPair { username: key_id, password: secret.clone() },
        x_api_key: format!("{LIVE_KEY_PREFIX}{secret}"),
        hmac_secret: hmac_secret.clone(),
    };
    let shown = format!("{API_KEY_PREFIX}{}", spellings.id);
    (KeyRow { credential, token_sha256: sha256(&secret), hmac_secret: Some(hmac_secret), shown }, spellings)
}

/// Takes over a key that a client already has. Its token is what the client sends after the scheme word, or the
/// whole header value where there is none.
pub async fn import(app: &App, new: NewKey, token: &str) -> Result<Credential, AppError> {
    let token = token.trim();
    if token.len() < 8 {
        return Err(AppError::malformed("token", "too_short", "token must have at least 8 characters"));
    }
    let credential = new_credential(new, app.now());
    let shown: String = token.chars().take(SHOWN_CHARACTERS).collect();
    let row =
        KeyRow { credential: credential.clone(), token_sha256: sha256(token), hmac_secret: None, shown };
    save(app, row).await?;
    Ok(credential)
}

/// All keys of a workspace, without their secrets, each with the beginning by which people recognise it.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<(Credential, String)>, AppError> {
    Ok(credentials::list(app.store.reader(), workspace_id).await?)
}

/// Revokes a key: from now on it is refused.
pub async fn revoke(app: &App, workspace_id: WorkspaceId, id: CredentialId) -> Result<(), AppError> {
    let now = app.now();
    let revoked = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { credentials::revoke(tx, workspace_id, id, now).await })
        })
        .await;
    match revoked {
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("key")),
        other => Ok(other?),
    }
}

fn new_credential(new: NewKey, now: Instant) -> Credential {
    Credential {
        id: CredentialId::generate(),
        workspace_id: new.workspace_id,
        user_id: new.user_id,
        name: new.name,
        scopes: new.scopes,
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    }
}

/// What is stored of a key.
pub(crate) struct KeyRow {
    credential: Credential,
    token_sha256: [u8; 32],
    hmac_secret: Option<String>,
    shown: String,
}

impl KeyRow {
    pub(crate) async fn write(&self, tx: &Tx) -> Result<(), StoreError> {
        let hmac_secret = self.hmac_secret.as_deref();
        credentials::insert(tx, &self.credential, self.token_sha256, hmac_secret, &self.shown).await
    }
}

async fn save(app: &App, row: KeyRow) -> Result<(), AppError> {
    let saved =
        app.store.write(Durability::Full, move |tx| Box::pin(async move { row.write(tx).await })).await;
    match saved {
        Err(StoreError::Conflict { .. }) => Err(AppError::Conflict("this token is in use already".into())),
        other => Ok(other?),
    }
}

/// A secret that nobody can guess, of letters and digits.
pub(crate) fn random_text() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), SECRET_LENGTH)
}
