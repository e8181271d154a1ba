//! Who is not to be written to or called. Addresses are compared as they are: numbers in E.164, e-mail addresses in
//! lower case.
//!
//! An entry is the customer's own ([`opt_out`]) or an operator's ([`put`]). Customers take back what they said themselves
//! ([`opt_in`]), and nothing else. Providers tell of one wish twice, and late: each is told apart by the name of the
//! message that brought it ([`note_wish`]).

use colloquy_domain::dialogue::{Channel, DoNotContact};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{Instant, WorkspaceId};
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

/// Adds an address for an operator; false where it was there: then reason and time stay, and what the customer had said
/// is the operator's word from now on.
pub async fn put(tx: &Tx, entry: &DoNotContact) -> Result<bool, StoreError> {
    if add(tx, entry, false).await? {
        return Ok(true);
    }
    let sql = "UPDATE do_not_contact SET is_opt_out = FALSE WHERE workspace_id = $1 AND address = $2 AND is_opt_out";
    execute(tx, sql, values![entry.workspace_id.0, entry.address.as_str()]).await?;
    Ok(false)
}

/// Adds an address because the customer said so; false where it was there: then all of it stays, also whose word it is.
pub async fn opt_out(tx: &Tx, entry: &DoNotContact) -> Result<bool, StoreError> {
    add(tx, entry, true).await
}

async fn add(tx: &Tx, entry: &DoNotContact, is_opt_out: bool) -> Result<bool, StoreError> {
    let row = values![
        entry.workspace_id.0,
        entry.address.as_str(),
        entry.reason.clone(),
        micros(entry.created_at),
        is_opt_out,
    ];
    let once = "ON CONFLICT (workspace_id, address) DO NOTHING";
    Ok(insert_or(tx, "do_not_contact", &format!("{COLUMNS}, is_opt_out"), vec![row], once).await? > 0)
}

/// Takes back what the customer had said; false where they had not, or an operator wants it as well.
pub async fn opt_in(tx: &Tx, workspace_id: WorkspaceId, address: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM do_not_contact WHERE workspace_id = $1 AND address = $2 AND is_opt_out";
    Ok(execute(tx, sql, values![workspace_id.0, address]).await? > 0)
}

/// Notes that a message of that name brought a wish; false where that was noted before: it has come again.
pub async fn note_wish(
    tx: &Tx,
    channel: Channel,
    channel_key: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let row = values![channel.as_str(), channel_key, micros(now)];
    let once = "ON CONFLICT (channel, channel_key) DO NOTHING";
    Ok(insert_or(tx, "contact_wish", "channel, channel_key, heard_at", vec![row], once).await? > 0)
}

/// Forgets the names of wishes that were heard before then, at most `limit` of them; how many it were.
pub async fn prune_wishes(tx: &Tx, before: Instant, limit: u64) -> Result<u64, StoreError> {
    let sql = "DELETE FROM contact_wish WHERE (channel, channel_key) IN \
               (SELECT channel, channel_key FROM contact_wish WHERE heard_at < $1 ORDER BY heard_at LIMIT $2)";
    execute(tx, sql, values![micros(before), number(limit)]).await
}

/// Removes an address, whoever put it there; false where it was not.
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
