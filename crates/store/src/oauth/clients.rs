//! Programs that ask for tokens.

use colloquy_domain::oauth::OAuthClient;
use colloquy_domain::{Instant, OAuthClientId, UserId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, name, secret_sha256, redirect_uris, scopes, grant_types, user_id, \
                       created_at, updated_at";

/// The same of a table that is called `client` in a statement with others.
pub(super) const OF_CLIENT: &str = "client.id, client.workspace_id, client.name, client.secret_sha256, \
     client.redirect_uris, client.scopes, client.grant_types, client.user_id, client.created_at, client.updated_at";

/// A client with the SHA-256 of its secret.
#[derive(Debug, Clone)]
pub struct StoredClient {
    /// The client.
    pub client: OAuthClient,
    /// Of its secret; none where it is public.
    pub secret_sha256: Option<Vec<u8>>,
}

pub(super) fn read(row: &mut Fields<'_>) -> Result<StoredClient, StoreError> {
    let (id, workspace_id, name) = (OAuthClientId(row.uuid()?), WorkspaceId(row.uuid()?), row.take()?);
    let secret_sha256: Option<Vec<u8>> = row.take()?;
    let client = OAuthClient {
        id,
        workspace_id,
        name,
        is_confidential: secret_sha256.is_some(),
        redirect_uris: row.json()?,
        scopes: row.json()?,
        grant_types: row.json()?,
        user_id: row.take::<Option<_>>()?.map(UserId),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    };
    Ok(StoredClient { client, secret_sha256 })
}

/// Adds a client; without a secret, a public one.
pub async fn insert(
    conn: &impl ConnectionTrait,
    client: &OAuthClient,
    secret_sha256: Option<[u8; 32]>,
) -> Result<(), StoreError> {
    let row: Vec<Value> = values![
        client.id.0,
        client.workspace_id.0,
        client.name.as_str(),
        secret_sha256.map(|hash| hash.to_vec()),
        json(&client.redirect_uris)?,
        json(&client.scopes)?,
        json(&client.grant_types)?,
        client.user_id.map(|id| id.0),
        micros(client.created_at),
        micros(client.updated_at),
    ];
    sql::insert(conn, "oauth_client", COLUMNS, vec![row]).await
}

/// The client with that id, in whatever workspace; none once it is deleted.
pub async fn find(
    conn: &impl ConnectionTrait,
    id: OAuthClientId,
) -> Result<Option<StoredClient>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM oauth_client WHERE id = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0], read).await
}

/// The clients of a workspace, oldest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<OAuthClient>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM oauth_client WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id"
    );
    query_all(conn, &sql, values![workspace_id.0], |row| read(row).map(|stored| stored.client)).await
}

/// The client with that id, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: OAuthClientId,
) -> Result<Option<OAuthClient>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM oauth_client WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], |row| read(row).map(|stored| stored.client)).await
}

/// Stores what has changed; the secret stays.
pub async fn update(conn: &impl ConnectionTrait, client: &OAuthClient) -> Result<(), StoreError> {
    let sql = "UPDATE oauth_client SET name = $1, redirect_uris = $2, scopes = $3, grant_types = $4, user_id = $5, \
               updated_at = $6 WHERE id = $7 AND workspace_id = $8 AND deleted_at IS NULL";
    let values = values![
        client.name.as_str(),
        json(&client.redirect_uris)?,
        json(&client.scopes)?,
        json(&client.grant_types)?,
        client.user_id.map(|id| id.0),
        micros(client.updated_at),
        client.id.0,
        client.workspace_id.0,
    ];
    execute_one(conn, "OAuth client", sql, values).await
}

/// Gives a confidential client another secret.
pub async fn set_secret(
    conn: &impl ConnectionTrait,
    id: OAuthClientId,
    secret_sha256: [u8; 32],
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE oauth_client SET secret_sha256 = $1, updated_at = $2 \
               WHERE id = $3 AND secret_sha256 IS NOT NULL AND deleted_at IS NULL";
    execute_one(conn, "OAuth client", sql, values![secret_sha256.to_vec(), micros(now), id.0]).await
}

/// Deletes a client: neither it nor its tokens are accepted from now on.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: OAuthClientId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE oauth_client SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "OAuth client", sql, values![micros(now), id.0, workspace_id.0]).await
}
