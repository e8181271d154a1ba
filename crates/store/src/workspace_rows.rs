//! Rows that belong to a workspace and stay in their table when they are deleted, found by nothing.
//!
//! What tables of such rows have in common: `workspace_id`, `created_at`, `updated_at` and `deleted_at`.

use colloquy_domain::filter::{Order, Position, Slice, Sliced};
use colloquy_domain::{Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::error::StoreError;
use crate::lists::Window;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, newest_first};
use crate::sql::{
    self, Fields, IDS_AT_ONCE, execute, execute_one, micros, placeholders, query_all, query_one, row_lock,
    values,
};
use crate::tx::Tx;

/// A table of such rows.
pub(crate) struct WorkspaceRows<T> {
    pub(crate) table: &'static str,
    /// What one of them is called where it is not found.
    pub(crate) what: &'static str,
    /// The column of the id.
    pub(crate) id: &'static str,
    /// What is read and written: the id first, then the workspace.
    pub(crate) columns: &'static str,
    pub(crate) read: fn(&mut Fields<'_>) -> Result<T, StoreError>,
}

impl<T> WorkspaceRows<T> {
    pub(crate) async fn insert(&self, tx: &Tx, row: Vec<Value>) -> Result<(), StoreError> {
        sql::insert(tx, self.table, self.columns, vec![row]).await
    }

    pub(crate) async fn get(
        &self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        id: Uuid,
    ) -> Result<Option<T>, StoreError> {
        self.find(conn, workspace_id, id, "").await
    }

    /// The same, locked until the transaction ends.
    pub(crate) async fn get_for_update(
        &self,
        tx: &Tx,
        workspace_id: WorkspaceId,
        id: Uuid,
    ) -> Result<Option<T>, StoreError> {
        self.find(tx, workspace_id, id, row_lock(tx)).await
    }

    async fn find(
        &self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        id: Uuid,
        lock: &str,
    ) -> Result<Option<T>, StoreError> {
        let Self { table, id: column, columns, .. } = self;
        let sql = format!(
            "SELECT {columns} FROM {table} WHERE {column} = $1 AND workspace_id = $2 AND deleted_at IS NULL{lock}"
        );
        query_one(conn, &sql, values![id, workspace_id.0], self.read).await
    }

    /// Stores the row in place of the one with its id and workspace.
    pub(crate) async fn update(&self, tx: &Tx, row: Vec<Value>) -> Result<(), StoreError> {
        let Self { table, id, columns, .. } = self;
        let sql = format!(
            "UPDATE {table} SET {} WHERE {id} = $1 AND workspace_id = $2 AND deleted_at IS NULL",
            sql::assignments(columns)
        );
        execute_one(tx, self.what, &sql, row).await
    }

    /// Those of the slice, the newest first, and how many there are.
    pub(crate) async fn list(
        &self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        slice: Slice,
    ) -> Result<Sliced<T>, StoreError> {
        let table = self.table;
        let mut query = Query::default();
        let workspace = query.value(workspace_id.0);
        query.require(format!("{table}.workspace_id = {workspace}"));
        query.require(format!("{table}.deleted_at IS NULL"));
        let columns = qualified(table, self.columns);
        let listed = Listed { table, id: self.id, beside: None, columns: &columns, made_at: "created_at" };
        newest_first(conn, &listed, query, slice, self.read).await
    }

    /// Those that were made before a position, the newest first: at most so many.
    pub(crate) async fn onward(
        &self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        after: Option<Position>,
        limit: u64,
    ) -> Result<Vec<T>, StoreError> {
        let Self { table, id, columns, .. } = self;
        let mut query = Query::default();
        let workspace = query.value(workspace_id.0);
        query.require(format!("workspace_id = {workspace}"));
        query.require("deleted_at IS NULL");
        let window = Window { order: Order::default(), after, until: None, limit };
        let order = query.require_window("created_at", id, &window);
        let sql = format!("SELECT {columns} FROM {table} WHERE {} {order}", query.conditions());
        query_all(conn, &sql, query.into_values(), self.read).await
    }

    /// Those with these ids, however many, in no particular order.
    pub(crate) async fn list_by_ids(
        &self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        ids: Vec<Uuid>,
    ) -> Result<Vec<T>, StoreError> {
        let Self { table, id, columns, .. } = self;
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(IDS_AT_ONCE) {
            let sql = format!(
                "SELECT {columns} FROM {table} WHERE workspace_id = $1 AND {id} IN ({}) AND deleted_at IS NULL",
                placeholders(2, some.len())
            );
            let mut values = values![workspace_id.0];
            values.extend(some.iter().map(|id| Value::from(*id)));
            found.extend(query_all(conn, &sql, values, self.read).await?);
        }
        Ok(found)
    }

    /// Has nothing find a row any more; false where nothing found it before.
    pub(crate) async fn delete(
        &self,
        tx: &Tx,
        workspace_id: WorkspaceId,
        id: Uuid,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let Self { table, id: column, .. } = self;
        let sql = format!(
            "UPDATE {table} SET deleted_at = $1, updated_at = $1 \
             WHERE {column} = $2 AND workspace_id = $3 AND deleted_at IS NULL"
        );
        Ok(execute(tx, &sql, values![micros(now), id, workspace_id.0]).await? > 0)
    }
}
