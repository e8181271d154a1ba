//! Tags of a workspace.

use colloquy_domain::directory::Tag;
use colloquy_domain::{Instant, TagId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, micros, placeholders, query_all, query_one, row_lock, values};
use crate::tx::Tx;

pub(crate) const COLUMNS: &str =
    "id, workspace_id, name, description, hex_color, auto_tagging_enabled, created_at, updated_at";

pub(crate) fn read(row: &mut Fields<'_>) -> Result<Tag, StoreError> {
    Ok(Tag {
        id: TagId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        description: row.take()?,
        hex_color: row.take()?,
        auto_tagging_enabled: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(tag: &Tag) -> Vec<Value> {
    values![
        tag.id.0,
        tag.workspace_id.0,
        tag.name.as_str(),
        tag.description.clone(),
        tag.hex_color.clone(),
        tag.auto_tagging_enabled,
        micros(tag.created_at),
        micros(tag.updated_at),
        tag.name.to_lowercase(),
    ]
}

/// Adds a tag. A taken name is a conflict of [`TAG_NAME`](crate::constraint::TAG_NAME).
pub async fn insert(conn: &impl ConnectionTrait, tag: &Tag) -> Result<(), StoreError> {
    insert_many(conn, std::slice::from_ref(tag)).await
}

/// Adds several.
pub async fn insert_many(conn: &impl ConnectionTrait, tags: &[Tag]) -> Result<(), StoreError> {
    let columns = format!("{COLUMNS}, name_key");
    sql::insert(conn, "tag", &columns, tags.iter().map(write).collect()).await
}

/// The tags of a workspace by name; with `only_enabled`, those that the tags stage may give.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    only_enabled: bool,
) -> Result<Vec<Tag>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tag WHERE workspace_id = $1 AND deleted_at IS NULL AND (auto_tagging_enabled OR NOT $2) ORDER BY name"
    );
    query_all(conn, &sql, values![workspace_id.0, only_enabled], read).await
}

/// The tag with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: TagId,
) -> Result<Option<Tag>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM tag WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: TagId,
) -> Result<Option<Tag>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tag WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores what has changed.
pub async fn update(conn: &impl ConnectionTrait, tag: &Tag) -> Result<(), StoreError> {
    let sql = "UPDATE tag SET name = $1, description = $2, hex_color = $3, auto_tagging_enabled = $4, \
               updated_at = $5, name_key = $6 WHERE id = $7 AND workspace_id = $8 AND deleted_at IS NULL";
    let values = values![
        tag.name.as_str(),
        tag.description.clone(),
        tag.hex_color.clone(),
        tag.auto_tagging_enabled,
        micros(tag.updated_at),
        tag.name.to_lowercase(),
        tag.id.0,
        tag.workspace_id.0,
    ];
    execute_one(conn, "tag", sql, values).await
}

/// Deletes a tag: it is not found any more, on conversations neither, and its name is free.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: TagId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE tag SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "tag", sql, values![micros(now), id.0, workspace_id.0]).await
}

/// The tags with these ids, in no particular order; deleted ones are left out.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[TagId],
) -> Result<Vec<Tag>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM tag WHERE workspace_id = $1 AND deleted_at IS NULL AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    query_all(conn, &sql, values, read).await
}
