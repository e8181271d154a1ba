//! Addresses, numbers and domains: each belongs to one contact or company, and is unique in the workspace among those
//! that are not deleted.

use std::collections::HashMap;

use colloquy_domain::WorkspaceId;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{self, execute, number, placeholders, query_all, values};

/// A table of such values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnedValues {
    pub(crate) table: &'static str,
    /// The column that names the owner.
    pub(crate) owner: &'static str,
}

impl OwnedValues {
    /// Adds the values of several owners.
    pub(crate) async fn insert(
        self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        owned: impl IntoIterator<Item = (Uuid, &Vec<String>)>,
    ) -> Result<(), StoreError> {
        let mut rows: Vec<(&String, Uuid, usize)> = owned
            .into_iter()
            .flat_map(|(owner, own)| {
                own.iter().enumerate().map(move |(position, value)| (value, owner, position))
            })
            .collect();
        // In order of the values: two transactions that bring the same ones wait for each other at the first, and
        // not each for the other for ever.
        rows.sort_by_key(|(value, ..)| *value);
        let rows: Vec<Vec<Value>> = rows
            .into_iter()
            .map(|(value, owner, position)| {
                values![workspace_id.0, value.as_str(), owner, number(position), true]
            })
            .collect();
        let columns = format!("workspace_id, value, {}, position, is_active", self.owner);
        sql::insert(conn, self.table, &columns, rows).await
    }

    /// Puts `own` in place of what the owner had.
    pub(crate) async fn replace(
        self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        owner: Uuid,
        own: &Vec<String>,
    ) -> Result<(), StoreError> {
        let sql = format!("DELETE FROM {} WHERE {} = $1", self.table, self.owner);
        execute(conn, &sql, values![owner]).await?;
        self.insert(conn, workspace_id, [(owner, own)]).await
    }

    /// Frees the values for others; they stay with their owner.
    pub(crate) async fn release(self, conn: &impl ConnectionTrait, owner: Uuid) -> Result<(), StoreError> {
        let sql = format!("UPDATE {} SET is_active = $1 WHERE {} = $2", self.table, self.owner);
        execute(conn, &sql, values![false, owner]).await?;
        Ok(())
    }

    /// The owners that have any of `wanted`.
    pub(crate) async fn owners<S: AsRef<str> + Sync>(
        self,
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        wanted: &[S],
    ) -> Result<Vec<Uuid>, StoreError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT DISTINCT {} FROM {} WHERE workspace_id = $1 AND is_active AND value IN ({})",
            self.owner,
            self.table,
            placeholders(2, wanted.len())
        );
        let mut values = values![workspace_id.0];
        values.extend(wanted.iter().map(|value| value.as_ref().into()));
        query_all(conn, &sql, values, |row| row.uuid()).await
    }

    /// The values of each of these owners, in their order.
    pub(crate) async fn of(
        self,
        conn: &impl ConnectionTrait,
        owners: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
        let sql = format!(
            "SELECT {owner}, value FROM {} WHERE {owner} IN ({}) ORDER BY {owner}, position",
            self.table,
            placeholders(1, owners.len()),
            owner = self.owner,
        );
        let values = owners.iter().map(|id| (*id).into()).collect();
        let owned: Vec<(Uuid, String)> =
            query_all(conn, &sql, values, |row| Ok((row.uuid()?, row.take()?))).await?;
        let mut by_owner: HashMap<Uuid, Vec<String>> = HashMap::new();
        for (owner, value) in owned {
            by_owner.entry(owner).or_default().push(value);
        }
        Ok(by_owner)
    }
}
