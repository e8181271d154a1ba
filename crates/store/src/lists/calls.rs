//! Pages of calls: conversations that are spoken, however they came in.
//!
//! Sorted by creation or start, a page is walked in an index and the rows are counted beside it. Sorted by anything
//! else, or searched, all rows that are wanted are found once, in an index that holds what is asked of them; page and
//! count come from these.

use colloquy_domain::call::CallStatus;
use colloquy_domain::filter::{CallFilter, CallOrderKey, CallSortValue, CallWindow, Direction};
use colloquy_domain::{ConversationId, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend};

use super::query::Query;
use crate::error::StoreError;
use crate::sql::{Fields, number, query_all, query_one};

/// A row of the list: the call and what it has of that by which is sorted.
type Row = (ConversationId, CallSortValue);

/// A page of the calls that satisfy the filter, and how many there are on all pages. Private ones only where they are
/// to be included.
pub async fn calls(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &CallFilter,
    window: &CallWindow,
) -> Result<(Vec<Row>, u64), StoreError> {
    let is_walked = matches!(window.key, CallOrderKey::CreatedAt | CallOrderKey::StartedAt);
    if is_walked && filter.search.is_none() {
        let total = count(conn, workspace_id, include_private, filter).await?;
        let rows = walk(conn, workspace_id, include_private, filter, window).await?;
        return Ok((rows, total));
    }
    let found = gather(conn, workspace_id, include_private, filter, window).await?;
    let total = match found.first() {
        Some((_, total)) => *total,
        // Behind the last row nothing tells how many there are.
        None if window.after.is_some() => count(conn, workspace_id, include_private, filter).await?,
        None => 0,
    };
    Ok((found.into_iter().map(|(row, _)| row).collect(), total))
}

/// What a call has of that by which is sorted, also where it is deleted; none where the workspace never had it, or it is
/// private and such are not to be included.
pub async fn call_sort_value(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    id: ConversationId,
    key: CallOrderKey,
) -> Result<Option<CallSortValue>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    let wanted = query.value(id.0);
    let shown = if include_private { "" } else { " AND NOT conversation.is_private" };
    let sql = format!(
        "SELECT {} FROM conversation WHERE conversation.workspace_id = {workspace} AND conversation.id = {wanted} \
         AND {SPOKEN}{shown}",
        expression(key, &workspace),
    );
    query_one(conn, &sql, query.into_values(), |row| read_value(row, key)).await
}

const SPOKEN: &str = "conversation.kind IN ('call', 'meeting')";

async fn count(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &CallFilter,
) -> Result<u64, StoreError> {
    let (query, _) = wanted(conn, workspace_id, include_private, filter);
    let sql = format!("SELECT COUNT(*) FROM conversation WHERE {}", query.conditions());
    Ok(query_one(conn, &sql, query.into_values(), |row| row.number()).await?.unwrap_or(0))
}

async fn walk(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &CallFilter,
    window: &CallWindow,
) -> Result<Vec<Row>, StoreError> {
    let (mut query, workspace) = wanted(conn, workspace_id, include_private, filter);
    let key = expression(window.key, &workspace);
    let (operator, direction) = spelled(window.direction);
    match &window.after {
        Some((CallSortValue::Number(micros), id)) => {
            let (micros, id) = (query.value(*micros), query.value(*id));
            query.require(format!("({key}, conversation.id) {operator} ({micros}, {id})"));
        }
        // Every row has such a value: behind those that have none there is nothing.
        Some(_) => return Ok(Vec::new()),
        None => {}
    }
    let limit = query.value(number(window.limit));
    let sql = format!(
        "SELECT conversation.id, {key} FROM conversation WHERE {} \
         ORDER BY {key} {direction}, conversation.id {direction} LIMIT {limit}",
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), |row| {
        Ok((ConversationId(row.uuid()?), read_value(row, window.key)?))
    })
    .await
}

/// The rows of the page, each with the number of rows on all pages.
async fn gather(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &CallFilter,
    window: &CallWindow,
) -> Result<Vec<(Row, u64)>, StoreError> {
    let (mut query, workspace) = wanted(conn, workspace_id, include_private, filter);
    let conditions = query.conditions();
    let key = expression(window.key, &workspace);
    // The same order on both engines, whatever the language of the database is.
    let is_text = window.key == CallOrderKey::Title && conn.get_database_backend() == DbBackend::Postgres;
    let collated = if is_text { "sorted_by COLLATE \"C\"" } else { "sorted_by" };
    let (operator, direction) = spelled(window.direction);
    let after = match &window.after {
        None => String::new(),
        Some((CallSortValue::Nothing, id)) => {
            format!("WHERE sorted_by IS NULL AND id {operator} {}", query.value(*id))
        }
        Some((value, id)) => {
            let value = match value {
                CallSortValue::Text(text) => query.value(text.as_str()),
                CallSortValue::Number(micros) => query.value(*micros),
                CallSortValue::Nothing => query.value(0_i64),
            };
            let id = query.value(*id);
            format!(
                "WHERE sorted_by IS NULL OR {collated} {operator} {value} \
                 OR (sorted_by = {value} AND id {operator} {id})"
            )
        }
    };
    let limit = query.value(number(window.limit));
    let sql = format!(
        "WITH wanted AS MATERIALIZED \
         (SELECT conversation.id AS id, {key} AS sorted_by FROM conversation WHERE {conditions}) \
         SELECT id, sorted_by, (SELECT COUNT(*) FROM wanted) FROM wanted {after} \
         ORDER BY (sorted_by IS NULL), {collated} {direction}, id {direction} LIMIT {limit}"
    );
    query_all(conn, &sql, query.into_values(), |row| {
        let found = (ConversationId(row.uuid()?), read_value(row, window.key)?);
        Ok((found, row.number()?))
    })
    .await
}

/// The conditions of the list, and the placeholder of its workspace.
fn wanted(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &CallFilter,
) -> (Query, String) {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("conversation.workspace_id = {workspace}"));
    query.require("conversation.deleted_at IS NULL");
    query.require(SPOKEN);
    if !include_private {
        query.require("NOT conversation.is_private");
    }
    match filter.status {
        None => {}
        Some(CallStatus::Ended) => {
            query.require(format!("conversation.id NOT IN ({})", live(&workspace, "")));
        }
        Some(status) => {
            let status = format!("AND status = '{}'", status.as_str());
            query.require(format!("conversation.id IN ({})", live(&workspace, &status)));
        }
    }
    for (name, has) in &filter.properties {
        let name = query.value(name.as_str());
        let not = if *has { "" } else { "NOT " };
        query.require(format!(
            "conversation.id {not}IN (SELECT conversation_id FROM conversation_property \
             WHERE workspace_id = {workspace} AND name = {name})"
        ));
    }
    if let Some(search) = &filter.search {
        let position = match conn.get_database_backend() {
            DbBackend::Postgres => "strpos",
            _ => "instr",
        };
        let text = query.value(search.to_lowercase());
        let in_said = if filter.search_transcripts {
            format!("{position}(said, {text}) > 0 OR ")
        } else {
            String::new()
        };
        query.require(format!(
            "(conversation.id IN (SELECT conversation_id FROM conversation_text \
             WHERE workspace_id = {workspace} AND ({in_said}{position}(told, {text}) > 0)) \
             OR ({position}(conversation.search_text, {text}) > 0 \
             AND conversation.id NOT IN ({})))",
            untitled(&workspace)
        ));
    }
    (query, workspace)
}

/// Calls that are not over, of which there are few.
fn live(workspace: &str, condition: &str) -> String {
    format!(
        "SELECT conversation_id FROM call_detail \
         WHERE workspace_id = {workspace} AND status <> 'ended' {condition}"
    )
}

fn untitled(workspace: &str) -> String {
    format!("SELECT conversation_id FROM untitled WHERE workspace_id = {workspace}")
}

fn expression(key: CallOrderKey, workspace: &str) -> String {
    match key {
        CallOrderKey::CreatedAt => "conversation.created_at".to_owned(),
        CallOrderKey::StartedAt => "conversation.started_at".to_owned(),
        CallOrderKey::EndedAt => "conversation.ended_at".to_owned(),
        CallOrderKey::Duration => "(conversation.ended_at - conversation.started_at)".to_owned(),
        CallOrderKey::Title => format!(
            "(CASE WHEN conversation.id IN ({}) THEN NULL ELSE conversation.search_text END)",
            untitled(workspace)
        ),
        // As their names are sorted: ended, in progress, ringing.
        CallOrderKey::Status => {
            let is = |status: CallStatus| live(workspace, &format!("AND status = '{}'", status.as_str()));
            format!(
                "CAST(CASE WHEN conversation.id IN ({}) THEN 2 WHEN conversation.id IN ({}) THEN 1 ELSE 0 END \
                 AS BIGINT)",
                is(CallStatus::Ringing),
                is(CallStatus::InProgress)
            )
        }
    }
}

fn read_value(row: &mut Fields<'_>, key: CallOrderKey) -> Result<CallSortValue, StoreError> {
    let value = match key {
        CallOrderKey::Title => row.take::<Option<String>>()?.map(CallSortValue::Text),
        _ => row.take::<Option<i64>>()?.map(CallSortValue::Number),
    };
    Ok(value.unwrap_or(CallSortValue::Nothing))
}

fn spelled(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::Ascending => (">", "ASC"),
        Direction::Descending => ("<", "DESC"),
    }
}
