//! Runs of workflows: one for each conversation and rule.

use colloquy_domain::workflow::{RunStatus, WorkflowRun};
use colloquy_domain::{ConversationId, WorkflowId, WorkflowRunId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{
    Fields, execute_one, insert_or, json, micros, number, optional_micros, query_all, query_one, row_lock,
    values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, workflow_id, conversation_id, status, error, attempts, retries, \
                       next_attempt_at, actions, log, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<WorkflowRun, StoreError> {
    Ok(WorkflowRun {
        id: WorkflowRunId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        workflow_id: WorkflowId(row.uuid()?),
        conversation_id: ConversationId(row.uuid()?),
        status: row.word(RunStatus::parse)?,
        error: row.take()?,
        attempts: row.number()?,
        retries: row.number()?,
        next_attempt_at: row.optional_instant()?,
        actions: row.json()?,
        log: row.json()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a run unless the conversation had one of that rule before; true where it was added.
pub async fn insert_once(conn: &impl ConnectionTrait, run: &WorkflowRun) -> Result<bool, StoreError> {
    let row = values![
        run.id.0,
        run.workspace_id.0,
        run.workflow_id.0,
        run.conversation_id.0,
        run.status.as_str(),
        run.error.clone(),
        number(run.attempts),
        number(run.retries),
        optional_micros(run.next_attempt_at),
        json(&run.actions)?,
        json(&run.log)?,
        micros(run.created_at),
        micros(run.updated_at),
    ];
    let suffix = "ON CONFLICT (conversation_id, workflow_id) DO NOTHING";
    Ok(insert_or(conn, "workflow_run", COLUMNS, vec![row], suffix).await? > 0)
}

/// The run with that id, in whatever workspace: for workers, which act for all.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: WorkflowRunId,
) -> Result<Option<WorkflowRun>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM workflow_run WHERE id = $1");
    query_one(conn, &sql, values![id.0], read).await
}

/// The run with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: WorkflowRunId,
) -> Result<Option<WorkflowRun>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|run| run.workspace_id == workspace_id))
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: WorkflowRunId,
) -> Result<Option<WorkflowRun>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM workflow_run WHERE id = $1 AND workspace_id = $2{}", row_lock(tx));
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// The runs of a rule, newest first, at most `limit`, older than `before`.
pub async fn list_of_workflow(
    conn: &impl ConnectionTrait,
    id: WorkflowId,
    limit: u64,
    before: Option<WorkflowRunId>,
) -> Result<Vec<WorkflowRun>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let sql = format!(
        "SELECT {COLUMNS} FROM workflow_run WHERE workflow_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
    );
    query_all(conn, &sql, values![id.0, before, number(limit)], read).await
}

/// The runs of a conversation, newest first: at most one of each rule.
pub async fn list_of_conversation(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Vec<WorkflowRun>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM workflow_run WHERE conversation_id = $1 ORDER BY id DESC");
    query_all(conn, &sql, values![id.0], read).await
}

/// Their ids alone.
pub(crate) async fn ids_of_conversation(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Vec<WorkflowRunId>, StoreError> {
    let sql = "SELECT id FROM workflow_run WHERE conversation_id = $1";
    query_all(conn, sql, values![id.0], |row| Ok(WorkflowRunId(row.uuid()?))).await
}

/// Stores how far a run is.
pub async fn update(conn: &impl ConnectionTrait, run: &WorkflowRun) -> Result<(), StoreError> {
    let sql = "UPDATE workflow_run SET status = $1, error = $2, attempts = $3, retries = $4, \
               next_attempt_at = $5, actions = $6, log = $7, updated_at = $8 WHERE id = $9";
    let values = values![
        run.status.as_str(),
        run.error.clone(),
        number(run.attempts),
        number(run.retries),
        optional_micros(run.next_attempt_at),
        json(&run.actions)?,
        json(&run.log)?,
        micros(run.updated_at),
        run.id.0,
    ];
    execute_one(conn, "workflow run", sql, values).await
}
