//! Pages of conversations.
//!
//! Two ways lead to a page. Where companies, people or deals are named that few conversations belong to, these are
//! gathered and sorted. Otherwise the list is walked in its order, in an index that holds all that the filters look
//! at, until the page is full. How many belong to them is counted beforehand, up to the number that decides.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::filter::{ConversationFilter, InstantRange, OrderKey};
use colloquy_domain::{ConversationId, WorkspaceId};
use sea_orm::ConnectionTrait;

use super::Window;
use super::members::Bucket;
use super::query::{Query, qualified};
use crate::conversations::{COLUMNS, read};
use crate::error::StoreError;
use crate::sql::{query_all, query_one};

/// Up to so many conversations are gathered.
const FEW: i64 = 5_000;

/// A page of the conversations that satisfy the filter; private ones only where they are to be included.
pub async fn conversations(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &ConversationFilter,
    window: &Window,
) -> Result<Vec<Conversation>, StoreError> {
    if admits_nothing(filter) {
        return Ok(Vec::new());
    }
    let buckets = Bucket::of(filter);
    let mut smallest = None;
    for (position, bucket) in buckets.iter().enumerate() {
        let count = count(conn, workspace_id, bucket).await?;
        if count <= FEW && smallest.is_none_or(|(_, least)| count < least) {
            smallest = Some((position, count));
        }
    }
    let gathered = smallest.map(|(position, _)| position);

    let mut query = Query::default();
    let from = match gathered.and_then(|position| buckets.get(position)) {
        Some(bucket) => {
            let members = bucket.conversations(&mut query, workspace_id);
            query.require("conversation.id = picked.conversation_id");
            format!(
                "(SELECT DISTINCT conversation_id FROM ({members}) AS found) AS picked CROSS JOIN conversation"
            )
        }
        None => "conversation".to_owned(),
    };
    let workspace = query.value(workspace_id.0);
    query.require(format!("conversation.workspace_id = {workspace}"));
    query.require("conversation.deleted_at IS NULL");
    if !include_private {
        query.require("NOT conversation.is_private");
    }
    let columns = Columns::of(window.order.key, filter, gathered.is_some());
    require_filter(&mut query, filter, columns);
    for (position, bucket) in buckets.iter().enumerate() {
        if gathered != Some(position) {
            let condition = bucket.condition(&mut query, workspace_id);
            query.require(condition);
        }
    }
    if let Some(until) = window.until {
        let until = query.value(until);
        query.require(format!("conversation.updated_at <= {until}"));
    }
    let order = query.require_window(columns.key, "conversation.id", window);
    let direction = if order.contains(" ASC") { "ASC" } else { "DESC" };
    let sql = format!(
        "SELECT {} FROM (SELECT conversation.id AS id, {} AS sorted_by FROM {from} WHERE {} {order}) AS page \
         CROSS JOIN conversation WHERE conversation.id = page.id \
         ORDER BY page.sorted_by {direction}, page.id {direction}",
        qualified("conversation", COLUMNS),
        columns.key,
        query.conditions(),
    );
    query_all(conn, &sql, query.into_values(), read).await
}

/// Whether a list with this filter has the conversation; private ones are included.
pub async fn has_conversation(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
    filter: &ConversationFilter,
) -> Result<bool, StoreError> {
    if admits_nothing(filter) {
        return Ok(false);
    }
    let mut query = Query::default();
    let (id, workspace) = (query.value(id.0), query.value(workspace_id.0));
    query.require(format!("conversation.id = {id}"));
    query.require(format!("conversation.workspace_id = {workspace}"));
    query.require("conversation.deleted_at IS NULL");
    // As where rows are gathered first: there is one, found by its id.
    require_filter(&mut query, filter, Columns::of(OrderKey::UpdatedAt, filter, true));
    for bucket in Bucket::of(filter) {
        let condition = bucket.condition(&mut query, workspace_id);
        query.require(condition);
    }
    let sql = format!("SELECT COUNT(*) FROM conversation WHERE {}", query.conditions());
    let count: Option<i64> = query_one(conn, &sql, query.into_values(), |row| row.take()).await?;
    Ok(count.is_some_and(|count| count > 0))
}

/// Whether kinds or statuses are named, but none.
fn admits_nothing(filter: &ConversationFilter) -> bool {
    filter.kinds.as_ref().is_some_and(Vec::is_empty) || filter.statuses.as_ref().is_some_and(Vec::is_empty)
}

/// How the instants of a conversation are written. A sign before a column keeps both engines from using an index of it,
/// where their guess would be worse.
#[derive(Clone, Copy)]
struct Columns {
    /// By what is sorted.
    key: &'static str,
    started_at: &'static str,
    /// Whether the index by change is to be read though the list is sorted by something else.
    reads_by_change: bool,
}

impl Columns {
    fn of(key: OrderKey, filter: &ConversationFilter, is_gathered: bool) -> Self {
        let started_at = "+conversation.started_at";
        // Whether more is asked of a row than the index by start holds. Then the index by change, which holds it all,
        // is read and sorted: quicker than looking at every row.
        let is_narrow = filter.kinds.is_some()
            || filter.statuses.is_some()
            || filter.search.is_some()
            || filter.updated_at != InstantRange::default();
        match (key, is_gathered) {
            (OrderKey::UpdatedAt, false) => {
                Self { key: "conversation.updated_at", started_at, reads_by_change: false }
            }
            (OrderKey::UpdatedAt, true) => {
                Self { key: "+conversation.updated_at", started_at, reads_by_change: false }
            }
            (OrderKey::StartedAt, false) if !is_narrow => {
                let started_at = "conversation.started_at";
                Self { key: started_at, started_at, reads_by_change: false }
            }
            (OrderKey::StartedAt, is_gathered) => {
                Self { key: started_at, started_at, reads_by_change: !is_gathered }
            }
        }
    }
}

fn require_filter(query: &mut Query, filter: &ConversationFilter, columns: Columns) {
    if columns.reads_by_change {
        // True of every row; names the index.
        let earliest = query.value(i64::MIN);
        query.require(format!("conversation.updated_at > {earliest}"));
    }
    if let Some(kinds) = &filter.kinds {
        let kinds = query.values(kinds.iter().map(|kind| kind.as_str()));
        query.require(format!("conversation.kind IN ({kinds})"));
    }
    if let Some(statuses) = &filter.statuses {
        let statuses = query.values(statuses.iter().map(|status| status.as_str()));
        query.require(format!("conversation.processing_status IN ({statuses})"));
    }
    query.require_range("conversation.updated_at", &filter.updated_at);
    query.require_range(columns.started_at, &filter.started_at);
    if let Some(search) = &filter.search {
        query.require_words("conversation.search_text", search);
    }
}

/// How many conversations belong to the bucket, up to one more than [`FEW`].
async fn count(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    bucket: &Bucket<'_>,
) -> Result<i64, StoreError> {
    let mut query = Query::default();
    let members = bucket.conversations(&mut query, workspace_id);
    let sql = format!("SELECT COUNT(*) FROM ({members} LIMIT {}) AS counted", FEW + 1);
    Ok(query_one(conn, &sql, query.into_values(), |row| row.take()).await?.unwrap_or(0))
}
