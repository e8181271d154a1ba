//! Damage on purpose.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// Takes a table away from everybody who uses that database: what needs it fails from now on.
///
/// # Panics
/// If the database cannot be reached or has no such table.
pub async fn hide_table(url: &str, table: &str) {
    let sql = format!("ALTER TABLE {table} RENAME TO hidden_{table}");
    let done = if url.starts_with("sqlite:") {
        match SqliteConnection::connect(url).await {
            Ok(mut conn) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.map(|_| ()),
            Err(error) => Err(error),
        }
    } else {
        match PgConnection::connect(url).await {
            Ok(mut conn) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.map(|_| ()),
            Err(error) => Err(error),
        }
    };
    done.unwrap_or_else(|error| panic!("cannot hide {table} of {url}: {error}"));
}
