//! Call centers.

use std::collections::HashMap;

use colloquy_domain::attribution::CallCenter;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{CallCenterId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, newest_first};
use crate::sql::{
    self, Fields, IDS_AT_ONCE, execute_one, insert_or, micros, placeholders, query_all, query_one, row_lock,
    values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, key, name, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<CallCenter, StoreError> {
    Ok(CallCenter {
        id: CallCenterId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        key: row.take()?,
        name: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(call_center: &CallCenter) -> Vec<Value> {
    values![
        call_center.id.0,
        call_center.workspace_id.0,
        call_center.key.as_str(),
        call_center.name.as_str(),
        micros(call_center.created_at),
        micros(call_center.updated_at),
    ]
}

/// Adds a call center. A taken key is a conflict of [`CALL_CENTER_KEY`](crate::constraint::CALL_CENTER_KEY).
pub async fn insert(tx: &Tx, call_center: &CallCenter) -> Result<(), StoreError> {
    sql::insert(tx, "call_center", COLUMNS, vec![write(call_center)]).await
}

/// The call center with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CallCenterId,
) -> Result<Option<CallCenter>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM call_center WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The call center with that key.
pub async fn get_by_key(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    key: &str,
) -> Result<Option<CallCenter>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM call_center WHERE workspace_id = $1 AND key = $2");
    query_one(conn, &sql, values![workspace_id.0, key], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_by_key_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    key: &str,
) -> Result<Option<CallCenter>, StoreError> {
    let lock = row_lock(tx);
    let sql = format!("SELECT {COLUMNS} FROM call_center WHERE workspace_id = $1 AND key = $2{lock}");
    query_one(tx, &sql, values![workspace_id.0, key], read).await
}

/// The call center with that key, which is made where there is none, with the key as its name.
pub async fn find_or_create(
    tx: &Tx,
    workspace_id: WorkspaceId,
    key: &str,
    now: Instant,
) -> Result<CallCenter, StoreError> {
    if let Some(call_center) = get_by_key(tx, workspace_id, key).await? {
        return Ok(call_center);
    }
    let call_center = CallCenter {
        id: CallCenterId::generate(),
        workspace_id,
        key: key.to_owned(),
        name: key.to_owned(),
        created_at: now,
        updated_at: now,
    };
    // Where another transaction makes it at the same time, this waits for that one and then finds its row.
    let once = "ON CONFLICT (workspace_id, key) DO NOTHING";
    if insert_or(tx, "call_center", COLUMNS, vec![write(&call_center)], once).await? == 0 {
        return get_by_key(tx, workspace_id, key).await?.ok_or(StoreError::NotFound("call center"));
    }
    get(tx, workspace_id, call_center.id).await?.ok_or(StoreError::NotFound("call center"))
}

/// Stores what has changed. A taken key is a conflict as at [`insert`].
pub async fn update(tx: &Tx, call_center: &CallCenter) -> Result<(), StoreError> {
    let sql =
        "UPDATE call_center SET key = $1, name = $2, updated_at = $3 WHERE id = $4 AND workspace_id = $5";
    let values = values![
        call_center.key.as_str(),
        call_center.name.as_str(),
        micros(call_center.updated_at),
        call_center.id.0,
        call_center.workspace_id.0,
    ];
    execute_one(tx, "call center", sql, values).await
}

/// The call centers of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<CallCenter>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("call_center.workspace_id = {workspace}"));
    let columns = qualified("call_center", COLUMNS);
    let listed =
        Listed { table: "call_center", id: "id", beside: None, columns: &columns, made_at: "created_at" };
    newest_first(conn, &listed, query, slice, read).await
}

/// The keys of several call centers.
pub async fn keys(
    conn: &impl ConnectionTrait,
    ids: &[CallCenterId],
) -> Result<HashMap<CallCenterId, String>, StoreError> {
    Ok(names(conn, ids).await?.into_iter().map(|(id, (key, _))| (id, key)).collect())
}

/// The keys and names of several call centers, however many.
pub async fn names(
    conn: &impl ConnectionTrait,
    ids: &[CallCenterId],
) -> Result<HashMap<CallCenterId, (String, String)>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql =
            format!("SELECT id, key, name FROM call_center WHERE id IN ({})", placeholders(1, some.len()));
        let values = some.iter().map(|id| id.0.into()).collect();
        let named =
            query_all(conn, &sql, values, |row| Ok((CallCenterId(row.uuid()?), (row.take()?, row.take()?))));
        found.extend(named.await?);
    }
    Ok(found)
}
