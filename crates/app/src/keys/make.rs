//! Making, importing, listing, rotating and revoking keys.

use rand::distr::{Alphanumeric, SampleString};
use serde::Serialize;

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::event::{EventKind, KeyTold};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{CredentialId, Instant, UserId, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, credentials};

use super::{API_KEY_PREFIX, LIVE_KEY_PREFIX, sha256};
use crate::again::again;
use crate::events::{event_about, publish};
use crate::{App, AppError};

/// Characters of a secret.
const SECRET_LENGTH: usize = 32;

/// Fewest characters of a token or of a signing secret that is taken over.
const SHORTEST: usize = 8;

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
    let secrets = Secrets::new();
    let credential = new_credential(new, now);
    let spellings = secrets.spellings(&credential);
    let row = KeyRow {
        shown: shown(&spellings.id),
        token_sha256: sha256(&secrets.token),
        hmac_secret: Some(secrets.hmac_secret),
        credential,
    };
    (row, spellings)
}

/// What nobody but the holder of a key knows.
struct Secrets {
    token: String,
    hmac_secret: String,
}

impl Secrets {
    fn new() -> Self {
        Self { token: random_text(), hmac_secret: random_text() }
    }

    fn spellings(&self, credential: &Credential) -> KeySpellings {
        let (secret, key_id) = (&self.token, credential.id.ulid());
        KeySpellings {
            name: credential.name.clone(),
            scopes: credential.scopes.clone(),
            api_key: format!("{API_KEY_PREFIX}{key_id}.{secret}"),
            bearer: format!("{API_KEY_PREFIX}{key_id}.{secret}"),
            basic: BasicPair { username: key_id.clone(), password: secret.clone() },
            x_api_key: format!("{LIVE_KEY_PREFIX}{secret}"),
            hmac_secret: self.hmac_secret.clone(),
            id: key_id,
        }
    }
}

/// By what people recognise a key of ours.
fn shown(key_id: &str) -> String {
    format!("{API_KEY_PREFIX}{key_id}")
}

/// Takes over a key that a client already has. Its token is what the client sends after the scheme word, or the
/// whole header value where there is none. A client that signs its requests brings the secret for that, too.
pub async fn import(
    app: &App,
    new: NewKey,
    token: &str,
    hmac_secret: Option<&str>,
) -> Result<Credential, AppError> {
    let (token, hmac_secret) = (token.trim(), hmac_secret.map(str::trim));
    for (field, text) in [("token", Some(token)), ("hmac_secret", hmac_secret)] {
        if text.is_some_and(|text| text.len() < SHORTEST) {
            let message = format!("{field} must have at least {SHORTEST} characters");
            return Err(AppError::malformed(field, "too_short", message));
        }
    }
    let credential = new_credential(new, app.now());
    let row = KeyRow {
        credential: credential.clone(),
        token_sha256: sha256(token),
        hmac_secret: hmac_secret.map(str::to_owned),
        shown: token.chars().take(SHOWN_CHARACTERS).collect(),
    };
    save(app, row).await?;
    Ok(credential)
}

/// All keys of a workspace, without their secrets, each with the beginning by which people recognise it.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<(Credential, String)>, AppError> {
    Ok(credentials::list(app.store.reader(), workspace_id).await?)
}

/// Gives a key new secrets; the old ones are refused from now on. It stays the same key: what it made, what it used and
/// what it may do. Of an imported key the token becomes one of ours.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such key, or where it is revoked.
pub async fn rotate(
    app: &App,
    workspace_id: WorkspaceId,
    id: CredentialId,
) -> Result<KeySpellings, AppError> {
    let all = credentials::list(app.store.reader(), workspace_id).await?;
    let found = all.into_iter().map(|(credential, _)| credential).find(|credential| credential.id == id);
    let credential = found.filter(|credential| credential.revoked_at.is_none());
    let credential = credential.ok_or(AppError::NotFound("key"))?;
    let secrets = Secrets::new();
    let spellings = secrets.spellings(&credential);
    let (token_sha256, shown) = (sha256(&secrets.token), shown(&spellings.id));
    again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        let (hmac_secret, shown) = (secrets.hmac_secret.clone(), shown.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                match credentials::rotate(tx, workspace_id, id, token_sha256, &hmac_secret, &shown).await {
                    Err(StoreError::NotFound(_)) => return Err(AppError::NotFound("key")),
                    other => other?,
                }
                let told = KeyTold { workspace_id, credential_id: id };
                publish(tx, &dialects, vec![event_about(EventKind::KeyRotated, told, now)]).await?;
                Ok(())
            })
        })
    })
    .await?;
    Ok(spellings)
}

/// The secret with which requests made with that key are signed, if it has one.
pub async fn hmac_secret(app: &App, id: CredentialId) -> Result<Option<SecretText>, AppError> {
    Ok(credentials::hmac_secret(app.store.reader(), id).await?)
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
    /// The key and the beginning by which people recognise it.
    pub(super) fn shown(&self) -> (Credential, String) {
        (self.credential.clone(), self.shown.clone())
    }

    pub(crate) async fn write(&self, tx: &Tx) -> Result<(), StoreError> {
        let hmac_secret = self.hmac_secret.as_deref();
        credentials::insert(tx, &self.credential, self.token_sha256, hmac_secret, &self.shown).await
    }
}

pub(super) async fn save(app: &App, row: KeyRow) -> Result<(), AppError> {
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
