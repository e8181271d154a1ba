//! Pages by number: so many rows of a list after so many others, the newest first, and how many there are in all.
//!
//! The ids of a page are found first, in indexes where these hold what is asked of a row, and then the rows of that
//! page only. What is added meanwhile shifts such pages, as with all page numbers.

use colloquy_domain::Instant;
use colloquy_domain::filter::{InstantRange, Slice, Sliced};
use sea_orm::ConnectionTrait;

use super::query::Query;
use crate::error::StoreError;
use crate::sql::{Fields, number, query_all, query_one, values};

/// What a list is made of.
pub(crate) struct Listed<'a> {
    /// The table whose rows they are.
    pub(crate) table: &'a str,
    /// The column of their id.
    pub(crate) id: &'a str,
    /// Another table with one row for each of these, and the condition by which two belong together.
    pub(crate) beside: Option<(&'a str, &'a str)>,
    /// What is read, each column under the name of its table.
    pub(crate) columns: &'a str,
    /// The column that tells how new a row is.
    pub(crate) made_at: &'a str,
}

/// The rows of the slice that satisfy the conditions of `query`, and how many do so in all. Conditions name columns
/// that two tables have in common under the name of their table.
pub(crate) async fn newest_first<T>(
    conn: &impl ConnectionTrait,
    listed: &Listed<'_>,
    query: Query,
    slice: Slice,
    read: impl Fn(&mut Fields<'_>) -> Result<T, StoreError>,
) -> Result<Sliced<T>, StoreError> {
    let Listed { table, id, beside, columns, made_at } = listed;
    // SQLite goes through tables in the order in which they stand at a CROSS JOIN.
    let (tables, joined) = match beside {
        Some((other, condition)) => (format!("{table} CROSS JOIN {other}"), format!("{condition} AND")),
        None => ((*table).to_owned(), String::new()),
    };
    let conditions = query.conditions();
    let mut values = query.into_values();
    let sql = format!("SELECT COUNT(*) FROM {tables} WHERE {joined} {conditions}");
    let total = query_one(conn, &sql, values.clone(), |row| row.number::<u64>()).await?.unwrap_or(0);
    if slice.offset >= total {
        return Ok(Sliced { rows: Vec::new(), total });
    }
    let (limit, offset) = (values.len() + 1, values.len() + 2);
    values.extend(values![number(slice.limit), number(slice.offset)]);
    let order = format!("ORDER BY {table}.{made_at} DESC, {table}.{id} DESC");
    let sql = format!(
        "SELECT {columns} FROM (SELECT {table}.{id} AS id FROM {tables} WHERE {joined} {conditions} \
         {order} LIMIT ${limit} OFFSET ${offset}) AS page \
         CROSS JOIN {tables} WHERE {joined} {table}.{id} = page.id {order}"
    );
    let rows = query_all(conn, &sql, values, read).await?;
    Ok(Sliced { rows, total })
}

/// Not before `from` and not after `until`.
pub(crate) fn between(from: Option<Instant>, until: Option<Instant>) -> InstantRange {
    InstantRange { gte: from, lte: until, ..InstantRange::default() }
}
