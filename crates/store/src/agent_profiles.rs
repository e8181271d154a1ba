//! Profiles of agents that this server holds. A deleted one is kept and not found any more; its agent stays.

use colloquy_domain::agent_profile::AgentProfile;
use colloquy_domain::filter::{Position, Slice, Sliced};
use colloquy_domain::{AgentId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{Fields, json, micros, values};
use crate::tx::Tx;
use crate::workspace_rows::WorkspaceRows;

static PROFILES: WorkspaceRows<AgentProfile> = WorkspaceRows {
    table: "agent_profile",
    what: "agent",
    id: "agent_id",
    columns: "agent_id, workspace_id, settings, is_active, created_at, updated_at",
    read,
};

fn read(row: &mut Fields<'_>) -> Result<AgentProfile, StoreError> {
    Ok(AgentProfile {
        agent_id: AgentId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        settings: row.json()?,
        is_active: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(profile: &AgentProfile) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        profile.agent_id.0,
        profile.workspace_id.0,
        json(&profile.settings)?,
        profile.is_active,
        micros(profile.created_at),
        micros(profile.updated_at),
    ])
}

/// Adds the profile of an agent that has none.
pub async fn insert(tx: &Tx, profile: &AgentProfile) -> Result<(), StoreError> {
    PROFILES.insert(tx, write(profile)?).await
}

/// The profile of that agent.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: AgentId,
) -> Result<Option<AgentProfile>, StoreError> {
    PROFILES.get(conn, workspace_id, id.0).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: AgentId,
) -> Result<Option<AgentProfile>, StoreError> {
    PROFILES.get_for_update(tx, workspace_id, id.0).await
}

/// Stores what has changed.
pub async fn update(tx: &Tx, profile: &AgentProfile) -> Result<(), StoreError> {
    PROFILES.update(tx, write(profile)?).await
}

/// The profiles of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<AgentProfile>, StoreError> {
    PROFILES.list(conn, workspace_id, slice).await
}

/// The profiles that were made before a position, the newest first: at most so many.
pub async fn onward(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<AgentProfile>, StoreError> {
    PROFILES.onward(conn, workspace_id, after, limit).await
}

/// The profiles of these agents, however many, in no particular order. Those that are unknown are absent.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[AgentId],
) -> Result<Vec<AgentProfile>, StoreError> {
    PROFILES.list_by_ids(conn, workspace_id, ids.iter().map(|id| id.0).collect()).await
}

/// Deletes a profile; false where there is none.
pub async fn delete(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: AgentId,
    now: Instant,
) -> Result<bool, StoreError> {
    PROFILES.delete(tx, workspace_id, id.0, now).await
}
