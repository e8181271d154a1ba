//! Sessions of the console: credentials with a person and an end.
//!
//! Found as keys are, by the SHA-256 of the token, compared once more in constant time. A row that has ended stays until
//! it is swept, and the one that a person used last stays with them: it says when they were seen.

use colloquy_domain::directory::UserRole;
use colloquy_domain::session::{NAME, Session};
use colloquy_domain::{CredentialId, Instant, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, micros, optional_micros, query_one, values};
use crate::store::Store;
use crate::tx::{Durability, Tx};

const SELECTED: &str = "credential.id, credential.workspace_id, credential.user_id, app_user.role, \
     credential.created_at, credential.last_used_at, credential.expires_at, credential.revoked_at, \
     credential.token_sha256";

fn read(row: &mut Fields<'_>) -> Result<(Session, Vec<u8>), StoreError> {
    let session = Session {
        id: CredentialId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        user_id: UserId(row.uuid()?),
        role: row.word(UserRole::parse)?,
        created_at: row.instant()?,
        last_used_at: row.optional_instant()?,
        expires_at: row.instant()?,
        ended_at: row.optional_instant()?,
    };
    Ok((session, row.take()?))
}

/// Adds a session.
pub async fn insert(
    conn: &impl ConnectionTrait,
    session: &Session,
    token_sha256: [u8; 32],
) -> Result<(), StoreError> {
    let row = values![
        session.id.0,
        "session",
        session.workspace_id.0,
        session.user_id.0,
        NAME,
        // What it may do goes by the role of its user.
        "[]",
        // Nobody has to recognise it by its token.
        "",
        token_sha256.to_vec(),
        micros(session.created_at),
        optional_micros(session.last_used_at),
        micros(session.expires_at),
        optional_micros(session.ended_at),
    ];
    let columns = "id, kind, workspace_id, user_id, name, scopes, lookup_prefix, token_sha256, created_at, \
                   last_used_at, expires_at, revoked_at";
    sql::insert(conn, "credential", columns, vec![row]).await
}

/// The session whose token has that SHA-256, with the present role of its user; also one that has ended.
pub async fn find(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
) -> Result<Option<Session>, StoreError> {
    let sql = format!(
        "SELECT {SELECTED} FROM credential JOIN app_user ON app_user.id = credential.user_id \
         WHERE credential.token_sha256 = $1 AND credential.kind = 'session'"
    );
    let found = query_one(conn, &sql, values![token_sha256.to_vec()], read).await?;
    let is_it = |stored: &Vec<u8>| bool::from(stored.as_slice().ct_eq(&token_sha256));
    Ok(found.filter(|(_, stored)| is_it(stored)).map(|(session, _)| session))
}

/// Moves a session's end on. One that has ended stays so.
pub async fn slide(store: &Store, id: CredentialId, until: Instant) -> Result<(), StoreError> {
    store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                let sql = "UPDATE credential SET expires_at = $1 \
                           WHERE id = $2 AND kind = 'session' AND revoked_at IS NULL AND expires_at < $1";
                execute(tx, sql, values![micros(until), id.0]).await.map(|_| ())
            })
        })
        .await
}

/// Ends a session; ending it again changes nothing.
pub async fn end(conn: &impl ConnectionTrait, id: CredentialId, now: Instant) -> Result<(), StoreError> {
    let sql =
        "UPDATE credential SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2 AND kind = 'session'";
    execute(conn, sql, values![micros(now), id.0]).await.map(|_| ())
}

/// Ends all sessions of a user; returns how many were open.
pub async fn end_all(tx: &Tx, user_id: UserId, now: Instant) -> Result<u64, StoreError> {
    let sql = "UPDATE credential SET revoked_at = $1 \
               WHERE user_id = $2 AND kind = 'session' AND revoked_at IS NULL AND expires_at > $1";
    execute(tx, sql, values![micros(now), user_id.0]).await
}

/// Removes sessions that ended before then, except one of which nothing later tells when its user was seen last; returns
/// how many.
pub async fn sweep(tx: &Tx, before: Instant) -> Result<u64, StoreError> {
    let sql = "DELETE FROM credential WHERE kind = 'session' AND (expires_at < $1 OR revoked_at < $1) \
               AND EXISTS (SELECT 1 FROM credential AS later WHERE later.user_id = credential.user_id \
               AND (later.last_used_at > credential.last_used_at \
               OR (later.last_used_at = credential.last_used_at AND later.id > credential.id)))";
    execute(tx, sql, values![micros(before)]).await
}
