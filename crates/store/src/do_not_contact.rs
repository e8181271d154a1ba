//! Who is not to be written to or called. Addresses are compared as they are: numbers in E.164, e-mail addresses in
//! lower case.

use colloquy_domain::WorkspaceId;
use colloquy_domain::dialogue::DoNotContact;
use colloquy_domain::filter::{Slice, Sliced};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{Fields, execute, insert_or, micros, number, placeholders, query_all, query_one, values};
use crate::tx::Tx;

const COLUMNS: &str = "workspace_id, address, reason, created_at";

fn read(row: &mut Fields<'_>) -> Result<DoNotContact, StoreError> {
    Ok(DoNotContact {
        workspace_id: WorkspaceId(row.uuid()?),
        address: row.take()?,
        reason: row.take()?,
        created_at: row.instant()?,
    })
}

/// Adds an address; false where it was there: then reason and time stay.
pub async fn put(tx: &Tx, entry: &DoNotContact) -> Result<bool, StoreError> {
    let row = values![
        entry.workspace_id.0,
        entry.address.as_str(),
        entry.reason.clone(),
        micros(entry.created_at),
    ];
    let once = "ON CONFLICT (workspace_id, address) DO NOTHING";
    Ok(insert_or(tx, "do_not_contact", COLUMNS, vec![row], once).await? > 0)
}

/// Removes an address; false where it was not there.
pub async fn remove(tx: &Tx, workspace_id: WorkspaceId, address: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM do_not_contact WHERE workspace_id = $1 AND address = $2";
    Ok(execute(tx, sql, values![workspace_id.0, address]).await? > 0)
}

/// The entry of one of these addresses; of several the first in order of the addresses.
pub async fn find(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    addresses: &[String],
) -> Result<Option<DoNotContact>, StoreError> {
    if addresses.is_empty() {
        return Ok(None);
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM do_not_contact WHERE workspace_id = $1 AND address IN ({}) \
         ORDER BY address LIMIT 1",
        placeholders(2, addresses.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(addresses.iter().map(|address| Value::from(address.as_str())));
    query_one(conn, &sql, values, read).await
}

/// The entries of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<DoNotContact>, StoreError> {
    let sql = "SELECT COUNT(*) FROM do_not_contact WHERE workspace_id = $1";
    let total = query_one(conn, sql, values![workspace_id.0], |row| row.number::<u64>()).await?.unwrap_or(0);
    let sql = format!(
        "SELECT {COLUMNS} FROM do_not_contact WHERE workspace_id = $1 \
         ORDER BY created_at DESC, address DESC LIMIT $2 OFFSET $3"
    );
    let values = values![workspace_id.0, number(slice.limit), number(slice.offset)];
    let rows = query_all(conn, &sql, values, read).await?;
    Ok(Sliced { rows, total })
}
