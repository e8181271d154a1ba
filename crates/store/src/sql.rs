//! Small tools for writing SQL that both engines understand.
//!
//! Statements are plain text with `$1` placeholders. SQLite takes them too, but as names that it looks up one
//! by one, which makes a statement with thousands of them cost seconds: it gets `?1` instead. So no `$` may
//! stand in a statement for anything else. Rows are read by position, in the order of the module's own column list, so that a list and its reader stand next to each other.
//!
//! The one place where the spelling of values is decided: an instant is microseconds since 1970 (UTC, 64
//! bits), an id is a UUID column (16 bytes on SQLite), a document is JSON text, a number is 64 bits.

use std::collections::HashMap;

use colloquy_domain::{ConversationId, Instant};
use futures::TryStreamExt;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, StreamTrait, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::StoreError;
use crate::tx::Tx;

/// Values of a statement, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}
pub(crate) use values;

/// What a SELECT ends with that locks its rows until the transaction ends: of two changes of one row the later one
/// waits and then sees what the earlier one did. SQLite has one writer at a time and no such clause.
pub(crate) fn row_lock(tx: &Tx) -> &'static str {
    if tx.get_database_backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" }
}

/// Has others who take the lock of the same name wait until this transaction ends: for adding what no constraint keeps
/// from being added twice. SQLite has one writer at a time.
pub(crate) async fn name_lock(tx: &Tx, name: &str) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", values![name]).await?;
    }
    Ok(())
}

/// Longer statements are cut: SQLite takes at most 32,766 parameters, and prepared statements are kept.
const PARAMETERS_PER_STATEMENT: usize = 3_000;

/// Ids that a statement names at most, where there may be any number of them.
pub(crate) const IDS_AT_ONCE: usize = 500;

fn statement(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    let backend = conn.get_database_backend();
    let sql = if backend == DbBackend::Sqlite { sql.replace('$', "?") } else { sql.to_owned() };
    Statement::from_sql_and_values(backend, sql, values)
}

pub(crate) async fn execute(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<u64, StoreError> {
    let statement = statement(conn, sql, values);
    Ok(conn.execute_raw(statement).await?.rows_affected())
}

/// Changes exactly one row, or fails with [`StoreError::NotFound`].
pub(crate) async fn execute_one(
    conn: &impl ConnectionTrait,
    what: &'static str,
    sql: &str,
    values: Vec<Value>,
) -> Result<(), StoreError> {
    match execute(conn, sql, values).await? {
        0 => Err(StoreError::NotFound(what)),
        _ => Ok(()),
    }
}

pub(crate) async fn query_one<T>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
    read: impl Fn(&mut Fields<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let statement = statement(conn, sql, values);
    let row = conn.query_one_raw(statement).await?;
    row.map(|row| read(&mut Fields::new(&row))).transpose()
}

pub(crate) async fn query_all<T>(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
    read: impl Fn(&mut Fields<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let statement = statement(conn, sql, values);
    let rows = conn.query_all_raw(statement).await?;
    rows.iter().map(|row| read(&mut Fields::new(row))).collect()
}

/// Gives each row to `take` as it comes, so that a large answer is never held as rows.
pub(crate) async fn query_each(
    conn: &(impl ConnectionTrait + StreamTrait),
    sql: &str,
    values: Vec<Value>,
    mut take: impl FnMut(&mut Fields<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let statement = statement(conn, sql, values);
    let mut rows = std::pin::pin!(conn.stream_raw(statement).await?);
    while let Some(row) = rows.try_next().await? {
        take(&mut Fields::new(&row))?;
    }
    Ok(())
}

/// Rows of several conversations by conversation: `select` ends before WHERE and names the conversation first, which
/// `column` is; `rest` follows the condition. Those without rows are absent.
pub(crate) async fn query_by_conversation<T>(
    conn: &impl ConnectionTrait,
    select: &str,
    column: &str,
    rest: &str,
    ids: &[ConversationId],
    read: impl Fn(&mut Fields<'_>) -> Result<T, StoreError>,
) -> Result<HashMap<ConversationId, Vec<T>>, StoreError> {
    let mut found: HashMap<ConversationId, Vec<T>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = format!("{select} WHERE {column} IN ({}) {rest}", placeholders(1, ids.len()));
    let values = ids.iter().map(|id| id.0.into()).collect();
    let rows = query_all(conn, &sql, values, |row| Ok((ConversationId(row.uuid()?), read(row)?))).await?;
    for (id, row) in rows {
        found.entry(id).or_default().push(row);
    }
    Ok(found)
}

/// Inserts rows of the same shape; `columns` is a list separated by commas. Does nothing without rows.
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    table: &str,
    columns: &str,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    insert_or(conn, table, columns, rows, "").await.map(|_| ())
}

/// The same with something after the values, such as `ON CONFLICT …`; returns the number of rows inserted.
pub(crate) async fn insert_or(
    conn: &impl ConnectionTrait,
    table: &str,
    columns: &str,
    rows: Vec<Vec<Value>>,
    suffix: &str,
) -> Result<u64, StoreError> {
    let mut inserted = 0;
    let width = columns.split(',').count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take((PARAMETERS_PER_STATEMENT / width).max(1)).collect();
        let sql = format!(
            "INSERT INTO {table} ({columns}) VALUES {} {suffix}",
            placeholder_rows(chunk.len(), width)
        );
        inserted += execute(conn, &sql, chunk.into_iter().flatten().collect()).await?;
    }
    Ok(inserted)
}

/// `($1, $2), ($3, $4)`: so many rows of so many placeholders.
fn placeholder_rows(rows: usize, width: usize) -> String {
    (0..rows).map(|row| format!("({})", placeholders(row * width + 1, width))).collect::<Vec<_>>().join(", ")
}

/// `$4, $5, $6`: so many placeholders from `first` on.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// `name = $3, text = $4`: what an UPDATE sets whose values are those of a row with these columns. The first two,
/// id and workspace, are left to its condition.
pub(crate) fn assignments(columns: &str) -> String {
    let numbered = columns.split(", ").zip(1..).skip(2);
    numbered.map(|(column, number)| format!("{column} = ${number}")).collect::<Vec<_>>().join(", ")
}

/// Microseconds since 1970. Years beyond ±290,000 do not fit and do not occur.
pub(crate) fn micros(instant: Instant) -> i64 {
    i64::try_from(instant.unix_timestamp_nanos().div_euclid(1000)).unwrap_or(i64::MAX)
}

pub(crate) fn optional_micros(instant: Option<Instant>) -> Option<i64> {
    instant.map(micros)
}

/// What a search looks at: the parts in lower case, each on a line of its own. Words are looked for inside it, so
/// nothing that is searched for can reach from one part into the next.
pub(crate) fn searchable<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().map(str::to_lowercase).collect::<Vec<_>>().join("\n")
}

/// A document as it is stored.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt {
        column: "(to be written)".to_owned(),
        reason: error.to_string(),
    })
}

/// A number that is stored as 64 bits with a sign; what does not fit is cut to the largest.
pub(crate) fn number(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

/// Reads the columns of a row one after the other.
pub(crate) struct Fields<'row> {
    row: &'row QueryResult,
    next: usize,
}

impl<'row> Fields<'row> {
    fn new(row: &'row QueryResult) -> Self {
        Self { row, next: 0 }
    }

    /// The next column as it is.
    pub(crate) fn take<T: TryGetable>(&mut self) -> Result<T, StoreError> {
        let position = self.next;
        self.next += 1;
        self.row.try_get_by_index(position).map_err(|error| self.corrupt(error))
    }

    pub(crate) fn uuid(&mut self) -> Result<Uuid, StoreError> {
        self.take()
    }

    pub(crate) fn instant(&mut self) -> Result<Instant, StoreError> {
        let micros = self.take::<i64>()?;
        self.to_instant(micros)
    }

    pub(crate) fn optional_instant(&mut self) -> Result<Option<Instant>, StoreError> {
        let micros = self.take::<Option<i64>>()?;
        micros.map(|micros| self.to_instant(micros)).transpose()
    }

    /// A number that was written with [`number`].
    pub(crate) fn number<T: TryFrom<i64>>(&mut self) -> Result<T, StoreError> {
        let value = self.take::<i64>()?;
        T::try_from(value).map_err(|_| self.corrupt(format!("{value} is out of range")))
    }

    pub(crate) fn optional_number<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, StoreError> {
        let value = self.take::<Option<i64>>()?;
        value
            .map(|value| T::try_from(value).map_err(|_| self.corrupt(format!("{value} is out of range"))))
            .transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Result<T, StoreError> {
        let text = self.take::<String>()?;
        serde_json::from_str(&text).map_err(|error| self.corrupt(error))
    }

    pub(crate) fn optional_json<T: DeserializeOwned>(&mut self) -> Result<Option<T>, StoreError> {
        let text = self.take::<Option<String>>()?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| self.corrupt(error))).transpose()
    }

    /// A word that `parse` knows.
    pub(crate) fn word<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.take::<String>()?;
        parse(&text).ok_or_else(|| self.corrupt(format!("unknown word {text:?}")))
    }

    pub(crate) fn optional_word<T>(
        &mut self,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let text = self.take::<Option<String>>()?;
        text.map(|text| parse(&text).ok_or_else(|| self.corrupt(format!("unknown word {text:?}"))))
            .transpose()
    }

    fn to_instant(&self, micros: i64) -> Result<Instant, StoreError> {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000)
            .map_err(|error| self.corrupt(error))
    }

    /// An error about the column that was read last.
    pub(crate) fn corrupt(&self, reason: impl ToString) -> StoreError {
        let position = self.next.saturating_sub(1);
        let column = self.row.column_names().get(position).cloned().unwrap_or_else(|| position.to_string());
        StoreError::Corrupt { column, reason: reason.to_string() }
    }
}
