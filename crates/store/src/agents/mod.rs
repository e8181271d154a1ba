//! Programs that speak in conversations. None is ever deleted.

pub mod endpoints;
pub mod prompts;

use colloquy_domain::agent::Agent;
use colloquy_domain::{AgentId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute_one, micros, name_lock, placeholders, query_all, query_one, row_lock, searchable,
    values,
};
use crate::tx::Tx;

pub(crate) const COLUMNS: &str = "id, workspace_id, name, custom_id, description, created_at, updated_at";

pub(crate) fn read(row: &mut Fields<'_>) -> Result<Agent, StoreError> {
    Ok(Agent {
        id: AgentId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        custom_id: row.take()?,
        description: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(agent: &Agent) -> Vec<Value> {
    values![
        agent.id.0,
        agent.workspace_id.0,
        agent.name.as_str(),
        agent.custom_id.clone(),
        agent.description.clone(),
        micros(agent.created_at),
        micros(agent.updated_at),
        search_text(agent),
    ]
}

fn search_text(agent: &Agent) -> String {
    let optional = [agent.custom_id.as_deref(), agent.description.as_deref()];
    searchable([agent.name.as_str()].into_iter().chain(optional.into_iter().flatten()))
}

/// Adds an agent. A taken custom id is a conflict of
/// [`AGENT_CUSTOM_ID`](crate::constraint::AGENT_CUSTOM_ID).
pub async fn insert(conn: &impl ConnectionTrait, agent: &Agent) -> Result<(), StoreError> {
    let columns = format!("{COLUMNS}, search_text");
    sql::insert(conn, "agent", &columns, vec![write(agent)]).await
}

/// Adds an agent unless its custom id is taken, also by a transaction that runs beside this one and is waited for.
/// Whether it was added.
pub async fn insert_unless_taken(tx: &Tx, agent: &Agent) -> Result<bool, StoreError> {
    let columns = format!("{COLUMNS}, search_text");
    let suffix = "ON CONFLICT (workspace_id, custom_id) DO NOTHING";
    Ok(sql::insert_or(tx, "agent", &columns, vec![write(agent)], suffix).await? > 0)
}

/// The agent with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: AgentId,
) -> Result<Option<Agent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM agent WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there, also of its endpoints and
/// prompts.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: AgentId,
) -> Result<Option<Agent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM agent WHERE id = $1 AND workspace_id = $2{}", row_lock(tx));
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// The agent with that custom id.
pub async fn find_by_custom_id(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    custom_id: &str,
) -> Result<Option<Agent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM agent WHERE workspace_id = $1 AND custom_id = $2");
    query_one(conn, &sql, values![workspace_id.0, custom_id], read).await
}

/// The oldest agent of exactly that name.
pub async fn find_by_name(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    name: &str,
) -> Result<Option<Agent>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM agent WHERE workspace_id = $1 AND name = $2 ORDER BY created_at, id LIMIT 1"
    );
    query_one(conn, &sql, values![workspace_id.0, name], read).await
}

/// Has others who lock the same name wait until this transaction ends, whether or not an agent has it.
pub async fn lock_name(tx: &Tx, workspace_id: WorkspaceId, name: &str) -> Result<(), StoreError> {
    name_lock(tx, &format!("agent {workspace_id} {name}")).await
}

/// The agents with these ids, in no particular order.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[AgentId],
) -> Result<Vec<Agent>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM agent WHERE workspace_id = $1 AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    query_all(conn, &sql, values, read).await
}

/// Stores what has changed: name and description.
pub async fn update(conn: &impl ConnectionTrait, agent: &Agent) -> Result<(), StoreError> {
    let sql = "UPDATE agent SET name = $1, description = $2, search_text = $3, updated_at = $4 \
               WHERE id = $5 AND workspace_id = $6";
    let values = values![
        agent.name.as_str(),
        agent.description.clone(),
        search_text(agent),
        micros(agent.updated_at),
        agent.id.0,
        agent.workspace_id.0,
    ];
    execute_one(conn, "agent", sql, values).await
}
