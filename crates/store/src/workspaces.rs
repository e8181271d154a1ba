//! Workspaces.

use colloquy_domain::WorkspaceId;
use colloquy_domain::directory::Workspace;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, name, private_by_default, own_domains, time_zone, created_at";

fn read(row: &mut Fields<'_>) -> Result<Workspace, StoreError> {
    Ok(Workspace {
        id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        private_by_default: row.take()?,
        own_domains: row.json()?,
        time_zone: row.take()?,
        created_at: row.instant()?,
    })
}

/// Adds a workspace.
pub async fn insert(conn: &impl ConnectionTrait, workspace: &Workspace) -> Result<(), StoreError> {
    let row = values![
        workspace.id.0,
        workspace.name.as_str(),
        workspace.private_by_default,
        json(&workspace.own_domains)?,
        workspace.time_zone.as_str(),
        micros(workspace.created_at),
    ];
    sql::insert(conn, "workspace", COLUMNS, vec![row]).await
}

/// Stores what has changed.
pub async fn update(conn: &impl ConnectionTrait, workspace: &Workspace) -> Result<(), StoreError> {
    let sql = "UPDATE workspace SET name = $1, private_by_default = $2, own_domains = $3, time_zone = $4 \
               WHERE id = $5";
    let values = values![
        workspace.name.as_str(),
        workspace.private_by_default,
        json(&workspace.own_domains)?,
        workspace.time_zone.as_str(),
        workspace.id.0,
    ];
    execute_one(conn, "workspace", sql, values).await
}

/// The workspace with that id.
pub async fn get(conn: &impl ConnectionTrait, id: WorkspaceId) -> Result<Option<Workspace>, StoreError> {
    query_one(conn, &format!("SELECT {COLUMNS} FROM workspace WHERE id = $1"), values![id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(tx: &Tx, id: WorkspaceId) -> Result<Option<Workspace>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM workspace WHERE id = $1{}", row_lock(tx));
    query_one(tx, &sql, values![id.0], read).await
}

/// All workspaces, oldest first.
pub async fn list(conn: &impl ConnectionTrait) -> Result<Vec<Workspace>, StoreError> {
    query_all(conn, &format!("SELECT {COLUMNS} FROM workspace ORDER BY id"), vec![], read).await
}

/// The oldest workspace, if there is any.
pub async fn first(conn: &impl ConnectionTrait) -> Result<Option<Workspace>, StoreError> {
    query_one(conn, &format!("SELECT {COLUMNS} FROM workspace ORDER BY id LIMIT 1"), vec![], read).await
}
