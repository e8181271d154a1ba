//! Passwords of people, and the words of links by which they are set.
//!
//! Of a password its Argon2id hash is stored, of a link's word its SHA-256: 32 random bytes need no slow hash. A word is
//! removed by its use, so that there is no second one.

use std::collections::HashSet;

use colloquy_domain::directory::User;
use colloquy_domain::{Instant, UserId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, IDS_AT_ONCE, execute, insert_or, micros, number, placeholders, query_all, query_one, values,
};
use crate::tx::Tx;
use crate::users;

/// Sets a user's password, in place of the one before.
pub async fn put(tx: &Tx, user_id: UserId, hash: &str, now: Instant) -> Result<(), StoreError> {
    let row = values![user_id.0, hash, micros(now)];
    let instead = "ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash, \
                   set_at = excluded.set_at";
    let columns = "user_id, password_hash, set_at";
    insert_or(tx, "user_password", columns, vec![row], instead).await.map(|_| ())
}

/// The hash of a user's password, where they have one.
pub async fn get(conn: &impl ConnectionTrait, user_id: UserId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT password_hash FROM user_password WHERE user_id = $1";
    query_one(conn, sql, values![user_id.0], |row| row.take()).await
}

/// Those of the users who have a password.
pub async fn which_have(conn: &impl ConnectionTrait, ids: &[UserId]) -> Result<HashSet<UserId>, StoreError> {
    let mut found = HashSet::new();
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql =
            format!("SELECT user_id FROM user_password WHERE user_id IN ({})", placeholders(1, some.len()));
        let values = some.iter().map(|id| id.0.into()).collect();
        found.extend(query_all(conn, &sql, values, |row| Ok(UserId(row.uuid()?))).await?);
    }
    Ok(found)
}

/// The users with that address (lower case) in whatever workspace, each with the hash of their password; at most so many,
/// the oldest first. Those without a password are left out.
pub async fn of_address(
    conn: &impl ConnectionTrait,
    email: &str,
    most: u64,
) -> Result<Vec<(User, String)>, StoreError> {
    let sql = format!(
        "SELECT {}, user_password.password_hash \
         FROM app_user JOIN user_password ON user_password.user_id = app_user.id \
         WHERE email = $1 ORDER BY created_at, id LIMIT $2",
        users::SELECTED
    );
    query_all(conn, &sql, values![email, number(most)], |row| Ok((users::read(row)?, row.take()?))).await
}

/// Keeps the word of a link, by its SHA-256, until it is used or over.
pub async fn insert_reset(
    tx: &Tx,
    token_sha256: [u8; 32],
    user_id: UserId,
    now: Instant,
    expires_at: Instant,
) -> Result<(), StoreError> {
    let row = values![token_sha256.to_vec(), user_id.0, micros(now), micros(expires_at)];
    sql::insert(tx, "password_reset", "token_sha256, user_id, created_at, expires_at", vec![row]).await
}

/// Whose password the word sets, where it is still good.
pub async fn find_reset(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
    now: Instant,
) -> Result<Option<UserId>, StoreError> {
    let sql = "SELECT user_id FROM password_reset WHERE token_sha256 = $1 AND expires_at > $2";
    query_one(conn, sql, values![token_sha256.to_vec(), micros(now)], |row| Ok(UserId(row.uuid()?))).await
}

/// Uses the word up; false where somebody has used it already, or it is over.
pub async fn use_reset(tx: &Tx, token_sha256: [u8; 32], now: Instant) -> Result<bool, StoreError> {
    let sql = "DELETE FROM password_reset WHERE token_sha256 = $1 AND expires_at > $2";
    Ok(execute(tx, sql, values![token_sha256.to_vec(), micros(now)]).await? > 0)
}

/// Forgets all words that would set a user's password.
pub async fn forget_resets(tx: &Tx, user_id: UserId) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM password_reset WHERE user_id = $1", values![user_id.0]).await.map(|_| ())
}

/// Removes words that were over before then; returns how many.
pub async fn sweep_resets(tx: &Tx, before: Instant) -> Result<u64, StoreError> {
    execute(tx, "DELETE FROM password_reset WHERE expires_at < $1", values![micros(before)]).await
}
