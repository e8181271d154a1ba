//! The tables, and bringing a database up to this version.
//!
//! A step is SQL text for both engines, where `{uuid}` and `{bytes}` stand for the engine's name of
//! a column type, `{clustered}` for the way SQLite keeps small rows in their primary key and `{hot}` for
//! PostgreSQL's settings of a table that turns over quickly. What only one of them has stands below a line `--- sqlite`
//! or `--- postgres`, up to the next such line or `--- both`. Steps are only
//! ever added: what has been released is not edited. All missing steps run in one transaction under a lock,
//! so that two processes that start at once do not run them twice; a step that fails leaves nothing behind.
//!
//! sqlx's own migrator would need every step twice and does not lock SQLite.

use sea_orm::{ConnectionTrait, DbBackend};
use tracing::info;

use crate::error::StoreError;
use crate::sql::{execute, micros, query_one, values};
use crate::store::Store;
use crate::tx::{Durability, Tx};

/// The steps, in order; a step's number is its position, counted from 1.
const STEPS: &[&str] = &[
    include_str!("step_1.sql"),
    include_str!("step_2_oauth.sql"),
    include_str!("step_3_workflows.sql"),
    include_str!("step_4_search.sql"),
    include_str!("step_5_dialers.sql"),
    include_str!("step_6_calls.sql"),
    include_str!("step_7_agents.sql"),
    include_str!("step_8_traces.sql"),
    include_str!("step_9_metrics.sql"),
    include_str!("step_10_analytics.sql"),
    include_str!("step_11_first_agents.sql"),
    include_str!("step_12_quality.sql"),
    include_str!("step_13_dialogues.sql"),
    include_str!("step_14_console.sql"),
    include_str!("step_15_revisions.sql"),
    include_str!("step_16_lists.sql"),
];

/// Any number that no other program on the same PostgreSQL database uses: "colloquy" in ASCII.
const LOCK: i64 = 0x636f_6c6c_6f71_7579;

/// Runs the steps that the database does not have yet.
///
/// # Errors
/// [`StoreError::Configuration`] where the database is newer than this program.
pub(crate) async fn migrate(store: &Store) -> Result<(), StoreError> {
    let now = micros(store.shared.clock.now());
    let ran = store.write(Durability::Full, move |tx| Box::pin(run_missing(tx, now))).await?;
    if ran > 0 {
        info!(database.steps = ran, database.version = STEPS.len(), "brought the database up to date");
    }
    Ok(())
}

async fn run_missing(tx: &Tx, now: i64) -> Result<usize, StoreError> {
    let backend = tx.get_database_backend();
    if backend == DbBackend::Postgres {
        // SQLite's write lock has been taken by the transaction already.
        execute(tx, "SELECT pg_advisory_xact_lock($1)", values![LOCK]).await?;
    }
    tx.execute_unprepared(
        "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)",
    )
    .await?;
    let newest = query_one(tx, "SELECT COALESCE(MAX(number), 0) FROM schema_step", vec![], |row| {
        row.number::<usize>()
    })
    .await?
    .unwrap_or(0);
    if newest > STEPS.len() {
        return Err(StoreError::Configuration(format!(
            "the database is of a newer version ({newest}) than this program ({})",
            STEPS.len()
        )));
    }
    for (position, step) in STEPS.iter().enumerate().skip(newest) {
        tx.execute_unprepared(&spelled_for(backend, step)).await?;
        let number = crate::sql::number(position + 1);
        execute(tx, "INSERT INTO schema_step (number, applied_at) VALUES ($1, $2)", values![number, now])
            .await?;
    }
    Ok(STEPS.len() - newest)
}

fn spelled_for(backend: DbBackend, step: &str) -> String {
    let (uuid, bytes, clustered, hot) = match backend {
        DbBackend::Sqlite => ("BLOB", "BLOB", "WITHOUT ROWID", ""),
        // A table of jobs turns over all day: clean up early, and leave room for updates in place.
        _ => (
            "UUID",
            "BYTEA",
            "",
            "WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, \
             autovacuum_vacuum_cost_delay = 0)",
        ),
    };
    let own = match backend {
        DbBackend::Sqlite => "sqlite",
        _ => "postgres",
    };
    let mut is_meant = true;
    let mut meant = String::with_capacity(step.len());
    for line in step.lines() {
        match line.strip_prefix("--- ") {
            Some(engine) => is_meant = engine == own || engine == "both",
            None if is_meant => meant.extend([line, "\n"]),
            None => {}
        }
    }
    meant
        .replace("{uuid}", uuid)
        .replace("{bytes}", bytes)
        .replace("{clustered}", clustered)
        .replace("{hot}", hot)
}
