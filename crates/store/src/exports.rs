//! Exports. Their files are [objects](crate::objects).

use std::collections::HashSet;

use colloquy_domain::export::{ExportFormat, ExportJob, ExportStatus};
use colloquy_domain::{CredentialId, ExportJobId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, number, optional_micros, placeholders, query_all,
    query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, content, format, include_private, status, progress, row_count, object_key, \
                       size_bytes, error, created_by, created_at, completed_at";

fn read(row: &mut Fields<'_>) -> Result<ExportJob, StoreError> {
    Ok(ExportJob {
        id: ExportJobId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        content: row.json()?,
        format: row.word(ExportFormat::parse)?,
        include_private: row.take()?,
        status: row.word(ExportStatus::parse)?,
        progress: row.number()?,
        rows: row.optional_number()?,
        object_key: row.take()?,
        size_bytes: row.optional_number()?,
        error: row.take()?,
        created_by: row.take::<Option<_>>()?.map(CredentialId),
        created_at: row.instant()?,
        completed_at: row.optional_instant()?,
    })
}

/// Adds an export.
pub async fn insert(tx: &Tx, export: &ExportJob) -> Result<(), StoreError> {
    let row = values![
        export.id.0,
        export.workspace_id.0,
        json(&export.content)?,
        export.format.as_str(),
        export.include_private,
        export.status.as_str(),
        number(export.progress),
        export.rows.map(number),
        export.object_key.clone(),
        export.size_bytes.map(number),
        export.error.clone(),
        export.created_by.map(|id| id.0),
        micros(export.created_at),
        optional_micros(export.completed_at),
    ];
    sql::insert(tx, "export_job", COLUMNS, vec![row]).await
}

/// The export with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ExportJobId,
) -> Result<Option<ExportJob>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|export| export.workspace_id == workspace_id))
}

/// The export with that id, in whatever workspace: for workers, and for links that carry their own permission.
pub async fn get_any(conn: &impl ConnectionTrait, id: ExportJobId) -> Result<Option<ExportJob>, StoreError> {
    query_one(conn, &format!("SELECT {COLUMNS} FROM export_job WHERE id = $1"), values![id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(tx: &Tx, id: ExportJobId) -> Result<Option<ExportJob>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM export_job WHERE id = $1{}", row_lock(tx));
    query_one(tx, &sql, values![id.0], read).await
}

/// Stores what has changed; what the file is to hold does not.
pub async fn update(tx: &Tx, export: &ExportJob) -> Result<(), StoreError> {
    let sql = "UPDATE export_job SET status = $1, progress = $2, row_count = $3, object_key = $4, size_bytes = $5, \
               error = $6, completed_at = $7 WHERE id = $8 AND workspace_id = $9";
    let values = values![
        export.status.as_str(),
        number(export.progress),
        export.rows.map(number),
        export.object_key.clone(),
        export.size_bytes.map(number),
        export.error.clone(),
        optional_micros(export.completed_at),
        export.id.0,
        export.workspace_id.0,
    ];
    execute_one(tx, "export", sql, values).await
}

/// Exports of all workspaces that ended before then and still have their file, the oldest first, at most `limit`.
pub async fn older_than(
    conn: &impl ConnectionTrait,
    before: Instant,
    limit: u64,
) -> Result<Vec<ExportJob>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM export_job \
         WHERE object_key IS NOT NULL AND COALESCE(completed_at, created_at) < $1 \
         ORDER BY COALESCE(completed_at, created_at), id LIMIT $2"
    );
    query_all(conn, &sql, values![micros(before), number(limit)], read).await
}

/// Notes that an export's file is gone.
pub async fn forget_object(tx: &Tx, id: ExportJobId) -> Result<(), StoreError> {
    let sql = "UPDATE export_job SET object_key = NULL WHERE id = $1";
    execute(tx, sql, values![id.0]).await.map(|_| ())
}

/// Those of these object keys that an export names, of whatever workspace.
pub async fn named_keys(conn: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>, StoreError> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let sql =
        format!("SELECT object_key FROM export_job WHERE object_key IN ({})", placeholders(1, keys.len()));
    let values = keys.iter().map(|key| key.as_str().into()).collect();
    Ok(query_all(conn, &sql, values, |row| row.take()).await?.into_iter().collect())
}

/// Takes the files of all exports of a workspace from them, and returns their keys: a conversation of it is erased.
pub(crate) async fn forget_objects(tx: &Tx, workspace_id: WorkspaceId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT object_key FROM export_job WHERE workspace_id = $1 AND object_key IS NOT NULL";
    let keys = query_all(tx, sql, values![workspace_id.0], |row| row.take()).await?;
    let sql = "UPDATE export_job SET object_key = NULL WHERE workspace_id = $1 AND object_key IS NOT NULL";
    execute(tx, sql, values![workspace_id.0]).await?;
    Ok(keys)
}
