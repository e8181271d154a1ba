//! Which tags fit a conversation.

use colloquy_domain::directory::Tag;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{ConversationId, TagId};
use sea_orm::ConnectionTrait;

use super::replace;
use crate::error::StoreError;
use crate::sql::{json, number, query_all, values};
use crate::tags;

/// Stores the tags of a conversation in place of those it had, in this order; no tag twice.
pub async fn replace_tag_assignments(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    assignments: &[TagAssignment],
) -> Result<(), StoreError> {
    let rows = assignments
        .iter()
        .enumerate()
        .map(|(position, assignment)| {
            let grounds = json(&assignment.grounds)?;
            Ok(values![conversation_id.0, assignment.tag_id.0, number(position), grounds])
        })
        .collect::<Result<_, StoreError>>()?;
    let columns = "conversation_id, tag_id, position, grounds";
    replace(conn, "tag_assignment", columns, conversation_id, rows).await
}

/// The tags of a conversation with their assignments, in the order in which they were stored.
pub async fn list_tag_assignments(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<(TagAssignment, Tag)>, StoreError> {
    let columns: Vec<String> = tags::COLUMNS.split(", ").map(|column| format!("tag.{column}")).collect();
    let sql = format!(
        "SELECT a.tag_id, a.grounds, {} FROM tag_assignment a JOIN tag ON tag.id = a.tag_id \
         WHERE a.conversation_id = $1 ORDER BY a.position",
        columns.join(", ")
    );
    query_all(conn, &sql, values![conversation_id.0], |row| {
        let assignment = TagAssignment { tag_id: TagId(row.uuid()?), grounds: row.json()? };
        Ok((assignment, tags::read(row)?))
    })
    .await
}
