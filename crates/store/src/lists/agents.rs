//! Pages of agents and of their endpoints, the newest first, with how many there are in all.

use colloquy_domain::agent::{Agent, AgentEndpoint};
use colloquy_domain::filter::{Direction, Order, OrderKey, Position};
use colloquy_domain::{AgentId, WorkspaceId};
use sea_orm::ConnectionTrait;

use super::Window;
use super::query::Query;
use crate::agents;
use crate::error::StoreError;
use crate::sql::{Fields, query_all, query_one};

/// Which rows of such a list.
#[derive(Debug, Clone, Default)]
pub struct AgentWindow {
    /// Of this agent only.
    pub agent_id: Option<AgentId>,
    /// Stands somewhere in what a search looks at, in any case.
    pub search: Option<String>,
    /// Only what comes after this position, by time of making.
    pub after: Option<Position>,
    /// At most so many rows.
    pub limit: u64,
}

/// A page of agents, and how many satisfy the filter.
pub async fn agents(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    window: &AgentWindow,
) -> Result<(Vec<Agent>, u64), StoreError> {
    page(conn, workspace_id, "agent", agents::COLUMNS, window, agents::read).await
}

/// A page of endpoints of agents, and how many satisfy the filter.
pub async fn agent_endpoints(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    window: &AgentWindow,
) -> Result<(Vec<AgentEndpoint>, u64), StoreError> {
    let columns = agents::endpoints::COLUMNS;
    page(conn, workspace_id, "agent_endpoint", columns, window, agents::endpoints::read).await
}

async fn page<T>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    table: &str,
    columns: &str,
    window: &AgentWindow,
    read: impl Fn(&mut Fields<'_>) -> Result<T, StoreError>,
) -> Result<(Vec<T>, u64), StoreError> {
    let filtered = || {
        let mut query = Query::default();
        let workspace = query.value(workspace_id.0);
        query.require(format!("workspace_id = {workspace}"));
        if let Some(agent_id) = window.agent_id {
            let agent = query.value(agent_id.0);
            query.require(format!("agent_id = {agent}"));
        }
        if let Some(search) = &window.search {
            query.require_text("search_text", search);
        }
        query
    };
    let counted = filtered();
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE {}", counted.conditions());
    let total = query_one(conn, &sql, counted.into_values(), |row| row.number()).await?.unwrap_or(0);
    let mut query = filtered();
    let order = Order { key: OrderKey::UpdatedAt, direction: Direction::Descending };
    let window = Window { order, after: window.after, until: None, limit: window.limit };
    let order = query.require_window("created_at", "id", &window);
    let sql = format!("SELECT {columns} FROM {table} WHERE {} {order}", query.conditions());
    Ok((query_all(conn, &sql, query.into_values(), read).await?, total))
}
