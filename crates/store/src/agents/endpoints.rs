//! Numbers and addresses of agents.

use colloquy_domain::agent::{AgentEndpoint, EndpointDirection, EndpointKind};
use colloquy_domain::{AgentEndpointId, AgentId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute_one, micros, placeholders, query_all, query_one, row_lock, searchable, values,
};
use crate::tx::Tx;

pub(crate) const COLUMNS: &str =
    "id, workspace_id, agent_id, kind, direction, environment, value, created_at, updated_at";

pub(crate) fn read(row: &mut Fields<'_>) -> Result<AgentEndpoint, StoreError> {
    Ok(AgentEndpoint {
        id: AgentEndpointId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        agent_id: AgentId(row.uuid()?),
        kind: row.word(EndpointKind::parse)?,
        direction: row.word(EndpointDirection::parse)?,
        environment: row.take()?,
        value: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn search_text(endpoint: &AgentEndpoint) -> String {
    searchable([endpoint.value.as_str(), endpoint.environment.as_str()])
}

/// Adds an endpoint.
pub async fn insert(conn: &impl ConnectionTrait, endpoint: &AgentEndpoint) -> Result<(), StoreError> {
    let row = values![
        endpoint.id.0,
        endpoint.workspace_id.0,
        endpoint.agent_id.0,
        endpoint.kind.as_str(),
        endpoint.direction.as_str(),
        endpoint.environment.as_str(),
        endpoint.value.as_str(),
        micros(endpoint.created_at),
        micros(endpoint.updated_at),
        search_text(endpoint),
    ];
    sql::insert(conn, "agent_endpoint", &format!("{COLUMNS}, search_text"), vec![row]).await
}

/// The endpoint with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: AgentEndpointId,
) -> Result<Option<AgentEndpoint>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM agent_endpoint WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: AgentEndpointId,
) -> Result<Option<AgentEndpoint>, StoreError> {
    let lock = row_lock(tx);
    let sql = format!("SELECT {COLUMNS} FROM agent_endpoint WHERE id = $1 AND workspace_id = $2{lock}");
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// The agent's oldest endpoint of that kind and value.
pub async fn find(
    conn: &impl ConnectionTrait,
    agent_id: AgentId,
    kind: EndpointKind,
    value: &str,
) -> Result<Option<AgentEndpoint>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM agent_endpoint WHERE agent_id = $1 AND kind = $2 AND value = $3 \
         ORDER BY created_at, id LIMIT 1"
    );
    query_one(conn, &sql, values![agent_id.0, kind.as_str(), value], read).await
}

/// The endpoints with these ids, in no particular order.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[AgentEndpointId],
) -> Result<Vec<AgentEndpoint>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM agent_endpoint WHERE workspace_id = $1 AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    query_all(conn, &sql, values, read).await
}

/// Stores what has changed: the environment.
pub async fn update(conn: &impl ConnectionTrait, endpoint: &AgentEndpoint) -> Result<(), StoreError> {
    let sql = "UPDATE agent_endpoint SET environment = $1, search_text = $2, updated_at = $3 \
               WHERE id = $4 AND workspace_id = $5";
    let values = values![
        endpoint.environment.as_str(),
        search_text(endpoint),
        micros(endpoint.updated_at),
        endpoint.id.0,
        endpoint.workspace_id.0,
    ];
    execute_one(conn, "agent endpoint", sql, values).await
}
