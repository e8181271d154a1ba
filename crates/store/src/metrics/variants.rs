//! Variants and their versions.

use colloquy_domain::metric::{MetricVariant, MetricVersion};
use colloquy_domain::{
    CredentialId, Instant, MetricDefinitionId, MetricVariantId, MetricVersionId, WorkspaceId,
};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, number, query_all, query_one, values};

const COLUMNS: &str = "id, definition_id, name, is_default, version_id, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<MetricVariant, StoreError> {
    Ok(MetricVariant {
        id: MetricVariantId(row.uuid()?),
        definition_id: MetricDefinitionId(row.uuid()?),
        name: row.take()?,
        is_default: row.take()?,
        is_builtin: false,
        version_id: MetricVersionId(row.uuid()?),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a variant with its first version. A taken name is a conflict of
/// [`METRIC_VARIANT_NAME`](crate::constraint::METRIC_VARIANT_NAME).
pub async fn insert(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    variant: &MetricVariant,
    version: &MetricVersion,
) -> Result<(), StoreError> {
    let row = values![
        variant.id.0,
        variant.definition_id.0,
        variant.name.as_str(),
        variant.is_default,
        variant.version_id.0,
        micros(variant.created_at),
        micros(variant.updated_at),
        workspace_id.0,
    ];
    sql::insert(conn, "metric_variant", &format!("{COLUMNS}, workspace_id"), vec![row]).await?;
    insert_version(conn, version).await
}

/// Adds a version; the variant is to be pointed at it with [`update`].
pub async fn insert_version(conn: &impl ConnectionTrait, version: &MetricVersion) -> Result<(), StoreError> {
    let columns = "id, variant_id, number, calculation, contexts, reason, created_by, created_at";
    let row = values![
        version.id.0,
        version.variant_id.0,
        number(version.number),
        json(&version.calculation)?,
        json(&version.contexts)?,
        version.reason.clone(),
        version.created_by.map(|id| id.0),
        micros(version.created_at),
    ];
    sql::insert(conn, "metric_version", columns, vec![row]).await
}

/// The version with that id.
pub async fn get_version(
    conn: &impl ConnectionTrait,
    id: MetricVersionId,
) -> Result<Option<MetricVersion>, StoreError> {
    let sql = "SELECT id, variant_id, number, calculation, contexts, reason, created_by, created_at \
               FROM metric_version WHERE id = $1";
    query_one(conn, sql, values![id.0], |row| {
        Ok(MetricVersion {
            id: MetricVersionId(row.uuid()?),
            variant_id: MetricVariantId(row.uuid()?),
            number: row.number()?,
            calculation: row.json()?,
            contexts: row.json()?,
            reason: row.take()?,
            created_by: row.take::<Option<_>>()?.map(CredentialId),
            created_at: row.instant()?,
        })
    })
    .await
}

/// The variants of a metric that are a workspace's own, oldest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    definition_id: MetricDefinitionId,
) -> Result<Vec<MetricVariant>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_variant \
         WHERE workspace_id = $1 AND definition_id = $2 AND deleted_at IS NULL ORDER BY id"
    );
    query_all(conn, &sql, values![workspace_id.0, definition_id.0], read).await
}

/// The variants of a workspace, of all metrics.
pub async fn list_all(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<MetricVariant>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_variant WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id"
    );
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// The variant with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: MetricVariantId,
) -> Result<Option<MetricVariant>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_variant WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL"
    );
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores name and newest version.
pub async fn update(conn: &impl ConnectionTrait, variant: &MetricVariant) -> Result<(), StoreError> {
    let sql = "UPDATE metric_variant SET name = $1, version_id = $2, updated_at = $3 \
               WHERE id = $4 AND deleted_at IS NULL";
    let values =
        values![variant.name.as_str(), variant.version_id.0, micros(variant.updated_at), variant.id.0];
    execute_one(conn, "metric variant", sql, values).await
}

/// Deletes a variant: it is not found any more; what was measured with it stays.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: MetricVariantId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE metric_variant SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "metric variant", sql, values![micros(now), id.0, workspace_id.0]).await
}
