//! Pages of conversations.
//!
//! Three ways lead to a page. Where something is named that few conversations belong to (a person, a deal, a tag), these are
//! gathered and sorted. Otherwise the list is walked in its order, in an index that holds all that the filters look
//! at, until the page is full; what belongs to what is asked of each row on the way. How many belong to what is named is
//! counted beforehand, up to the number that decides.
//!
//! Where many have each of the things that are named and few have all of them, such a walk could go on to the end of the
//! list. Lists that people narrow as they like ([`conversations_within`]) therefore look at a bounded number of rows for
//! one page, and say how far they have looked.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::Feeling;
use colloquy_domain::filter::{ConversationFilter, Direction, InstantRange, OrderKey, Position};
use colloquy_domain::{ConversationId, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend, TransactionSession, TransactionTrait};

use super::Window;
use super::members::Bucket;
use super::names::Name;
use super::query::{Query, qualified};
use crate::conversations::{COLUMNS, read};
use crate::error::StoreError;
use crate::sql::{number, query_all, query_one};

/// Up to so many conversations are gathered.
pub(super) const FEW: i64 = 5_000;

/// Some conversations, and how far they were looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looked {
    /// The conversations, in order.
    pub rows: Vec<Conversation>,
    /// The place up to which was looked, where there may be more behind it though the page is not full.
    pub looked_to: Option<Position>,
}

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
    Wanted::plan(conn, workspace_id, include_private, filter).await?.page(conn, window).await
}

/// The same, looked for among the next so many rows where looking on may bring nothing for long: where the page is not full,
/// [`Looked::looked_to`] says whether, and from where, there may be more.
pub async fn conversations_within(
    conn: &(impl ConnectionTrait + TransactionTrait),
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &ConversationFilter,
    window: &Window,
    most_looked_at: u64,
) -> Result<Looked, StoreError> {
    if admits_nothing(filter) {
        return Ok(Looked::default());
    }
    let wanted = Wanted::plan(conn, workspace_id, include_private, filter).await?;
    if !wanted.may_be_slow() {
        return Ok(Looked { rows: wanted.page(conn, window).await?, looked_to: None });
    }
    // One state of the rows for both statements: a row that is changed between them moves, and others with it.
    let transaction = conn.begin().await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        let settings = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        transaction.execute_unprepared(settings).await?;
    }
    let rows = wanted.part(&transaction, window, most_looked_at).await?;
    let looked_to = if number(rows.len()) < number(window.limit) {
        wanted.end_of_part(&transaction, window, most_looked_at).await?
    } else {
        None
    };
    transaction.commit().await?;
    Ok(Looked { rows, looked_to })
}

/// Whether a list with this filter has the conversation; private ones are included.
pub async fn has_conversation(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
    filter: &ConversationFilter,
) -> Result<bool, StoreError> {
    Ok(!having(conn, workspace_id, &[id], filter).await?.is_empty())
}

/// Those of the conversations, of which there are not many, that a list with this filter has; private ones are included.
pub async fn having(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[ConversationId],
    filter: &ConversationFilter,
) -> Result<Vec<ConversationId>, StoreError> {
    if ids.is_empty() || admits_nothing(filter) {
        return Ok(Vec::new());
    }
    let backend = conn.get_database_backend();
    let mut query = Query::default();
    let ids = query.values(ids.iter().map(|id| id.0));
    query.require(format!("conversation.id IN ({ids})"));
    let workspace = query.value(workspace_id.0);
    query.require(format!("conversation.workspace_id = {workspace}"));
    query.require("conversation.deleted_at IS NULL");
    // As where rows are gathered first: they are few, and found by their ids.
    require_filter(&mut query, filter, Columns::of(OrderKey::UpdatedAt, filter, true));
    for bucket in Bucket::of(filter) {
        let condition = bucket.condition(&mut query, backend, workspace_id, "conversation.id");
        query.require(condition);
    }
    for name in Name::of(filter) {
        let condition =
            name.condition(&mut query, backend, workspace_id, "conversation.id", "conversation.search_text");
        query.require(condition);
    }
    let sql = format!("SELECT conversation.id FROM conversation WHERE {}", query.conditions());
    query_all(conn, &sql, query.into_values(), |row| Ok(ConversationId(row.uuid()?))).await
}

/// Whether kinds or statuses are named, but none.
fn admits_nothing(filter: &ConversationFilter) -> bool {
    filter.kinds.as_ref().is_some_and(Vec::is_empty) || filter.statuses.as_ref().is_some_and(Vec::is_empty)
}

/// What is looked for, and by which way.
struct Wanted<'a> {
    backend: DbBackend,
    workspace_id: WorkspaceId,
    include_private: bool,
    filter: &'a ConversationFilter,
    /// What is gathered.
    gathered: Option<Bucket<'a>>,
    /// What is asked of each row.
    asked: Vec<Bucket<'a>>,
    names: Vec<Name>,
}

impl<'a> Wanted<'a> {
    async fn plan(
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        include_private: bool,
        filter: &'a ConversationFilter,
    ) -> Result<Self, StoreError> {
        let mut asked = Bucket::of(filter);
        let mut smallest = None;
        for (position, bucket) in asked.iter().enumerate().filter(|(_, bucket)| bucket.can_be_gathered()) {
            let count = count(conn, workspace_id, bucket).await?;
            if count <= FEW && smallest.is_none_or(|(_, least)| count < least) {
                smallest = Some((position, count));
            }
        }
        let gathered = smallest.map(|(position, _)| asked.remove(position));
        let names = Name::reaching(conn, workspace_id, filter).await?;
        let backend = conn.get_database_backend();
        Ok(Self { backend, workspace_id, include_private, filter, gathered, asked, names })
    }

    /// Whether a walk until the page is full could be a long one.
    fn may_be_slow(&self) -> bool {
        self.gathered.is_none()
            && (self.asked.iter().any(Bucket::may_be_slow) || self.names.iter().any(Name::reaches_many))
    }

    /// A page, however far it has to be looked for.
    async fn page(
        &self,
        conn: &impl ConnectionTrait,
        window: &Window,
    ) -> Result<Vec<Conversation>, StoreError> {
        let mut query = Query::default();
        let from = match &self.gathered {
            Some(bucket) => {
                let members = bucket.conversations(&mut query, self.workspace_id);
                query.require("conversation.id = picked.conversation_id");
                format!(
                    "(SELECT DISTINCT conversation_id FROM ({members}) AS found) AS picked CROSS JOIN conversation"
                )
            }
            None => "conversation".to_owned(),
        };
        let columns = Columns::of(window.order.key, self.filter, self.gathered.is_some());
        self.require_plain(&mut query, columns, window);
        for condition in self.asked_of(&mut query, "conversation.id", "conversation.search_text") {
            query.require(condition);
        }
        let order = query.require_window(columns.key, "conversation.id", window);
        let rows = format!(
            "SELECT conversation.id AS id, {} AS sorted_by FROM {from} WHERE {} {order}",
            columns.key,
            query.conditions()
        );
        load(conn, &rows, query, window).await
    }

    /// As much of a page as is found among the next so many rows of the list.
    async fn part(
        &self,
        conn: &impl ConnectionTrait,
        window: &Window,
        most_looked_at: u64,
    ) -> Result<Vec<Conversation>, StoreError> {
        let mut query = Query::default();
        let columns = Columns::of(window.order.key, self.filter, false);
        self.require_plain(&mut query, columns, window);
        let order = query.require_window(
            columns.key,
            "conversation.id",
            &Window { limit: most_looked_at, ..*window },
        );
        // Only where it is asked for: not every index holds it.
        let has_title = self.names.iter().any(Name::reaches_many);
        let title = if has_title { ", conversation.search_text AS title" } else { "" };
        let next = format!(
            "SELECT conversation.id AS id, {} AS sorted_by{title} FROM conversation WHERE {} {order}",
            columns.key,
            query.conditions()
        );
        let asked = self.asked_of(&mut query, "looked.id", "looked.title").join(" AND ");
        let (direction, limit) = (direction(window), query.value(number(window.limit)));
        let rows = format!(
            "SELECT looked.id AS id, looked.sorted_by AS sorted_by FROM ({next}) AS looked WHERE {asked} \
             ORDER BY looked.sorted_by {direction}, looked.id {direction} LIMIT {limit}"
        );
        load(conn, &rows, query, window).await
    }

    /// The last of the rows among which [`Self::part`] looks; none where the list ends before it.
    async fn end_of_part(
        &self,
        conn: &impl ConnectionTrait,
        window: &Window,
        most_looked_at: u64,
    ) -> Result<Option<Position>, StoreError> {
        let mut query = Query::default();
        let columns = Columns::of(window.order.key, self.filter, false);
        self.require_plain(&mut query, columns, window);
        let order = query.require_window(columns.key, "conversation.id", &Window { limit: 1, ..*window });
        let sql = format!(
            "SELECT {}, conversation.id FROM conversation WHERE {} {order} OFFSET {}",
            columns.key,
            query.conditions(),
            most_looked_at.saturating_sub(1)
        );
        query_one(conn, &sql, query.into_values(), |row| {
            Ok(Position { micros: row.take()?, id: row.uuid()? })
        })
        .await
    }

    /// What the indexes of the list hold, and words that few names begin with.
    fn require_plain(&self, query: &mut Query, columns: Columns, window: &Window) {
        let workspace = query.value(self.workspace_id.0);
        query.require(format!("conversation.workspace_id = {workspace}"));
        query.require("conversation.deleted_at IS NULL");
        if !self.include_private {
            query.require("NOT conversation.is_private");
        }
        require_filter(query, self.filter, columns);
        for name in self.names.iter().filter(|name| !name.reaches_many()) {
            let (id, title) = ("conversation.id", "conversation.search_text");
            let condition = name.condition(query, self.backend, self.workspace_id, id, title);
            query.require(condition);
        }
        if let Some(until) = window.until {
            let until = query.value(until);
            query.require(format!("conversation.updated_at <= {until}"));
        }
    }

    /// Conditions on a row that other tables answer.
    fn asked_of(&self, query: &mut Query, id: &str, title: &str) -> Vec<String> {
        let (backend, workspace_id) = (self.backend, self.workspace_id);
        let mut conditions: Vec<String> =
            self.asked.iter().map(|bucket| bucket.condition(query, backend, workspace_id, id)).collect();
        let names = self.names.iter().filter(|name| name.reaches_many());
        conditions.extend(names.map(|name| name.condition(query, backend, workspace_id, id, title)));
        conditions
    }
}

/// Loads the conversations whose ids, and that by which they are sorted, `rows` selects.
async fn load(
    conn: &impl ConnectionTrait,
    rows: &str,
    query: Query,
    window: &Window,
) -> Result<Vec<Conversation>, StoreError> {
    let direction = direction(window);
    let sql = format!(
        "SELECT {} FROM ({rows}) AS page CROSS JOIN conversation WHERE conversation.id = page.id \
         ORDER BY page.sorted_by {direction}, page.id {direction}",
        qualified("conversation", COLUMNS)
    );
    query_all(conn, &sql, query.into_values(), read).await
}

fn direction(window: &Window) -> &'static str {
    match window.order.direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    }
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
        let is_narrow = filter.statuses.is_some()
            || filter.search.is_some()
            || filter.look_up.is_some()
            || !filter.owner_user_ids.is_empty()
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
    if !filter.owner_user_ids.is_empty() {
        let owners = query.values(filter.owner_user_ids.iter().map(|id| id.0));
        query.require(format!("conversation.owner_user_id IN ({owners})"));
    }
    if let Some(has_open) = filter.has_open_action_items {
        let sign = if has_open { ">" } else { "=" };
        query.require(format!("conversation.open_action_items {sign} 0"));
    }
    if let Some(feeling) = filter.sentiment {
        query.require(felt(feeling));
    }
    query.require_range("conversation.updated_at", &filter.updated_at);
    query.require_range(columns.started_at, &filter.started_at);
    if let Some(search) = &filter.search {
        query.require_words("conversation.search_text", search);
    }
}

/// As [`Feeling::of`] tells.
fn felt(feeling: Feeling) -> &'static str {
    match feeling {
        Feeling::Positive => "conversation.sentiment_overall > 0.25",
        Feeling::Negative => "conversation.sentiment_overall < -0.25",
        Feeling::Neutral => {
            "conversation.sentiment_overall >= -0.25 AND conversation.sentiment_overall <= 0.25"
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_are_told_apart_where_people_draw_the_line() {
        for (overall, feeling) in [
            (0.26, Feeling::Positive),
            (0.25, Feeling::Neutral),
            (-0.25, Feeling::Neutral),
            (-0.26, Feeling::Negative),
        ] {
            assert_eq!(Feeling::of(overall), feeling, "{overall}");
            assert!(felt(feeling).contains("0.25"), "as the domain tells");
        }
    }
}
