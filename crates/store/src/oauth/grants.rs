//! What programs were granted, by whom, and whether it still holds.

use colloquy_domain::credential::Scopes;
use colloquy_domain::directory::UserRole;
use colloquy_domain::oauth::OAuthGrant;
use colloquy_domain::{CredentialId, Instant, OAuthClientId, OAuthGrantId, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, json, micros, optional_micros, values};

const COLUMNS: &str = "id, workspace_id, client_id, user_id, approved_by, scopes, created_at, revoked_at";

/// A grant with what it depends on, in a statement whose tables are called `permission`, `client`, `person` and
/// `approval` as in [`TABLES`].
pub(super) const OF_STANDING: &str = "permission.id, permission.workspace_id, permission.client_id, \
     permission.user_id, permission.approved_by, permission.scopes, permission.created_at, permission.revoked_at, \
     client.scopes, client.deleted_at, person.role, person.email, approval.revoked_at";

/// What has to be joined for [`OF_STANDING`]; `permission` stands before it.
pub(super) const TABLES: &str = "JOIN oauth_client client ON client.id = permission.client_id \
     LEFT JOIN app_user person ON person.id = permission.user_id \
     LEFT JOIN credential approval ON approval.id = permission.approved_by";

/// A grant with what it depends on.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The grant.
    pub grant: OAuthGrant,
    /// What the client may ask for now.
    pub client_scopes: Scopes,
    /// Since when the client is deleted.
    pub client_deleted_at: Option<Instant>,
    /// What the user of the grant is now, where there is one.
    pub user_role: Option<UserRole>,
    /// The user's address.
    pub user_email: Option<String>,
    /// Since when the key with which it was approved is revoked.
    pub approval_revoked_at: Option<Instant>,
}

pub(super) fn read_standing(row: &mut Fields<'_>) -> Result<Standing, StoreError> {
    let grant = OAuthGrant {
        id: OAuthGrantId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        client_id: OAuthClientId(row.uuid()?),
        user_id: row.take::<Option<_>>()?.map(UserId),
        approved_by: row.take::<Option<_>>()?.map(CredentialId),
        scopes: row.json()?,
        created_at: row.instant()?,
        revoked_at: row.optional_instant()?,
    };
    Ok(Standing {
        grant,
        client_scopes: row.json()?,
        client_deleted_at: row.optional_instant()?,
        user_role: row.optional_word(UserRole::parse)?,
        user_email: row.take()?,
        approval_revoked_at: row.optional_instant()?,
    })
}

/// Adds a grant.
pub async fn insert(conn: &impl ConnectionTrait, grant: &OAuthGrant) -> Result<(), StoreError> {
    let row = values![
        grant.id.0,
        grant.workspace_id.0,
        grant.client_id.0,
        grant.user_id.map(|id| id.0),
        grant.approved_by.map(|id| id.0),
        json(&grant.scopes)?,
        micros(grant.created_at),
        optional_micros(grant.revoked_at),
    ];
    sql::insert(conn, "oauth_grant", COLUMNS, vec![row]).await
}

/// Takes a grant back, with everything that followed from it; doing so again changes nothing.
pub async fn revoke(conn: &impl ConnectionTrait, id: OAuthGrantId, now: Instant) -> Result<(), StoreError> {
    let sql = "UPDATE oauth_grant SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2";
    execute(conn, sql, values![micros(now), id.0]).await.map(|_| ())
}

/// Removes tokens that expired before then, and grants of which no token and no code is left that could be used;
/// returns how many rows of both.
pub async fn sweep(conn: &impl ConnectionTrait, expired_before: Instant) -> Result<u64, StoreError> {
    let then = micros(expired_before);
    let tokens = execute(conn, "DELETE FROM oauth_token WHERE expires_at < $1", values![then]).await?;
    let sql = "DELETE FROM oauth_grant WHERE created_at < $1 \
               AND NOT EXISTS (SELECT 1 FROM oauth_token WHERE oauth_token.grant_id = oauth_grant.id) \
               AND NOT EXISTS (SELECT 1 FROM oauth_code \
                               WHERE oauth_code.grant_id = oauth_grant.id AND oauth_code.expires_at >= $1)";
    Ok(tokens + execute(conn, sql, values![then]).await?)
}
