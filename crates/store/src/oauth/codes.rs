//! Authorization codes: each is exchanged once.

use colloquy_domain::{Instant, OAuthGrantId};
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;

use super::grants::{OF_STANDING, Standing, TABLES, read_standing};
use crate::error::StoreError;
use crate::sql::{self, execute, micros, query_one, values};

/// What a code is bound to.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// SHA-256 of the code.
    pub code_sha256: [u8; 32],
    /// What is got for it.
    pub grant_id: OAuthGrantId,
    /// Where it was sent.
    pub redirect_uri: String,
    /// Whether the exchange has to name that.
    pub is_redirect_uri_required: bool,
    /// SHA-256 of the verifier, in base 64.
    pub code_challenge: String,
    /// Until when it can be exchanged.
    pub expires_at: Instant,
}

/// A code as it was found.
#[derive(Debug, Clone)]
pub struct StoredCode {
    /// Where it was sent.
    pub redirect_uri: String,
    /// Whether the exchange has to name that.
    pub is_redirect_uri_required: bool,
    /// SHA-256 of the verifier, in base 64.
    pub code_challenge: String,
    /// Until when it can be exchanged.
    pub expires_at: Instant,
    /// When it was exchanged.
    pub used_at: Option<Instant>,
    /// What is got for it.
    pub standing: Standing,
}

/// Adds a code.
pub async fn insert(conn: &impl ConnectionTrait, code: &NewCode) -> Result<(), StoreError> {
    let row = values![
        code.code_sha256.to_vec(),
        code.grant_id.0,
        code.redirect_uri.as_str(),
        code.is_redirect_uri_required,
        code.code_challenge.as_str(),
        micros(code.expires_at),
    ];
    let columns = "code_sha256, grant_id, redirect_uri, is_redirect_uri_required, code_challenge, expires_at";
    sql::insert(conn, "oauth_code", columns, vec![row]).await
}

/// The code with that SHA-256, also one that was used or is too old.
pub async fn find(
    conn: &impl ConnectionTrait,
    code_sha256: [u8; 32],
) -> Result<Option<StoredCode>, StoreError> {
    let sql = format!(
        "SELECT code.code_sha256, code.redirect_uri, code.is_redirect_uri_required, code.code_challenge, \
         code.expires_at, code.used_at, {OF_STANDING} \
         FROM oauth_code code JOIN oauth_grant permission ON permission.id = code.grant_id {TABLES} \
         WHERE code.code_sha256 = $1"
    );
    let found = query_one(conn, &sql, values![code_sha256.to_vec()], |row| {
        let stored: Vec<u8> = row.take()?;
        let code = StoredCode {
            redirect_uri: row.take()?,
            is_redirect_uri_required: row.take()?,
            code_challenge: row.take()?,
            expires_at: row.instant()?,
            used_at: row.optional_instant()?,
            standing: read_standing(row)?,
        };
        Ok((stored, code))
    })
    .await?;
    Ok(found.filter(|(stored, _)| bool::from(stored.ct_eq(&code_sha256))).map(|(_, code)| code))
}

/// Marks a code as used; false where somebody else was first.
pub async fn use_up(
    conn: &impl ConnectionTrait,
    code_sha256: [u8; 32],
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE oauth_code SET used_at = $1 WHERE code_sha256 = $2 AND used_at IS NULL";
    Ok(execute(conn, sql, values![micros(now), code_sha256.to_vec()]).await? == 1)
}
