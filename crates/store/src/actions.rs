//! Actions of agents. A deleted one is kept and not found any more.

use colloquy_domain::action::{Action, ActionMethod};
use colloquy_domain::filter::{Position, Slice, Sliced};
use colloquy_domain::{ActionId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{Fields, json, micros, values};
use crate::tx::Tx;
use crate::workspace_rows::WorkspaceRows;

static ACTIONS: WorkspaceRows<Action> = WorkspaceRows {
    table: "agent_action",
    what: "action",
    id: "id",
    columns: "id, workspace_id, name, description, waiting_message, method, url, headers, query_params, \
              input_variables, created_at, updated_at",
    read,
};

fn read(row: &mut Fields<'_>) -> Result<Action, StoreError> {
    Ok(Action {
        id: ActionId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        description: row.take()?,
        waiting_message: row.take()?,
        method: row.optional_word(ActionMethod::parse)?,
        url: row.take()?,
        headers: row.json()?,
        query_params: row.json()?,
        input_variables: row.json()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(action: &Action) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        action.id.0,
        action.workspace_id.0,
        action.name.clone(),
        action.description.clone(),
        action.waiting_message.clone(),
        action.method.map(ActionMethod::as_str),
        action.url.clone(),
        json(&action.headers)?,
        json(&action.query_params)?,
        json(&action.input_variables)?,
        micros(action.created_at),
        micros(action.updated_at),
    ])
}

/// Adds an action.
pub async fn insert(tx: &Tx, action: &Action) -> Result<(), StoreError> {
    ACTIONS.insert(tx, write(action)?).await
}

/// The action with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ActionId,
) -> Result<Option<Action>, StoreError> {
    ACTIONS.get(conn, workspace_id, id.0).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ActionId,
) -> Result<Option<Action>, StoreError> {
    ACTIONS.get_for_update(tx, workspace_id, id.0).await
}

/// Stores what has changed.
pub async fn update(tx: &Tx, action: &Action) -> Result<(), StoreError> {
    ACTIONS.update(tx, write(action)?).await
}

/// The actions of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<Action>, StoreError> {
    ACTIONS.list(conn, workspace_id, slice).await
}

/// The actions that were made before a position, the newest first: at most so many.
pub async fn onward(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<Action>, StoreError> {
    ACTIONS.onward(conn, workspace_id, after, limit).await
}

/// The actions with these ids, however many, in no particular order. Those that are unknown are absent.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[ActionId],
) -> Result<Vec<Action>, StoreError> {
    ACTIONS.list_by_ids(conn, workspace_id, ids.iter().map(|id| id.0).collect()).await
}

/// Deletes an action; false where there is none.
pub async fn delete(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ActionId,
    now: Instant,
) -> Result<bool, StoreError> {
    ACTIONS.delete(tx, workspace_id, id.0, now).await
}
