//! Knowledge bases, the texts they are made of, and the passages of these.
//!
//! A deleted knowledge base is kept as a row and not found any more; what it held goes. A source that is read again
//! keeps the ids of those passages whose words stayed the same: what was said in a dialogue can still be shown to rest
//! on them.

mod passages;
mod sources;

pub use self::passages::{CitedPassage, passages, passages_by_ids};
pub use self::sources::{keep_sources, note_source_error, put_source, sources};

use colloquy_domain::filter::{Position, Slice, Sliced};
use colloquy_domain::knowledge::{KnowledgeBase, KnowledgeStatus, Refresh};
use colloquy_domain::{AgentId, Instant, KnowledgeBaseId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{
    Fields, execute, json, micros, number, optional_micros, query_all, query_one, row_lock, values,
};
use crate::tx::Tx;
use crate::workspace_rows::WorkspaceRows;

const COLUMNS: &str = "id, workspace_id, name, kind, title, description, text, urls, agent_ids, refresh, status, \
                       refresh_at, revision, created_at, updated_at";

/// What an agent may look things up in: $1 is the workspace, $2 the agent's id between `%`. Ids are spelled one way
/// only, and none stands within another.
const OF_AGENT: &str = "FROM knowledge_base WHERE workspace_id = $1 AND status = 'active' AND deleted_at IS NULL \
                        AND (agent_ids = '[]' OR agent_ids LIKE $2) ORDER BY created_at, id";

static KNOWLEDGE: WorkspaceRows<KnowledgeBase> =
    WorkspaceRows { table: "knowledge_base", what: "knowledge base", id: "id", columns: COLUMNS, read };

/// The same without their texts, which may be long.
static WITHOUT_TEXTS: WorkspaceRows<KnowledgeBase> = WorkspaceRows {
    table: "knowledge_base",
    what: "knowledge base",
    id: "id",
    columns: "id, workspace_id, name, kind, title, description, CAST(NULL AS TEXT), urls, agent_ids, refresh, \
              status, refresh_at, revision, created_at, updated_at",
    read,
};

fn read(row: &mut Fields<'_>) -> Result<KnowledgeBase, StoreError> {
    Ok(KnowledgeBase {
        id: KnowledgeBaseId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        kind: row.take()?,
        title: row.take()?,
        description: row.take()?,
        text: row.take()?,
        urls: row.json()?,
        agent_ids: row.json()?,
        refresh: row.word(Refresh::parse)?,
        status: row.word(KnowledgeStatus::parse)?,
        refresh_at: row.optional_instant()?,
        revision: row.number()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(base: &KnowledgeBase) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        base.id.0,
        base.workspace_id.0,
        base.name.as_str(),
        base.kind.as_str(),
        base.title.as_str(),
        base.description.clone(),
        base.text.clone(),
        json(&base.urls)?,
        json(&base.agent_ids)?,
        base.refresh.to_string(),
        base.status.as_str(),
        optional_micros(base.refresh_at),
        number(base.revision),
        micros(base.created_at),
        micros(base.updated_at),
    ])
}

/// Adds a knowledge base.
pub async fn insert(tx: &Tx, base: &KnowledgeBase) -> Result<(), StoreError> {
    KNOWLEDGE.insert(tx, write(base)?).await
}

/// The knowledge base with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: KnowledgeBaseId,
) -> Result<Option<KnowledgeBase>, StoreError> {
    KNOWLEDGE.get(conn, workspace_id, id.0).await
}

/// The knowledge base with that id, in whatever workspace: for workers, which act for all.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: KnowledgeBaseId,
) -> Result<Option<KnowledgeBase>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM knowledge_base WHERE id = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there, and before its sources and
/// passages are changed.
pub async fn get_for_update(tx: &Tx, id: KnowledgeBaseId) -> Result<Option<KnowledgeBase>, StoreError> {
    let lock = row_lock(tx);
    let sql = format!("SELECT {COLUMNS} FROM knowledge_base WHERE id = $1 AND deleted_at IS NULL{lock}");
    query_one(tx, &sql, values![id.0], read).await
}

/// Stores what has changed.
pub async fn update(tx: &Tx, base: &KnowledgeBase) -> Result<(), StoreError> {
    KNOWLEDGE.update(tx, write(base)?).await
}

/// The knowledge bases of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<KnowledgeBase>, StoreError> {
    KNOWLEDGE.list(conn, workspace_id, slice).await
}

/// The knowledge bases that were made before a position, the newest first and without their texts: at most so many.
pub async fn onward(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<KnowledgeBase>, StoreError> {
    WITHOUT_TEXTS.onward(conn, workspace_id, after, limit).await
}

/// The active knowledge bases that an agent may look things up in, oldest first.
pub async fn of_agent(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
) -> Result<Vec<KnowledgeBase>, StoreError> {
    let sql = format!("SELECT {COLUMNS} {OF_AGENT}");
    query_all(conn, &sql, values![workspace_id.0, format!("%{agent_id}%")], read).await
}

/// Which these are and what revision each has, without their texts: for telling whether anything changed.
pub async fn revisions_of_agent(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
) -> Result<Vec<(KnowledgeBaseId, u64)>, StoreError> {
    let sql = format!("SELECT id, revision {OF_AGENT}");
    let values = values![workspace_id.0, format!("%{agent_id}%")];
    query_all(conn, &sql, values, |row| Ok((KnowledgeBaseId(row.uuid()?), row.number()?))).await
}

/// Deletes a knowledge base with its text, sources and passages; false where there is none.
pub async fn delete(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: KnowledgeBaseId,
    now: Instant,
) -> Result<bool, StoreError> {
    if !KNOWLEDGE.delete(tx, workspace_id, id.0, now).await? {
        return Ok(false);
    }
    execute(tx, "UPDATE knowledge_base SET text = NULL WHERE id = $1", values![id.0]).await?;
    keep_sources(tx, id, &[]).await?;
    Ok(true)
}
