//! What has happened lately, for those who watch: events, stages and dialogues, each with what decides who may be told.
//!
//! Nothing here is exact about the moment: a transaction may be committed after a later one. Whoever asks looks back a
//! little each time, and knows what it has seen.

use std::collections::HashMap;

use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::event::EventKind;
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_domain::{ConversationId, EventId, Instant, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::lists::query::Query;
use crate::sql::{Fields, micros, number, query_all, query_by_conversation};

/// A conversation, as far as it decides who may be told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whose {
    /// It.
    pub conversation_id: ConversationId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Whether only some may know of it.
    pub is_private: bool,
    /// Who owns it.
    pub owner_user_id: Option<UserId>,
    /// Who led it.
    pub host_user_id: Option<UserId>,
}

/// The columns that [`whose`] reads, of the conversation `c`.
const WHOSE: &str = "c.id, c.workspace_id, c.is_private, c.owner_user_id, c.host_user_id";

fn whose(row: &mut Fields<'_>) -> Result<Whose, StoreError> {
    Ok(Whose {
        conversation_id: ConversationId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        is_private: row.take()?,
        owner_user_id: row.take::<Option<_>>()?.map(UserId),
        host_user_id: row.take::<Option<_>>()?.map(UserId),
    })
}

/// An event of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenEvent {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: Instant,
    /// To which conversation.
    pub whose: Whose,
}

/// A stage that has begun or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenStage {
    /// Which.
    pub name: StageName,
    /// How far it is.
    pub status: StageStatus,
    /// When it began or ended last.
    pub changed_at: Instant,
    /// Of which conversation.
    pub whose: Whose,
}

/// A dialogue in which something was said, or that has got on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenDialogue {
    /// How far it is.
    pub status: DialogueStatus,
    /// The position of its last message.
    pub position: u64,
    /// Which.
    pub whose: Whose,
}

/// The newest events of conversations of these workspaces that were made then or later, newest first.
pub async fn events_since(
    conn: &impl ConnectionTrait,
    workspaces: &[WorkspaceId],
    since: Instant,
    limit: u64,
) -> Result<Vec<SeenEvent>, StoreError> {
    let mut query = Query::default();
    let (first, own, limit) =
        (query.value(first_id(since)), of(&mut query, workspaces), limited(&mut query, limit));
    // Ids begin with the time. The order of the tables is given: SQLite takes them as they stand there.
    let sql = format!(
        "SELECT e.id, e.kind, e.created_at, {WHOSE} FROM event e CROSS JOIN conversation c \
         WHERE e.id > {first} AND e.workspace_id IN ({own}) AND c.id = e.conversation_id ORDER BY e.id DESC {limit}"
    );
    query_all(conn, &sql, query.into_values(), |row| {
        Ok(SeenEvent { id: EventId(row.uuid()?), kind: row.json()?, at: row.instant()?, whose: whose(row)? })
    })
    .await
}

/// The stages of these workspaces that began or ended then or later, latest first.
pub async fn stages_since(
    conn: &impl ConnectionTrait,
    workspaces: &[WorkspaceId],
    since: Instant,
    limit: u64,
) -> Result<Vec<SeenStage>, StoreError> {
    let mut query = Query::default();
    let (since, own, limit) =
        (query.value(micros(since)), of(&mut query, workspaces), limited(&mut query, limit));
    // As the index has it.
    let changed_at = "COALESCE(s.finished_at, s.started_at)";
    let sql = format!(
        "SELECT s.name, s.status, {changed_at}, {WHOSE} FROM stage s CROSS JOIN conversation c \
         WHERE {changed_at} >= {since} AND {changed_at} IS NOT NULL AND s.workspace_id IN ({own}) \
         AND c.id = s.conversation_id AND c.deleted_at IS NULL ORDER BY {changed_at} DESC {limit}"
    );
    query_all(conn, &sql, query.into_values(), |row| {
        Ok(SeenStage {
            name: row.word(StageName::parse)?,
            status: row.word(StageStatus::parse)?,
            changed_at: row.instant()?,
            whose: whose(row)?,
        })
    })
    .await
}

/// The dialogues of these workspaces that changed then or later, or of which a message did, in no order.
pub async fn dialogues_since(
    conn: &impl ConnectionTrait,
    workspaces: &[WorkspaceId],
    since: Instant,
    limit: u64,
) -> Result<Vec<SeenDialogue>, StoreError> {
    let mut query = Query::default();
    let (since, own, limit) =
        (query.value(micros(since)), of(&mut query, workspaces), limited(&mut query, limit));
    let channels = query.values(Channel::ALL.iter().map(|channel| channel.as_str()));
    let sql = format!(
        "SELECT d.status, d.message_count, {WHOSE} FROM dialogue d CROSS JOIN conversation c \
         WHERE d.conversation_id IN (\
             SELECT conversation_id FROM dialogue WHERE updated_at >= {since} \
             UNION SELECT conversation_id FROM dialogue_message WHERE channel IN ({channels}) AND updated_at >= {since}\
         ) AND d.workspace_id IN ({own}) AND d.deleted_at IS NULL AND c.id = d.conversation_id {limit}"
    );
    query_all(conn, &sql, query.into_values(), |row| {
        Ok(SeenDialogue {
            status: row.word(DialogueStatus::parse)?,
            position: row.number()?,
            whose: whose(row)?,
        })
    })
    .await
}

/// The users who took part in each of these conversations.
pub async fn users_of(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<UserId>>, StoreError> {
    let select = "SELECT conversation_id, user_id FROM participant";
    let rest = "AND user_id IS NOT NULL";
    query_by_conversation(conn, select, "conversation_id", rest, ids, |row| Ok(UserId(row.uuid()?))).await
}

fn of(query: &mut Query, workspaces: &[WorkspaceId]) -> String {
    query.values(workspaces.iter().map(|id| id.0))
}

fn limited(query: &mut Query, limit: u64) -> String {
    format!("LIMIT {}", query.value(number(limit)))
}

/// Below every id that is made at that millisecond or later.
fn first_id(at: Instant) -> Uuid {
    let milliseconds = u128::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).unwrap_or(0);
    Uuid::from_u128(milliseconds << 80)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn ids_of_later_moments_are_greater() {
        let made = Uuid::now_v7();
        let (seconds, nanos) = made.get_timestamp().unwrap().to_unix();
        let at = Instant::from_unix_timestamp(i64::try_from(seconds).unwrap()).unwrap()
            + time::Duration::nanoseconds(i64::from(nanos));
        assert!(first_id(at) < made);
        assert!(first_id(at + time::Duration::milliseconds(1)) > made);
        assert_eq!(first_id(datetime!(1969-12-31 23:00 UTC)), Uuid::nil());
    }
}
