//! Access tokens and refresh tokens.

use colloquy_domain::credential::Scopes;
use colloquy_domain::oauth::{OAuthClient, TokenKind};
use colloquy_domain::{Instant, OAuthGrantId};
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;

use super::clients;
use super::grants::{OF_STANDING, Standing, TABLES, read_standing};
use crate::error::StoreError;
use crate::sql::{self, execute, json, micros, query_one, values};

/// What is to be stored of a token.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// SHA-256 of the token.
    pub token_sha256: [u8; 32],
    /// What it follows from.
    pub grant_id: OAuthGrantId,
    /// What it is for.
    pub kind: TokenKind,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it is accepted.
    pub expires_at: Instant,
}

/// A token as it was found.
#[derive(Debug, Clone)]
pub struct StoredToken {
    /// What it is for.
    pub kind: TokenKind,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it is accepted.
    pub expires_at: Instant,
    /// When it was used up or revoked.
    pub ended_at: Option<Instant>,
    /// What it follows from.
    pub standing: Standing,
    /// Who has it; also a client that was deleted.
    pub client: OAuthClient,
}

/// Adds tokens.
pub async fn insert_many(conn: &impl ConnectionTrait, tokens: &[NewToken]) -> Result<(), StoreError> {
    let rows = tokens.iter().map(|token| {
        Ok(values![
            token.token_sha256.to_vec(),
            token.grant_id.0,
            token.kind.as_str(),
            json(&token.scopes)?,
            micros(token.created_at),
            micros(token.expires_at),
        ])
    });
    let columns = "token_sha256, grant_id, kind, scopes, created_at, expires_at";
    sql::insert(conn, "oauth_token", columns, rows.collect::<Result<_, StoreError>>()?).await
}

/// The token with that SHA-256, also one that ended or expired.
pub async fn find(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
) -> Result<Option<StoredToken>, StoreError> {
    let sql = format!(
        "SELECT token.token_sha256, token.kind, token.scopes, token.created_at, token.expires_at, token.ended_at, \
         {OF_STANDING}, {} \
         FROM oauth_token token JOIN oauth_grant permission ON permission.id = token.grant_id {TABLES} \
         WHERE token.token_sha256 = $1",
        clients::OF_CLIENT
    );
    let found = query_one(conn, &sql, values![token_sha256.to_vec()], |row| {
        let stored: Vec<u8> = row.take()?;
        let token = StoredToken {
            kind: row.word(TokenKind::parse)?,
            scopes: row.json()?,
            created_at: row.instant()?,
            expires_at: row.instant()?,
            ended_at: row.optional_instant()?,
            standing: read_standing(row)?,
            client: clients::read(row)?.client,
        };
        Ok((stored, token))
    })
    .await?;
    Ok(found.filter(|(stored, _)| bool::from(stored.ct_eq(&token_sha256))).map(|(_, token)| token))
}

/// Ends a token; false where it had ended already.
pub async fn end(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE oauth_token SET ended_at = $1 WHERE token_sha256 = $2 AND ended_at IS NULL";
    Ok(execute(conn, sql, values![micros(now), token_sha256.to_vec()]).await? == 1)
}
