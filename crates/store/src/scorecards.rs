//! Scorecards and their versions. A deleted scorecard is kept for the evaluations that were made with it, and not
//! found any more; its versions are.

use colloquy_domain::scorecard::{Scorecard, ScorecardVersion};
use colloquy_domain::{Instant, ScorecardId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, name_lock, number, query_all, query_one, row_lock,
    values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, name, description, is_default, version, created_at, updated_at";
const VERSION_COLUMNS: &str = "scorecard_id, number, sections, created_at";

fn read(row: &mut Fields<'_>) -> Result<Scorecard, StoreError> {
    Ok(Scorecard {
        id: ScorecardId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        description: row.take()?,
        is_default: row.take()?,
        version: row.number()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn read_version(row: &mut Fields<'_>) -> Result<ScorecardVersion, StoreError> {
    Ok(ScorecardVersion {
        scorecard_id: ScorecardId(row.uuid()?),
        number: row.number()?,
        sections: row.json()?,
        created_at: row.instant()?,
    })
}

/// Adds a scorecard with its first version; where it is the default, in place of the one that was. A taken name is a
/// conflict of [`SCORECARD_NAME`](crate::constraint::SCORECARD_NAME).
pub async fn insert(tx: &Tx, scorecard: &Scorecard, version: &ScorecardVersion) -> Result<(), StoreError> {
    if scorecard.is_default {
        clear_default(tx, scorecard.workspace_id).await?;
    }
    let row = values![
        scorecard.id.0,
        scorecard.workspace_id.0,
        scorecard.name.as_str(),
        scorecard.description.clone(),
        scorecard.is_default,
        number(scorecard.version),
        micros(scorecard.created_at),
        micros(scorecard.updated_at),
    ];
    sql::insert(tx, "scorecard", COLUMNS, vec![row]).await?;
    add_version(tx, version).await
}

/// The scorecard with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ScorecardId,
) -> Result<Option<Scorecard>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM scorecard WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ScorecardId,
) -> Result<Option<Scorecard>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM scorecard WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores name, description and number of the newest version; which one is the default is for [`set_default`].
pub async fn update(tx: &Tx, scorecard: &Scorecard) -> Result<(), StoreError> {
    let sql = "UPDATE scorecard SET name = $1, description = $2, version = $3, updated_at = $4 \
               WHERE id = $5 AND workspace_id = $6 AND deleted_at IS NULL";
    let values = values![
        scorecard.name.as_str(),
        scorecard.description.clone(),
        number(scorecard.version),
        micros(scorecard.updated_at),
        scorecard.id.0,
        scorecard.workspace_id.0,
    ];
    execute_one(tx, "scorecard", sql, values).await
}

/// Adds a version; the scorecard is to be pointed at it with [`update`].
pub async fn add_version(tx: &Tx, version: &ScorecardVersion) -> Result<(), StoreError> {
    let row = values![
        version.scorecard_id.0,
        number(version.number),
        json(&version.sections)?,
        micros(version.created_at),
    ];
    sql::insert(tx, "scorecard_version", VERSION_COLUMNS, vec![row]).await
}

/// One version of a scorecard, also of a deleted one.
pub async fn version(
    conn: &impl ConnectionTrait,
    id: ScorecardId,
    version: u64,
) -> Result<Option<ScorecardVersion>, StoreError> {
    let sql =
        format!("SELECT {VERSION_COLUMNS} FROM scorecard_version WHERE scorecard_id = $1 AND number = $2");
    query_one(conn, &sql, values![id.0, number(version)], read_version).await
}

/// All versions of a scorecard, oldest first.
pub async fn versions(
    conn: &impl ConnectionTrait,
    id: ScorecardId,
) -> Result<Vec<ScorecardVersion>, StoreError> {
    let sql =
        format!("SELECT {VERSION_COLUMNS} FROM scorecard_version WHERE scorecard_id = $1 ORDER BY number");
    query_all(conn, &sql, values![id.0], read_version).await
}

/// The scorecards of a workspace, oldest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<Scorecard>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM scorecard WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY created_at, id"
    );
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// The scorecard that new projects use where they name none.
pub async fn default_of(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Option<Scorecard>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM scorecard WHERE workspace_id = $1 AND is_default AND deleted_at IS NULL"
    );
    query_one(conn, &sql, values![workspace_id.0], read).await
}

/// Makes a scorecard the default in place of the one that was.
pub async fn set_default(tx: &Tx, workspace_id: WorkspaceId, id: ScorecardId) -> Result<(), StoreError> {
    clear_default(tx, workspace_id).await?;
    let sql =
        "UPDATE scorecard SET is_default = TRUE WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL";
    execute_one(tx, "scorecard", sql, values![id.0, workspace_id.0]).await
}

/// Who makes another one the default at the same time waits: there would be two.
async fn clear_default(tx: &Tx, workspace_id: WorkspaceId) -> Result<(), StoreError> {
    name_lock(tx, &format!("default scorecard of {workspace_id}")).await?;
    let sql = "UPDATE scorecard SET is_default = FALSE \
               WHERE workspace_id = $1 AND is_default AND deleted_at IS NULL";
    execute(tx, sql, values![workspace_id.0]).await.map(|_| ())
}

/// Deletes a scorecard: it is not found any more, and its name is free.
pub async fn delete(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ScorecardId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE scorecard SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(tx, "scorecard", sql, values![micros(now), id.0, workspace_id.0]).await
}

/// Whether a project uses a scorecard.
pub async fn is_used(conn: &impl ConnectionTrait, id: ScorecardId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM project WHERE scorecard_id = $1 LIMIT 1";
    Ok(query_one(conn, sql, values![id.0], |_| Ok(())).await?.is_some())
}
