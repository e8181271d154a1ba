//! Reading the index.

use colloquy_domain::WorkspaceId;
use colloquy_domain::conversation::{Conversation, ConversationKind};
use colloquy_domain::filter::InstantRange;
use sea_orm::{ConnectionTrait, DbBackend, TransactionSession, TransactionTrait, Value};

use super::expression::{fts5, tsquery};
use super::index::{FARTHEST, first_position};
use crate::conversations;
use crate::error::StoreError;
use crate::sql::{micros, number, query_all, query_one, values};

/// On PostgreSQL, rows that are looked at one by one before the index of words is asked: whatever is common is found
/// among them.
const NEWEST: i64 = 400;

/// On PostgreSQL, rows among which the index is asked then: it has to gather whatever has the words before the newest of
/// these can be named.
const RECENT: i64 = 8_000;

/// Times as many rows are asked for next, as long as…
const WIDEN: i64 = 5;

/// …one in so many has the words. What is rarer is looked for among all.
const RARE: i64 = 500;

/// A word that is looked for; a word begins with it where it is a prefix. Letters and digits alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub word: String,
    /// Whether it is only the beginning.
    pub is_prefix: bool,
}

/// Which conversations are looked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// All of these must stand in some field.
    pub terms: Vec<Term>,
    /// None of these may.
    pub excluded: Vec<Term>,
    /// Whether what was said counts.
    pub in_transcripts: bool,
    /// Whether addresses and numbers count.
    pub in_addresses: bool,
    /// Whether private conversations count.
    pub include_private: bool,
    /// Of one of these kinds.
    pub kinds: Option<Vec<ConversationKind>>,
    /// Begun within.
    pub started_at: InstantRange,
}

/// A conversation that has the words, and its position in the order of hits.
pub type Found = (i64, Conversation);

/// Conversations with the words, newest first, at most `limit`; with `before`, those after the one with that position.
pub async fn find(
    conn: &(impl ConnectionTrait + TransactionTrait),
    wanted: &Wanted,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Found>, StoreError> {
    let range = wanted.started_at;
    let first = range.gte.max(range.gt).map_or(i64::MIN, first_position);
    let last = match (range.lte, range.lt) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let end = last.map_or(i64::MAX, |last| first_position(last).saturating_add(FARTHEST));
    let bounds = Bounds { first, end: before.map_or(end, |before| before.min(end)), limit: number(limit) };
    if conn.get_database_backend() == DbBackend::Sqlite {
        // The order of the tables is given: SQLite cannot know that few rows of the index are needed.
        let source = Source {
            cte: "",
            tables: "search_word CROSS JOIN search_document ON position = search_word.rowid CROSS JOIN conversation",
            chosen: "search_word MATCH $1 AND search_word.rowid >= $2 AND search_word.rowid < $3",
            order: "search_word.rowid",
        };
        return run(conn, wanted, &bounds, fts5(wanted), source).await;
    }
    find_by_ranges(conn, wanted, bounds).await
}

/// On PostgreSQL: among the newest rows first, then among more and more of the older ones, until there are enough.
async fn find_by_ranges(
    conn: &(impl ConnectionTrait + TransactionTrait),
    wanted: &Wanted,
    bounds: Bounds,
) -> Result<Vec<Found>, StoreError> {
    let query = tsquery(wanted);
    let source = |cte| Source { cte, tables: "found JOIN conversation", chosen: "TRUE", order: "position" };
    let walked = format!(
        "WITH found AS (SELECT position, conversation_id FROM \
         (SELECT position, conversation_id, words FROM search_document \
          WHERE workspace = $5 AND position >= $2 AND position < $3 ORDER BY position DESC LIMIT {NEWEST}) AS newest \
         WHERE words @@ CAST(CAST($1 AS TEXT) AS tsquery))"
    );
    // Sorted before they are joined, so that no more are joined than are wanted.
    let asked = "WITH found AS MATERIALIZED (SELECT position, conversation_id FROM search_document \
                 WHERE words @@ CAST(CAST($1 AS TEXT) AS tsquery) AND position >= $2 AND position < $3 \
                 ORDER BY position DESC)";
    // One state of the rows for all ranges, or one that came between two statements would push another out of its range.
    // Planned for their own words and range: a plan for any expects few rows of each.
    let transaction = conn.begin().await?;
    let settings = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; \
                    SET LOCAL plan_cache_mode = force_custom_plan";
    transaction.execute_unprepared(settings).await?;
    let (mut found, mut end) = (Vec::new(), bounds.end);
    let (mut cte, mut rows) = (walked.as_str(), Some(NEWEST));
    loop {
        let oldest = match rows {
            Some(rows) => {
                oldest_of_newest(&transaction, wanted.workspace_id, bounds.first, end, rows).await?
            }
            None => None,
        };
        let range =
            Bounds { first: oldest.unwrap_or(bounds.first), end, limit: bounds.limit - number(found.len()) };
        let part = run(&transaction, wanted, &range, query.clone(), source(cte)).await?;
        let of_part = number(part.len());
        found.extend(part);
        match oldest {
            Some(oldest) if of_part < range.limit => end = oldest,
            _ => break,
        }
        rows = match rows {
            Some(NEWEST) => Some(RECENT),
            Some(rows) if of_part >= rows / RARE => Some(rows * WIDEN),
            _ => None,
        };
        cte = asked;
    }
    transaction.commit().await?;
    Ok(found)
}

/// Position of the oldest of so many newest rows between two positions; none if there are fewer.
async fn oldest_of_newest(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    first: i64,
    end: i64,
    rows: i64,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT position FROM search_document WHERE workspace = $1 AND position >= $2 AND position < $3 \
               ORDER BY position DESC OFFSET $4 LIMIT 1";
    query_one(conn, sql, values![workspace_id.0, first, end, rows - 1], |row| row.take()).await
}

struct Bounds {
    first: i64,
    end: i64,
    limit: i64,
}

/// Where rows of the index come from.
struct Source<'a> {
    cte: &'a str,
    tables: &'a str,
    chosen: &'a str,
    order: &'a str,
}

async fn run(
    conn: &impl ConnectionTrait,
    wanted: &Wanted,
    bounds: &Bounds,
    expression: String,
    Source { cte, tables, chosen, order }: Source<'_>,
) -> Result<Vec<Found>, StoreError> {
    // A conversation whose words name another workspace is no hit there: the words are only the way to it.
    let mut values = values![expression, bounds.first, bounds.end, bounds.limit, wanted.workspace_id.0];
    let conditions = conditions(wanted, &mut values);
    let columns = conversations::COLUMNS;
    let sql = format!(
        "{cte} SELECT position, {columns} FROM {tables} ON id = conversation_id \
         WHERE {chosen} AND workspace_id = $5 AND deleted_at IS NULL{conditions} ORDER BY {order} DESC LIMIT $4"
    );
    query_all(conn, &sql, values, |row| Ok((row.take()?, conversations::read(row)?))).await
}

/// Further conditions on the conversation; their values are added.
fn conditions(wanted: &Wanted, values: &mut Vec<Value>) -> String {
    let mut text = String::new();
    if !wanted.include_private {
        text.push_str(" AND NOT is_private");
    }
    if let Some(kinds) = &wanted.kinds {
        let first = values.len() + 1;
        values.extend(kinds.iter().map(|kind| Value::from(kind.as_str())));
        let list = crate::sql::placeholders(first, kinds.len());
        text.push_str(&if kinds.is_empty() {
            " AND FALSE".to_owned()
        } else {
            format!(" AND kind IN ({list})")
        });
    }
    let range = wanted.started_at;
    for (bound, sign) in [(range.gt, ">"), (range.gte, ">="), (range.lt, "<"), (range.lte, "<=")] {
        if let Some(bound) = bound {
            values.push(micros(bound).into());
            text.push_str(&format!(" AND started_at {sign} ${}", values.len()));
        }
    }
    text
}
