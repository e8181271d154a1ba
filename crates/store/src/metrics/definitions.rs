//! Definitions that clients made. They are not deleted.

use colloquy_domain::metric::{MetricDefinition, OutputType, Role, Scope};
use colloquy_domain::{MetricDefinitionId, MetricVariantId, MetricVersionId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, name_lock, query_all, query_one, values};
use crate::tx::Tx;

const SELECT: &str = "SELECT metric_definition.id, metric_definition.workspace_id, slug, metric_definition.name, \
                      description, output, scope, role, unit, metric_definition.variant_id, \
                      metric_variant.version_id, calculation, contexts, metric_definition.created_at, \
                      metric_definition.updated_at \
                      FROM metric_definition \
                      JOIN metric_variant ON metric_variant.id = metric_definition.variant_id \
                      JOIN metric_version ON metric_version.id = metric_variant.version_id";

fn read(row: &mut Fields<'_>) -> Result<MetricDefinition, StoreError> {
    Ok(MetricDefinition {
        id: MetricDefinitionId(row.uuid()?),
        workspace_id: Some(WorkspaceId(row.uuid()?)),
        slug: row.take()?,
        name: row.take()?,
        description: row.take()?,
        output: row.word(OutputType::parse)?,
        scope: row.word(Scope::parse)?,
        role: row.optional_word(Role::parse)?,
        unit: row.optional_json()?,
        variant_id: MetricVariantId(row.uuid()?),
        version_id: MetricVersionId(row.uuid()?),
        builtin: None,
        calculation: row.json()?,
        contexts: row.json()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a definition; its variant and version are added beside it, by [`super::variants`]. A taken slug is a conflict
/// of [`METRIC_SLUG`](crate::constraint::METRIC_SLUG).
pub async fn insert(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    definition: &MetricDefinition,
) -> Result<(), StoreError> {
    let columns = "id, workspace_id, slug, name, description, output, scope, role, unit, variant_id, \
                   created_at, updated_at";
    let row = values![
        definition.id.0,
        workspace_id.0,
        definition.slug.as_str(),
        definition.name.as_str(),
        definition.description.as_str(),
        definition.output.as_str(),
        definition.scope.as_str(),
        definition.role.map(Role::as_str),
        definition.unit.as_ref().map(json).transpose()?,
        definition.variant_id.0,
        micros(definition.created_at),
        micros(definition.updated_at),
    ];
    sql::insert(conn, "metric_definition", columns, vec![row]).await
}

/// The definitions of a workspace, by id.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<MetricDefinition>, StoreError> {
    let sql = format!("{SELECT} WHERE metric_definition.workspace_id = $1 ORDER BY metric_definition.id");
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// Has others who change metrics of this workspace, or their variants, wait until this transaction ends: each sees what
/// the one before wrote. The server's own have no row to lock, and two metrics that are made to use each other are two.
pub async fn lock(tx: &Tx, workspace_id: WorkspaceId) -> Result<(), StoreError> {
    name_lock(tx, &format!("metrics {workspace_id}")).await
}

/// How many definitions a workspace has made.
pub async fn count(conn: &impl ConnectionTrait, workspace_id: WorkspaceId) -> Result<usize, StoreError> {
    let sql = "SELECT COUNT(*) FROM metric_definition WHERE workspace_id = $1";
    let count = query_one(conn, sql, values![workspace_id.0], |row| row.number::<usize>()).await?;
    Ok(count.unwrap_or(0))
}

/// Stores name and time of change; everything else stands in versions or never changes.
pub async fn update(conn: &impl ConnectionTrait, definition: &MetricDefinition) -> Result<(), StoreError> {
    let sql = "UPDATE metric_definition SET name = $1, updated_at = $2 WHERE id = $3";
    let values = values![definition.name.as_str(), micros(definition.updated_at), definition.id.0];
    execute_one(conn, "metric", sql, values).await
}
