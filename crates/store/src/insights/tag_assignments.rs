//! Which tags fit a conversation.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::correction::Corrected;
use colloquy_domain::directory::Tag;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{ConversationId, Instant, TagId, UserId};
use sea_orm::{ConnectionTrait, Value};

use super::replace;
use crate::error::StoreError;
use crate::sql::{
    execute, insert_or, json, micros, number, placeholders, query_all, query_by_conversation, query_one,
    values,
};
use crate::tags;

const COLUMNS: &str = "conversation_id, tag_id, position, grounds";

/// Stores the tags that were found, in this order, in place of those found before. Tags that somebody gave stay.
pub async fn replace_found_tags(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    assignments: &[TagAssignment],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM tag_assignment WHERE conversation_id = $1 AND grounds IS NOT NULL";
    execute(conn, sql, values![conversation_id.0]).await?;
    let rows = rows(conversation_id, assignments)?;
    let suffix = "ON CONFLICT (conversation_id, tag_id) DO NOTHING";
    insert_or(conn, "tag_assignment", COLUMNS, rows, suffix).await.map(|_| ())
}

/// Stores the tags of a conversation in place of all that it had, in this order; no tag twice.
pub async fn replace_tag_assignments(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    assignments: &[TagAssignment],
) -> Result<(), StoreError> {
    let rows = rows(conversation_id, assignments)?;
    replace(conn, "tag_assignment", COLUMNS, conversation_id, rows).await
}

/// The same with what people had to do with them.
pub async fn replace_corrected_tags(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    assignments: &[Corrected<TagAssignment>],
) -> Result<(), StoreError> {
    let row = |(position, Corrected { value, correction }): (usize, &Corrected<TagAssignment>)| {
        let grounds = value.grounds.as_ref().map(json).transpose()?;
        let correction = correction.as_ref().map(json).transpose()?;
        Ok(values![conversation_id.0, value.tag_id.0, number(position), grounds, correction])
    };
    let rows = assignments.iter().enumerate().map(row).collect::<Result<_, StoreError>>()?;
    let columns = format!("{COLUMNS}, correction");
    replace(conn, "tag_assignment", &columns, conversation_id, rows).await
}

fn rows(
    conversation_id: ConversationId,
    assignments: &[TagAssignment],
) -> Result<Vec<Vec<Value>>, StoreError> {
    assignments
        .iter()
        .enumerate()
        .map(|(position, assignment)| {
            let grounds = assignment.grounds.as_ref().map(json).transpose()?;
            Ok(values![conversation_id.0, assignment.tag_id.0, number(position), grounds])
        })
        .collect()
}

/// The tags of a conversation with their assignments, in the order in which they were stored.
pub async fn list_tag_assignments(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<(TagAssignment, Tag)>, StoreError> {
    let sql = format!(
        "SELECT a.tag_id, a.grounds, {} FROM tag_assignment a JOIN tag ON tag.id = a.tag_id \
         WHERE a.conversation_id = $1 AND tag.deleted_at IS NULL ORDER BY a.position",
        tag_columns()
    );
    query_all(conn, &sql, values![conversation_id.0], |row| {
        let assignment = TagAssignment { tag_id: TagId(row.uuid()?), grounds: row.optional_json()? };
        Ok((assignment, tags::read(row)?))
    })
    .await
}

/// The same with what people had to do with them.
pub async fn list_corrected_tags(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<(Corrected<TagAssignment>, Tag)>, StoreError> {
    let sql = format!(
        "SELECT a.tag_id, a.grounds, a.correction, {} FROM tag_assignment a JOIN tag ON tag.id = a.tag_id \
         WHERE a.conversation_id = $1 AND tag.deleted_at IS NULL ORDER BY a.position",
        tag_columns()
    );
    query_all(conn, &sql, values![conversation_id.0], |row| {
        let value = TagAssignment { tag_id: TagId(row.uuid()?), grounds: row.optional_json()? };
        let assignment = Corrected { value, correction: row.optional_json()? };
        Ok((assignment, tags::read(row)?))
    })
    .await
}

/// Notes that somebody took tags away that had been found.
pub async fn note_removed_tags(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    tag_ids: &[TagId],
    by: Option<UserId>,
    at: Instant,
) -> Result<(), StoreError> {
    let row = |tag_id: &TagId| values![conversation_id.0, tag_id.0, by.map(|id| id.0), micros(at)];
    let columns = "conversation_id, tag_id, removed_by, removed_at";
    let suffix = "ON CONFLICT (conversation_id, tag_id) DO NOTHING";
    insert_or(conn, "removed_tag", columns, tag_ids.iter().map(row).collect(), suffix).await.map(|_| ())
}

/// Forgets that somebody took tags away: they were given again.
pub async fn forget_removed_tags(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    tag_ids: &[TagId],
) -> Result<(), StoreError> {
    if tag_ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "DELETE FROM removed_tag WHERE conversation_id = $1 AND tag_id IN ({})",
        placeholders(2, tag_ids.len())
    );
    let mut values = values![conversation_id.0];
    values.extend(tag_ids.iter().map(|id| Value::from(id.0)));
    execute(conn, &sql, values).await.map(|_| ())
}

/// The tags that had been found and that somebody took away.
pub async fn list_removed_tags(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<BTreeSet<TagId>, StoreError> {
    let sql = "SELECT tag_id FROM removed_tag WHERE conversation_id = $1";
    let found = query_all(conn, sql, values![conversation_id.0], |row| Ok(TagId(row.uuid()?))).await?;
    Ok(found.into_iter().collect())
}

/// The tags of several conversations, each in the order in which they were stored.
pub async fn list_tags_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<Tag>>, StoreError> {
    let select = format!(
        "SELECT a.conversation_id, {} FROM tag_assignment a JOIN tag ON tag.id = a.tag_id",
        tag_columns()
    );
    let rest = "AND tag.deleted_at IS NULL ORDER BY a.position";
    query_by_conversation(conn, &select, "a.conversation_id", rest, ids, tags::read).await
}

fn tag_columns() -> String {
    let columns = tags::COLUMNS.split(", ").map(|column| format!("tag.{column}"));
    columns.collect::<Vec<_>>().join(", ")
}

/// Gives a conversation a tag as a person would, behind those that it has; false where it had the tag.
pub async fn give_tag(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    tag_id: TagId,
) -> Result<bool, StoreError> {
    let sql = "SELECT COALESCE(MAX(position), -1) + 1 FROM tag_assignment WHERE conversation_id = $1";
    let next = query_one(conn, sql, values![conversation_id.0], |row| row.take::<i64>()).await?;
    let row = values![conversation_id.0, tag_id.0, next.unwrap_or(0), None::<String>];
    let suffix = "ON CONFLICT (conversation_id, tag_id) DO NOTHING";
    Ok(insert_or(conn, "tag_assignment", COLUMNS, vec![row], suffix).await? > 0)
}
