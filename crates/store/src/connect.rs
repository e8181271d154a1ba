//! Opening the database: pools and what every connection is told.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::{DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tracing::log::LevelFilter;

use crate::error::StoreError;

/// How long to wait for a connection of the pool, or for another process to let go of SQLite's write lock.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Statements that take longer are logged, without their values.
const SLOW_STATEMENT: Duration = Duration::from_secs(1);

/// A connection that rested for longer is tried before it is used.
const TRY_AFTER_IDLE: Duration = Duration::from_secs(5);

/// Prepared statements kept per connection; there are more than sqlx's 100 (rows per insert differ).
const PREPARED_STATEMENTS: usize = 300;

/// What a database URL means.
pub(crate) enum Address {
    Sqlite(Box<SqliteConnectOptions>),
    Postgres(Box<PgConnectOptions>),
}

impl Address {
    pub(crate) fn parse(database_url: &str) -> Result<Self, StoreError> {
        // The URL may hold a password: it is not repeated.
        if database_url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(database_url)
                .map_err(|error| StoreError::Configuration(format!("database_url: {error}")))?;
            if database_url.contains(":memory:") || database_url.contains("mode=memory") {
                let reason = "database_url: a SQLite database must be a file, as it is opened several times";
                return Err(StoreError::Configuration(reason.to_owned()));
            }
            return Ok(Self::Sqlite(Box::new(sqlite_settings(options))));
        }
        if database_url.starts_with("postgres:") || database_url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(database_url)
                .map_err(|error| StoreError::Configuration(format!("database_url: {error}")))?
                .application_name("colloquy")
                .statement_cache_capacity(PREPARED_STATEMENTS)
                .log_statements(LevelFilter::Off)
                .log_slow_statements(LevelFilter::Warn, SLOW_STATEMENT);
            return Ok(Self::Postgres(Box::new(options)));
        }
        Err(StoreError::Configuration("database_url: must begin with sqlite:// or postgres://".to_owned()))
    }
}

fn sqlite_settings(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .create_if_missing(true)
        // Readers and the writer do not wait for each other.
        .journal_mode(SqliteJournalMode::Wal)
        // What is answered survives a power failure. The writer relaxes it where it may.
        .synchronous(SqliteSynchronous::Full)
        // Another process (the command line beside a server) may hold the write lock.
        .busy_timeout(ACQUIRE_TIMEOUT)
        .foreign_keys(true)
        .pragma("temp_store", "memory")
        // SQLite would only unlink what is deleted, and what was erased could still be read in the file. This
        // overwrites it in pages that are written anyway; pages that become free are for erasing to look after.
        .pragma("secure_delete", "fast")
        .statement_cache_capacity(PREPARED_STATEMENTS)
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, SLOW_STATEMENT)
}

/// Creates the folder that the file stands in.
pub(crate) fn create_sqlite_folder(options: &SqliteConnectOptions) -> Result<(), StoreError> {
    let folder = options.get_filename().parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).map_err(|error| {
        StoreError::Configuration(format!("database_url: cannot create {}: {error}", folder.display()))
    })
}

/// The one connection that writes.
pub(crate) async fn sqlite_writer(options: &SqliteConnectOptions) -> Result<DatabaseConnection, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.clone().thread_name(|_| "sqlite-writer".to_owned()))
        .await
        .map_err(unavailable)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// Connections that only read; a statement that writes fails there.
pub(crate) async fn sqlite_readers(
    options: &SqliteConnectOptions,
    connections: u32,
) -> Result<DatabaseConnection, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections.max(1))
        .min_connections(1)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(
            options
                .clone()
                .pragma("query_only", "on")
                .thread_name(|number| format!("sqlite-reader-{number}")),
        )
        .await
        .map_err(unavailable)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// A pool of connections to PostgreSQL.
pub(crate) async fn postgres_pool(
    options: &PgConnectOptions,
    connections: u32,
) -> Result<PgPool, StoreError> {
    PgPoolOptions::new()
        .max_connections(connections.max(1))
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // Statements here take milliseconds; compiling one takes hundreds.
        .after_connect(|conn, _| {
            Box::pin(async move { sqlx::query("SET jit = off").execute(conn).await.map(|_| ()) })
        })
        // Trying a connection costs a round trip: only where it may have died since.
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move { Ok(meta.idle_for < TRY_AFTER_IDLE || conn.ping().await.is_ok()) })
        })
        .connect_with(options.clone())
        .await
        .map_err(unavailable)
}

pub(crate) fn postgres_connection(pool: PgPool) -> DatabaseConnection {
    SqlxPostgresConnector::from_sqlx_postgres_pool(pool)
}

fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
