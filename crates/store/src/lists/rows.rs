//! What stands beside a conversation in a list: little of each, read once for a whole page.

use std::collections::HashMap;

use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::{ConversationId, TagId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{placeholders, query_all, query_by_conversation};

/// Most people of a conversation that are named.
const MOST_PEOPLE: usize = 4;

/// Name, where one is known, and role.
type Person = (Option<String>, ParticipantRole);

/// What stands beside a conversation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowParts {
    /// Its tags, in their order.
    pub tags: Vec<(TagId, String)>,
    /// The first four of those who took part.
    pub people: Vec<Person>,
    /// How people felt, -1 to 1.
    pub sentiment_overall: Option<f64>,
    /// Stages that have not ended.
    pub stages_open: u64,
    /// Stages that were given up.
    pub stages_failed: u64,
    /// The mean of its evaluations that count, 0 to 100, one decimal.
    pub average_note: Option<f64>,
}

/// What stands beside each of these conversations.
pub async fn row_parts(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, RowParts>, StoreError> {
    let mut tags = tags(conn, ids).await?;
    let mut people = people(conn, ids).await?;
    let sentiments = one_each(sentiments(conn, ids).await?);
    let stages = one_each(stages(conn, ids).await?);
    let notes = one_each(notes(conn, ids).await?);
    let parts = ids.iter().map(|id| {
        let (stages_open, stages_failed) = stages.get(id).copied().unwrap_or_default();
        let parts = RowParts {
            tags: tags.remove(id).unwrap_or_default(),
            people: people.remove(id).unwrap_or_default(),
            sentiment_overall: sentiments.get(id).copied(),
            stages_open,
            stages_failed,
            average_note: notes.get(id).copied(),
        };
        (*id, parts)
    });
    Ok(parts.collect())
}

type Found<T> = HashMap<ConversationId, Vec<T>>;

/// Of what every conversation has at most one.
fn one_each<T>(found: Found<T>) -> HashMap<ConversationId, T> {
    found.into_iter().filter_map(|(id, mut rows)| Some((id, rows.pop()?))).collect()
}

async fn tags(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<Found<(TagId, String)>, StoreError> {
    let select =
        "SELECT a.conversation_id, tag.id, tag.name FROM tag_assignment a JOIN tag ON tag.id = a.tag_id";
    let rest = "AND tag.deleted_at IS NULL ORDER BY a.position, tag.id";
    query_by_conversation(conn, select, "a.conversation_id", rest, ids, |row| {
        Ok((TagId(row.uuid()?), row.take()?))
    })
    .await
}

/// A meeting may have hundreds: only the first are read.
async fn people(conn: &impl ConnectionTrait, ids: &[ConversationId]) -> Result<Found<Person>, StoreError> {
    let mut found: Found<Person> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT conversation_id, name, role FROM \
         (SELECT conversation_id, COALESCE(name, label) AS name, role, \
          ROW_NUMBER() OVER (PARTITION BY conversation_id ORDER BY position) AS place \
          FROM participant WHERE conversation_id IN ({})) AS numbered \
         WHERE place <= {MOST_PEOPLE} ORDER BY conversation_id, place",
        placeholders(1, ids.len())
    );
    let values = ids.iter().map(|id| id.0.into()).collect();
    let rows = query_all(conn, &sql, values, |row| {
        Ok((ConversationId(row.uuid()?), (row.take()?, row.word(ParticipantRole::parse)?)))
    })
    .await?;
    for (id, person) in rows {
        found.entry(id).or_default().push(person);
    }
    Ok(found)
}

async fn sentiments(conn: &impl ConnectionTrait, ids: &[ConversationId]) -> Result<Found<f64>, StoreError> {
    let select = "SELECT id, sentiment_overall FROM conversation";
    let rest = "AND sentiment_overall IS NOT NULL";
    query_by_conversation(conn, select, "id", rest, ids, |row| row.take()).await
}

/// How many have not ended, and how many were given up.
async fn stages(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<Found<(u64, u64)>, StoreError> {
    let select = "SELECT conversation_id, COUNT(CASE WHEN status IN ('pending', 'running') THEN 1 END), \
                  COUNT(CASE WHEN status = 'failed' THEN 1 END) FROM stage";
    let rest = "GROUP BY conversation_id";
    query_by_conversation(conn, select, "conversation_id", rest, ids, |row| {
        Ok((row.number()?, row.number()?))
    })
    .await
}

async fn notes(conn: &impl ConnectionTrait, ids: &[ConversationId]) -> Result<Found<f64>, StoreError> {
    let select =
        "SELECT conversation_id, CAST(SUM(note_tenths) AS BIGINT), COUNT(note_tenths) FROM evaluation";
    let rest = "AND deleted_at IS NULL AND is_current AND state = 'completed' AND note_tenths IS NOT NULL \
                GROUP BY conversation_id";
    query_by_conversation(conn, select, "conversation_id", rest, ids, |row| {
        let (tenths, count) = (row.take::<i64>()?, row.take::<i64>()?);
        // One decimal, as everywhere.
        Ok((tenths as f64 / count as f64).round() / 10.0)
    })
    .await
}
