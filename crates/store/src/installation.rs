//! Secrets of the installation that all its processes share.

use colloquy_domain::secret::SecretText;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{query_one, values};

/// The secret of that name. The first caller's `candidate` becomes it; everybody after gets the same.
pub async fn secret(
    conn: &impl ConnectionTrait,
    name: &str,
    candidate: &str,
) -> Result<SecretText, StoreError> {
    // The update changes nothing and makes both engines return the row that was there.
    let sql = "INSERT INTO installation_secret (name, value) VALUES ($1, $2) \
               ON CONFLICT (name) DO UPDATE SET value = installation_secret.value RETURNING value";
    let found = query_one(conn, sql, values![name, candidate], |row| row.take::<String>()).await?;
    found.map(SecretText::new).ok_or(StoreError::NotFound("installation secret"))
}
