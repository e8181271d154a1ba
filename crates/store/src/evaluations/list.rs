//! Which evaluations, page by page.

use colloquy_domain::evaluation::{Evaluation, EvaluationFilter};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{EvaluationId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend};

use super::days::day_of;
use super::{COLUMNS, read};
use crate::error::StoreError;
use crate::lists::query::Query;
use crate::sql::{micros, number, query_all, query_one};

/// The conditions of a filter on rows of `evaluation`. Those of analytics are about [current](super) ones only and add
/// `is_current`.
pub(crate) fn filtered(workspace_id: WorkspaceId, filter: &EvaluationFilter, include_private: bool) -> Query {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("workspace_id = {workspace}"));
    query.require("deleted_at IS NULL");
    if !include_private {
        query.require("NOT is_private");
    }
    let ids = [
        ("project_id", filter.project_id.map(|id| id.0)),
        ("conversation_id", filter.conversation_id.map(|id| id.0)),
        ("campaign_id", filter.campaign_id.map(|id| id.0)),
        ("call_center_id", filter.call_center_id.map(|id| id.0)),
    ];
    for (column, id) in ids {
        if let Some(id) = id {
            let id = query.value(id);
            query.require(format!("{column} = {id}"));
        }
    }
    let words = [
        ("executive_name", filter.executive_name.as_deref()),
        ("state", filter.state.map(|state| state.as_str())),
        ("sentiment", filter.sentiment.map(|feeling| feeling.as_str())),
    ];
    for (column, word) in words {
        if let Some(word) = word {
            let word = query.value(word);
            query.require(format!("{column} = {word}"));
        }
    }
    match filter.is_ai_call {
        Some(true) => query.require("is_ai_call"),
        Some(false) => query.require("NOT is_ai_call"),
        None => {}
    }
    for (operator, bound) in [(">=", filter.from), ("<=", filter.until)] {
        if let Some(bound) = bound {
            // The day is what analytics finds rows by.
            let (day, bound) = (query.value(day_of(bound)), query.value(micros(bound)));
            query.require(format!("recorded_day {operator} {day} AND recorded_at {operator} {bound}"));
        }
    }
    query
}

/// Evaluations of a workspace, newest first, current and former ones; those of private conversations only where they
/// are to be included.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
    slice: Slice,
) -> Result<Sliced<Evaluation>, StoreError> {
    let counted = filtered(workspace_id, filter, include_private);
    let sql = format!("SELECT COUNT(*) FROM evaluation WHERE {}", counted.conditions());
    let total = query_one(conn, &sql, counted.into_values(), |row| row.number()).await?.unwrap_or(0);
    let mut query = filtered(workspace_id, filter, include_private);
    let (limit, offset) = (query.value(number(slice.limit)), query.value(number(slice.offset)));
    let sql = format!(
        "SELECT {COLUMNS} FROM evaluation WHERE {} \
         ORDER BY created_at DESC, id DESC LIMIT {limit} OFFSET {offset}",
        query.conditions()
    );
    Ok(Sliced { rows: query_all(conn, &sql, query.into_values(), read).await?, total })
}

/// The current evaluations of a workspace by the time of their recordings, from the one after `after` on, at most
/// `limit`: for files with all of them.
pub async fn walk(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
    after: Option<(Instant, EvaluationId)>,
    limit: u64,
) -> Result<Vec<Evaluation>, StoreError> {
    let source = source(conn, filter, "evaluation_recorded");
    let mut query = filtered(workspace_id, filter, include_private);
    query.require("is_current");
    if let Some((recorded_at, id)) = after {
        let (recorded_at, id) = (query.value(micros(recorded_at)), query.value(id.0));
        query.require(format!("recorded_at >= {recorded_at}"));
        query.require(format!("(recorded_at, id) > ({recorded_at}, {id})"));
    }
    let limit = query.value(number(limit));
    let sql = format!(
        "SELECT {COLUMNS} FROM {source} WHERE {} ORDER BY recorded_at, id LIMIT {limit}",
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), read).await
}

/// The table of current evaluations. Left to itself SQLite takes an index that holds less than this one, and looks into
/// the table for every row, or sorts them; one conversation's are found by another index.
pub(crate) fn source(conn: &impl ConnectionTrait, filter: &EvaluationFilter, index: &str) -> String {
    if conn.get_database_backend() == DbBackend::Sqlite && filter.conversation_id.is_none() {
        format!("evaluation INDEXED BY {index}")
    } else {
        "evaluation".to_owned()
    }
}
