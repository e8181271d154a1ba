//! Rules that act by themselves. A deleted one is kept for its runs and not found any more.

use colloquy_domain::secret::SecretText;
use colloquy_domain::workflow::{Moment, Workflow};
use colloquy_domain::{Instant, WorkflowId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, json, micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, name, enabled, rule_trigger, filter, actions, secret, active_since, \
                       created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<Workflow, StoreError> {
    Ok(Workflow {
        id: WorkflowId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        enabled: row.take()?,
        trigger: row.json()?,
        filter: row.json()?,
        actions: row.json()?,
        secret: SecretText::new(row.take::<String>()?),
        active_since: row.instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(workflow: &Workflow) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        workflow.id.0,
        workflow.workspace_id.0,
        workflow.name.as_str(),
        workflow.enabled,
        json(&workflow.trigger)?,
        json(&workflow.filter)?,
        json(&workflow.actions)?,
        workflow.secret.reveal(),
        micros(workflow.active_since),
        micros(workflow.created_at),
        micros(workflow.updated_at),
        workflow.moment().as_str(),
    ])
}

/// Adds a rule.
pub async fn insert(conn: &impl ConnectionTrait, workflow: &Workflow) -> Result<(), StoreError> {
    sql::insert(conn, "workflow", &format!("{COLUMNS}, moment"), vec![write(workflow)?]).await
}

/// The rule with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: WorkflowId,
) -> Result<Option<Workflow>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM workflow WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: WorkflowId,
) -> Result<Option<Workflow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM workflow WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// The rules of a workspace, oldest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<Workflow>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM workflow WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id");
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// The rules that wait for `moment` and hold for conversations accepted at `accepted_at`, oldest first.
pub async fn list_waiting_for(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    moment: Moment,
    accepted_at: Instant,
) -> Result<Vec<Workflow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM workflow WHERE workspace_id = $1 AND deleted_at IS NULL AND enabled \
         AND moment = $2 AND active_since <= $3 ORDER BY id"
    );
    query_all(conn, &sql, values![workspace_id.0, moment.as_str(), micros(accepted_at)], read).await
}

/// How many rules a workspace has.
pub async fn count(conn: &impl ConnectionTrait, workspace_id: WorkspaceId) -> Result<usize, StoreError> {
    let sql = "SELECT COUNT(*) FROM workflow WHERE workspace_id = $1 AND deleted_at IS NULL";
    let count = query_one(conn, sql, values![workspace_id.0], |row| row.number::<usize>()).await?;
    Ok(count.unwrap_or(0))
}

/// Stores what has changed.
pub async fn update(conn: &impl ConnectionTrait, workflow: &Workflow) -> Result<(), StoreError> {
    // created_at never changes, and is written as it is: every value has its number.
    let sql = "UPDATE workflow SET name = $3, enabled = $4, rule_trigger = $5, filter = $6, actions = $7, \
               secret = $8, active_since = $9, created_at = $10, updated_at = $11, moment = $12 \
               WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL";
    execute_one(conn, "workflow", sql, write(workflow)?).await
}

/// Deletes a rule: it is not found any more and does not run.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: WorkflowId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE workflow SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "workflow", sql, values![micros(now), id.0, workspace_id.0]).await
}
