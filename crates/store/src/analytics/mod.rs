//! Many conversations at once: how many there are, and what the values of a metric come to.
//!
//! A question is answered by one statement. It reads the values of one metric from an index that holds all that is
//! looked at, in the order of the conversations' starts, so that the values of a conversation stand together and are
//! folded as they come; then it adds them up by bucket and part. Conversations that are deleted, or private where the
//! caller may not see these, are few: they are gathered once and left out by a look into that set.
//!
//! The instant of a bucket is never computed here: `(start + shift) / width` is its slot, by the numbers that
//! [`Calendar`] gives.

mod comparison;
mod filters;
mod parts;
mod select;

use std::collections::HashMap;

use colloquy_domain::WorkspaceId;
use colloquy_domain::analytics::{Calendar, Fold, Selection, Tally, Window, percentile};
use sea_orm::{ConnectionTrait, TransactionTrait};
use uuid::Uuid;

use self::parts::Key;
use self::select::Statement;
use crate::error::StoreError;
use crate::sql::{Fields, number, query_each};
use crate::store::Store;

/// Whose conversations are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    /// Of which workspace.
    pub workspace_id: WorkspaceId,
    /// Whether private ones are among them.
    pub includes_private: bool,
}

/// What the values of one bucket and part come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Slot of the bucket; 0 where no calendar was given.
    pub slot: i64,
    /// The value by which the selection is split; none where it is not split, or where there is none.
    pub key: Option<String>,
    /// What they come to.
    pub tally: Tally,
}

/// One value, folded where the selection says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Single {
    /// Slot of the bucket; 0 where no calendar was given.
    pub slot: i64,
    /// The value by which the selection is split; none where it is not split, or where there is none.
    pub key: Option<String>,
    /// The value.
    pub value: f64,
}

/// Most rows that a question is answered of. They are held in memory until they are folded: what has more is refused,
/// and not answered in part.
pub const MOST_ROWS: usize = 1_000_000;

/// What the values of the window come to, by bucket and part; none where these are more than [`MOST_ROWS`]. Not for
/// folds by percentile, which no statement can do: these are for [`singles`].
pub async fn parts(
    store: &Store,
    sight: Sight,
    selection: &Selection,
    window: &Window,
    calendar: Option<&Calendar>,
) -> Result<Option<Vec<Part>>, StoreError> {
    let has_long = select::has_long_texts(store.reader(), sight, selection, window).await?;
    let mut statement = Statement::new(!store.is_sqlite(), sight, selection, window, has_long);
    let (sql, key) = statement.parts(selection, calendar);
    let mut parts = Vec::new();
    let take = |row: &mut Fields<'_>| {
        let slot = row.take()?;
        let key = key.read(row)?;
        let tally = Tally {
            count: row.number()?,
            sum: row.take()?,
            min: row.take()?,
            max: row.take()?,
            passed: row.number()?,
        };
        parts.push(Part { slot, key, tally });
        Ok(())
    };
    let are_all = ask(store, &sql, statement.into_values(), take).await?;
    Ok(are_all.then_some(parts))
}

/// The values of the window themselves, in no order; none where more than [`MOST_ROWS`] would have to be read.
pub async fn singles(
    store: &Store,
    sight: Sight,
    selection: &Selection,
    window: &Window,
    calendar: Option<&Calendar>,
) -> Result<Option<Vec<Single>>, StoreError> {
    let has_long = select::has_long_texts(store.reader(), sight, selection, window).await?;
    let mut statement = Statement::new(!store.is_sqlite(), sight, selection, window, has_long);
    let Some(Fold::Percentile(percent)) = selection.fold else {
        let (sql, key) = statement.singles(calendar);
        let mut singles = Vec::new();
        let take = |row: &mut Fields<'_>| {
            let (slot, key, values) = (row.take::<i64>()?, key.read(row)?, row.take::<String>()?);
            for value in values.split(',') {
                let value = value.parse().map_err(|_| row.corrupt(format!("{value} is no number")))?;
                singles.push(Single { slot, key: key.clone(), value });
            }
            Ok(())
        };
        let are_all = ask(store, &sql, statement.into_values(), take).await?;
        return Ok((are_all && singles.len() <= MOST_ROWS).then_some(singles));
    };
    // Values with their conversations, which are folded here.
    let (sql, key) = statement.singles_with_conversations(calendar);
    let mut of_conversation: HashMap<(Uuid, Option<String>), (i64, Vec<f64>)> = HashMap::new();
    let take = |row: &mut Fields<'_>| {
        let (slot, key, value) = (row.take::<i64>()?, key.read(row)?, row.take::<f64>()?);
        let values = of_conversation.entry((row.uuid()?, key)).or_insert((slot, Vec::new()));
        values.1.push(value);
        Ok(())
    };
    if !ask(store, &sql, statement.into_values(), take).await? {
        return Ok(None);
    }
    let folded = of_conversation.into_iter().filter_map(|((_, key), (slot, mut values))| {
        Some(Single { slot, key, value: percentile(&mut values, f64::from(percent))? })
    });
    Ok(Some(folded.collect()))
}

/// Asks one large question and gives each row to `take`, but for those after [`MOST_ROWS`]: false where there are
/// such. PostgreSQL is told to plan it for its own numbers, since its plan for any numbers expects few rows, and to
/// sort and hash in memory.
async fn ask(
    store: &Store,
    sql: &str,
    values: Vec<sea_orm::Value>,
    mut take: impl FnMut(&mut Fields<'_>) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    let sql = format!("{sql} LIMIT {}", MOST_ROWS + 1);
    let mut rows = 0;
    let count = |row: &mut Fields<'_>| {
        rows += 1;
        if rows > MOST_ROWS { Ok(()) } else { take(row) }
    };
    if store.is_sqlite() {
        query_each(store.reader(), &sql, values, count).await?;
    } else {
        let transaction = store.reader().begin().await?;
        let settings = "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL work_mem = '64MB'";
        transaction.execute_unprepared(settings).await?;
        query_each(&transaction, &sql, values, count).await?;
        transaction.commit().await?;
    }
    Ok(rows <= MOST_ROWS)
}

impl Key {
    /// Reads the column that it is, if there is one.
    fn read(self, row: &mut Fields<'_>) -> Result<Option<String>, StoreError> {
        Ok(match self {
            Self::None => None,
            Self::Text => row.take()?,
            Self::Uuid => row.take::<Option<Uuid>>()?.map(|id| id.to_string()),
            // As JSON writes a number: 3 and not 3.0.
            Self::Number => row.take::<Option<f64>>()?.map(plain),
            Self::Boolean => {
                row.take::<Option<f64>>()?.map(|value| if value == 1.0 { "true" } else { "false" }.to_owned())
            }
        })
    }
}

fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        number(value as i64).to_string()
    } else {
        value.to_string()
    }
}
