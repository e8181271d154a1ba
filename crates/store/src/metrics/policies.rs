//! Policies that clients made. A deleted one is kept for the jobs that followed from it, and not found any more.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::metric::{MetricPolicy, Modality, PolicyKind};
use colloquy_domain::{Instant, MetricPolicyId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, name, modality, is_active, metrics, conditions, active_since, \
                       created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<MetricPolicy, StoreError> {
    Ok(MetricPolicy {
        id: MetricPolicyId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        kind: PolicyKind::User,
        modality: row.word(Modality::parse)?,
        is_active: row.take()?,
        metrics: row.json()?,
        conditions: row.json()?,
        active_since: row.instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a policy.
pub async fn insert(conn: &impl ConnectionTrait, policy: &MetricPolicy) -> Result<(), StoreError> {
    let row = values![
        policy.id.0,
        policy.workspace_id.0,
        policy.name.as_str(),
        policy.modality.as_str(),
        policy.is_active,
        json(&policy.metrics)?,
        json(&policy.conditions)?,
        micros(policy.active_since),
        micros(policy.created_at),
        micros(policy.updated_at),
    ];
    sql::insert(conn, "metric_policy", COLUMNS, vec![row]).await
}

/// The policies of a workspace, newest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<MetricPolicy>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_policy WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id DESC"
    );
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// The policies that act on a conversation, oldest first: those that were there when it was over, which for a call that
/// went on before is when that was told, and for all else when it was taken in.
pub async fn list_active(
    conn: &impl ConnectionTrait,
    conversation: &Conversation,
) -> Result<Vec<MetricPolicy>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_policy WHERE workspace_id = $1 AND deleted_at IS NULL AND is_active \
         AND modality = $2 AND active_since <= \
         COALESCE((SELECT over_since FROM call_detail WHERE conversation_id = $3), $4) ORDER BY id"
    );
    let values = values![
        conversation.workspace_id.0,
        Modality::of(conversation.kind).as_str(),
        conversation.id.0,
        micros(conversation.created_at),
    ];
    query_all(conn, &sql, values, read).await
}

/// How many policies a workspace has.
pub async fn count(conn: &impl ConnectionTrait, workspace_id: WorkspaceId) -> Result<usize, StoreError> {
    let sql = "SELECT COUNT(*) FROM metric_policy WHERE workspace_id = $1 AND deleted_at IS NULL";
    let count = query_one(conn, sql, values![workspace_id.0], |row| row.number::<usize>()).await?;
    Ok(count.unwrap_or(0))
}

/// The policy with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: MetricPolicyId,
) -> Result<Option<MetricPolicy>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_policy WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL"
    );
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: MetricPolicyId,
) -> Result<Option<MetricPolicy>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM metric_policy WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores what has changed.
pub async fn update(conn: &impl ConnectionTrait, policy: &MetricPolicy) -> Result<(), StoreError> {
    let sql = "UPDATE metric_policy SET name = $1, is_active = $2, metrics = $3, conditions = $4, \
               active_since = $5, updated_at = $6 WHERE id = $7 AND deleted_at IS NULL";
    let values = values![
        policy.name.as_str(),
        policy.is_active,
        json(&policy.metrics)?,
        json(&policy.conditions)?,
        micros(policy.active_since),
        micros(policy.updated_at),
        policy.id.0,
    ];
    execute_one(conn, "metric policy", sql, values).await
}

/// Deletes a policy: it acts no more.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: MetricPolicyId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE metric_policy SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "metric policy", sql, values![micros(now), id.0, workspace_id.0]).await
}
