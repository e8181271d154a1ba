//! Skills. A deleted one is kept and not found any more.

use colloquy_domain::filter::{Position, Slice, Sliced};
use colloquy_domain::skill::Skill;
use colloquy_domain::{Instant, SkillId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{Fields, json, micros, query_one, values};
use crate::tx::Tx;
use crate::workspace_rows::WorkspaceRows;

const COLUMNS: &str = "id, workspace_id, name, description, language, is_active, initial_message, prompt, \
                       routing_conditions, created_at, updated_at";

static SKILLS: WorkspaceRows<Skill> =
    WorkspaceRows { table: "skill", what: "skill", id: "id", columns: COLUMNS, read };

fn read(row: &mut Fields<'_>) -> Result<Skill, StoreError> {
    Ok(Skill {
        id: SkillId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        description: row.take()?,
        language: row.take()?,
        is_active: row.take()?,
        initial_message: row.take()?,
        prompt: row.take()?,
        routing_conditions: row.json()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(skill: &Skill) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        skill.id.0,
        skill.workspace_id.0,
        skill.name.as_str(),
        skill.description.clone(),
        skill.language.clone(),
        skill.is_active,
        skill.initial_message.clone(),
        skill.prompt.clone(),
        json(&skill.routing_conditions)?,
        micros(skill.created_at),
        micros(skill.updated_at),
    ])
}

/// Adds a skill.
pub async fn insert(tx: &Tx, skill: &Skill) -> Result<(), StoreError> {
    SKILLS.insert(tx, write(skill)?).await
}

/// The skill with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: SkillId,
) -> Result<Option<Skill>, StoreError> {
    SKILLS.get(conn, workspace_id, id.0).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: SkillId,
) -> Result<Option<Skill>, StoreError> {
    SKILLS.get_for_update(tx, workspace_id, id.0).await
}

/// The skill with exactly that name; of several the oldest.
pub async fn find_by_name(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    name: &str,
) -> Result<Option<Skill>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM skill WHERE workspace_id = $1 AND name = $2 AND deleted_at IS NULL \
         ORDER BY created_at, id LIMIT 1"
    );
    query_one(conn, &sql, values![workspace_id.0, name], read).await
}

/// Stores what has changed.
pub async fn update(tx: &Tx, skill: &Skill) -> Result<(), StoreError> {
    SKILLS.update(tx, write(skill)?).await
}

/// The skills of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<Skill>, StoreError> {
    SKILLS.list(conn, workspace_id, slice).await
}

/// The skills that were made before a position, the newest first: at most so many.
pub async fn onward(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<Skill>, StoreError> {
    SKILLS.onward(conn, workspace_id, after, limit).await
}

/// The skills with these ids, however many, in no particular order. Those that are unknown are absent.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[SkillId],
) -> Result<Vec<Skill>, StoreError> {
    SKILLS.list_by_ids(conn, workspace_id, ids.iter().map(|id| id.0).collect()).await
}

/// Deletes a skill; false where there is none.
pub async fn delete(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: SkillId,
    now: Instant,
) -> Result<bool, StoreError> {
    SKILLS.delete(tx, workspace_id, id.0, now).await
}
