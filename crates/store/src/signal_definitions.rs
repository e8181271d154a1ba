//! The questions that a workspace asks of its conversations.

use colloquy_domain::signal::SignalDefinition;
use colloquy_domain::{Instant, SignalDefinitionId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

const COLUMNS: &str =
    "id, workspace_id, name, question, guidance, kind, keywords, enabled, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<SignalDefinition, StoreError> {
    Ok(SignalDefinition {
        id: SignalDefinitionId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        question: row.take()?,
        guidance: row.take()?,
        kind: row.json()?,
        keywords: row.json()?,
        enabled: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(definition: &SignalDefinition) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        definition.id.0,
        definition.workspace_id.0,
        definition.name.as_str(),
        definition.question.as_str(),
        definition.guidance.clone(),
        json(&definition.kind)?,
        json(&definition.keywords)?,
        definition.enabled,
        micros(definition.created_at),
        micros(definition.updated_at),
    ])
}

/// Adds a definition. A taken name is a conflict of
/// [`SIGNAL_DEFINITION_NAME`](crate::constraint::SIGNAL_DEFINITION_NAME).
pub async fn insert(conn: &impl ConnectionTrait, definition: &SignalDefinition) -> Result<(), StoreError> {
    insert_many(conn, std::slice::from_ref(definition)).await
}

/// Adds several.
pub async fn insert_many(
    conn: &impl ConnectionTrait,
    definitions: &[SignalDefinition],
) -> Result<(), StoreError> {
    let rows = definitions.iter().map(write).collect::<Result<_, _>>()?;
    sql::insert(conn, "signal_definition", COLUMNS, rows).await
}

/// The definitions of a workspace, oldest first; with `only_enabled`, those asked of new conversations.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    only_enabled: bool,
) -> Result<Vec<SignalDefinition>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM signal_definition \
         WHERE workspace_id = $1 AND (enabled OR NOT $2) AND deleted_at IS NULL ORDER BY id"
    );
    query_all(conn, &sql, values![workspace_id.0, only_enabled], read).await
}

/// The definition with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: SignalDefinitionId,
) -> Result<Option<SignalDefinition>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM signal_definition WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL"
    );
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: SignalDefinitionId,
) -> Result<Option<SignalDefinition>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM signal_definition WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores what has changed.
pub async fn update(conn: &impl ConnectionTrait, definition: &SignalDefinition) -> Result<(), StoreError> {
    let sql = "UPDATE signal_definition SET name = $1, question = $2, guidance = $3, kind = $4, keywords = $5, \
               enabled = $6, updated_at = $7 WHERE id = $8 AND workspace_id = $9 AND deleted_at IS NULL";
    let values = values![
        definition.name.as_str(),
        definition.question.as_str(),
        definition.guidance.clone(),
        json(&definition.kind)?,
        json(&definition.keywords)?,
        definition.enabled,
        micros(definition.updated_at),
        definition.id.0,
        definition.workspace_id.0,
    ];
    execute_one(conn, "signal definition", sql, values).await
}

/// Deletes a definition. Its row stays for the signals that answer it; its name is free again.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: SignalDefinitionId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE signal_definition SET deleted_at = $1, updated_at = $1, enabled = FALSE \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "signal definition", sql, values![micros(now), id.0, workspace_id.0]).await
}
