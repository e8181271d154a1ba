//! Keys of clients.
//!
//! A token is found by its SHA-256, which is all that is stored of it: 32 random bytes cannot be guessed
//! from it. What the index found is compared once more in constant time.
//!
//! Sessions of the console stand in the same table, so that whatever goes by the id of a credential goes by theirs, too.
//! They are no keys: nothing here but the noting of a use sees them (see [`sessions`](crate::sessions)).

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::directory::UserRole;
use colloquy_domain::secret::SecretText;
use colloquy_domain::{CredentialId, Instant, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;
use time::Duration;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, optional_micros, query_all, query_one, values,
};
use crate::store::Store;
use crate::tx::{Durability, Tx};

const COLUMNS: &str = "id, workspace_id, user_id, name, scopes, created_at, last_used_at, revoked_at";

/// How exactly the last use is known: each use within it would cost a write.
const LAST_USED_STEP: Duration = Duration::minutes(1);

fn read(row: &mut Fields<'_>) -> Result<Credential, StoreError> {
    Ok(Credential {
        id: CredentialId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        user_id: row.take::<Option<_>>()?.map(UserId),
        name: row.take()?,
        scopes: row.json()?,
        created_at: row.instant()?,
        last_used_at: row.optional_instant()?,
        revoked_at: row.optional_instant()?,
    })
}

/// Adds a credential. `lookup_prefix` is the beginning of its token, by which people recognise it. A token
/// that exists already is a conflict of [`CREDENTIAL_TOKEN`](crate::constraint::CREDENTIAL_TOKEN).
pub async fn insert(
    conn: &impl ConnectionTrait,
    credential: &Credential,
    token_sha256: [u8; 32],
    hmac_secret: Option<&str>,
    lookup_prefix: &str,
) -> Result<(), StoreError> {
    let row = values![
        credential.id.0,
        credential.workspace_id.0,
        credential.user_id.map(|id| id.0),
        credential.name.as_str(),
        json(&credential.scopes)?,
        micros(credential.created_at),
        optional_micros(credential.last_used_at),
        optional_micros(credential.revoked_at),
        token_sha256.to_vec(),
        hmac_secret.map(str::to_owned),
        lookup_prefix,
    ];
    let columns = format!("{COLUMNS}, token_sha256, hmac_secret, lookup_prefix");
    sql::insert(conn, "credential", &columns, vec![row]).await
}

/// The credential whose token has that SHA-256; also a revoked one, but none of a user who is not active.
pub async fn find_by_lookup(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
) -> Result<Option<Credential>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, token_sha256, (SELECT role FROM app_user WHERE app_user.id = credential.user_id) \
         FROM credential WHERE token_sha256 = $1 AND kind = 'key'"
    );
    let found = query_one(conn, &sql, values![token_sha256.to_vec()], |row| {
        Ok((read(row)?, row.take::<Vec<u8>>()?, row.optional_word(UserRole::parse)?))
    })
    .await?;
    let opens = found.filter(|(_, stored, role)| {
        bool::from(stored.ct_eq(&token_sha256)) && role.is_none_or(UserRole::is_active)
    });
    Ok(opens.map(|(credential, ..)| credential))
}

/// The secret with which requests of that credential are signed, if it has one.
pub async fn hmac_secret(
    conn: &impl ConnectionTrait,
    id: CredentialId,
) -> Result<Option<SecretText>, StoreError> {
    let sql = "SELECT hmac_secret FROM credential WHERE id = $1 AND kind = 'key'";
    let found = query_one(conn, sql, values![id.0], |row| row.take::<Option<String>>()).await?;
    Ok(found.flatten().map(SecretText::new))
}

/// Gives a credential another token, another signing secret and the beginning by which people recognise the new token;
/// with the former ones nobody gets in any more. A token that exists already is a conflict as at [`insert`].
///
/// # Errors
/// [`StoreError::NotFound`] where the workspace has no such credential, or it is revoked.
pub async fn rotate(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: CredentialId,
    token_sha256: [u8; 32],
    hmac_secret: &str,
    shown: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE credential SET token_sha256 = $1, hmac_secret = $2, lookup_prefix = $3 \
               WHERE id = $4 AND workspace_id = $5 AND revoked_at IS NULL AND kind = 'key'";
    let values = values![token_sha256.to_vec(), hmac_secret, shown, id.0, workspace_id.0];
    execute_one(tx, "credential", sql, values).await
}

/// All credentials of a workspace with their lookup prefixes, oldest first; also revoked ones.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<(Credential, String)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, lookup_prefix FROM credential WHERE workspace_id = $1 AND kind = 'key' ORDER BY id"
    );
    query_all(conn, &sql, values![workspace_id.0], |row| Ok((read(row)?, row.take()?))).await
}

/// Revokes a credential; revoking it again changes nothing.
pub async fn revoke(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CredentialId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE credential SET revoked_at = COALESCE(revoked_at, $1) \
               WHERE id = $2 AND workspace_id = $3 AND kind = 'key'";
    execute_one(conn, "credential", sql, values![micros(now), id.0, workspace_id.0]).await
}

/// The user behind a key of a workspace, where there is one; none where there is no such key.
pub async fn user_of(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CredentialId,
) -> Result<Option<Option<UserId>>, StoreError> {
    let sql = "SELECT user_id FROM credential WHERE id = $1 AND workspace_id = $2 AND kind = 'key'";
    let found = query_one(conn, sql, values![id.0, workspace_id.0], |row| row.take::<Option<Uuid>>()).await?;
    Ok(found.map(|user_id| user_id.map(UserId)))
}

/// Revokes the keys of a user that may do anything that is not among `scopes`.
pub async fn revoke_beyond(
    tx: &Tx,
    user_id: UserId,
    scopes: &Scopes,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM credential WHERE user_id = $1 AND kind = 'key' AND revoked_at IS NULL"
    );
    for credential in query_all(tx, &sql, values![user_id.0], read).await? {
        if credential.scopes.0.iter().any(|scope| !scopes.grants(scope.as_str())) {
            revoke(tx, credential.workspace_id, credential.id, now).await?;
        }
    }
    Ok(())
}

/// Notes that `credential`, as it was just read, is in use: writes at most once a minute.
pub async fn touch_last_used(store: &Store, credential: &Credential, now: Instant) -> Result<(), StoreError> {
    if credential.last_used_at.is_some_and(|last| now - last < LAST_USED_STEP) {
        return Ok(());
    }
    let id = credential.id;
    store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                // Others may have noted it since it was read.
                let sql = "UPDATE credential SET last_used_at = $1 \
                           WHERE id = $2 AND (last_used_at IS NULL OR last_used_at <= $3)";
                execute(tx, sql, values![micros(now), id.0, micros(now - LAST_USED_STEP)]).await?;
                Ok(())
            })
        })
        .await
}
