//! Which traces belong to which conversation.

use std::collections::BTreeMap;

use colloquy_domain::call::ConversationKeyKind;
use colloquy_domain::trace::{TraceId, key_rank};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{execute, micros, number, query_all, values};
use crate::tx::Tx;

/// A conversation, deleted or not, that has one of the names of a row of `trace`.
const NAMED_IN_CONVERSATION: &str = "SELECT 1 FROM trace_key JOIN conversation_key ON conversation_key.workspace_id = trace_key.workspace_id \
         AND conversation_key.kind = trace_key.kind AND conversation_key.value = trace_key.value \
     WHERE trace_key.workspace_id = trace.workspace_id AND trace_key.trace_id = trace.trace_id";

/// The traces that belong to a conversation, by id. A trace belongs to one conversation at most: to the one that has
/// the best of its names, and of several to the newest. Other conversations count unless they are deleted.
pub async fn linked_to(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<TraceId>, StoreError> {
    let sql = "SELECT mine.trace_id, rival.kind, rival.conversation_id \
               FROM conversation_key AS own \
               JOIN trace_key AS mine ON mine.workspace_id = own.workspace_id AND mine.kind = own.kind \
                   AND mine.value = own.value \
               JOIN trace_key AS named ON named.workspace_id = mine.workspace_id AND named.trace_id = mine.trace_id \
               JOIN conversation_key AS rival ON rival.workspace_id = named.workspace_id \
                   AND rival.kind = named.kind AND rival.value = named.value \
               JOIN conversation ON conversation.id = rival.conversation_id \
               WHERE own.conversation_id = $1 \
                   AND (conversation.deleted_at IS NULL OR conversation.id = own.conversation_id)";
    let rivals = query_all(conn, sql, values![conversation_id.0], |row| {
        let trace_id = TraceId(row.uuid()?);
        let kind = row.word(ConversationKeyKind::parse)?;
        Ok((trace_id, std::cmp::Reverse(key_rank(kind)), ConversationId(row.uuid()?)))
    })
    .await?;
    let mut best = BTreeMap::new();
    for (trace_id, rank, rival) in rivals {
        let claim = (rank, rival);
        let leading = best.entry(trace_id).or_insert(claim);
        *leading = claim.max(*leading);
    }
    Ok(best
        .into_iter()
        .filter(|(_, (_, winner))| *winner == conversation_id)
        .map(|(trace, _)| trace)
        .collect())
}

/// Notes which traces belong to a conversation, before it is deleted and loses its names: as long as no other
/// conversation has them, erasing it is to erase these.
pub async fn note_deleted(tx: &Tx, workspace_id: WorkspaceId, id: ConversationId) -> Result<(), StoreError> {
    for trace_id in linked_to(tx, id).await? {
        let sql = "UPDATE trace SET deleted_with = $3 WHERE workspace_id = $1 AND trace_id = $2";
        execute(tx, sql, values![workspace_id.0, trace_id.0, id.0]).await?;
    }
    Ok(())
}

/// Removes the traces that belong to a conversation, or did so when it was deleted and belong to no other one now.
pub async fn delete_linked(tx: &Tx, workspace_id: WorkspaceId, id: ConversationId) -> Result<(), StoreError> {
    for trace_id in linked_to(tx, id).await? {
        let sql = "DELETE FROM trace WHERE workspace_id = $1 AND trace_id = $2";
        execute(tx, sql, values![workspace_id.0, trace_id.0]).await?;
    }
    let sql = format!("DELETE FROM trace WHERE deleted_with = $1 AND NOT EXISTS ({NAMED_IN_CONVERSATION})");
    execute(tx, &sql, values![id.0]).await.map(|_| ())
}

/// Place of a trace among all of them in the order in which they were seen last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenTrace {
    seen_at: i64,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
    is_linked: bool,
}

impl SeenTrace {
    /// Whether a conversation, deleted or not, knows it by one of its names.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        self.is_linked
    }
}

/// Some of the traces that came before then, after this one, in the order in which they were seen last.
pub async fn seen_before(
    conn: &impl ConnectionTrait,
    before: Instant,
    after: Option<SeenTrace>,
    most: u64,
) -> Result<Vec<SeenTrace>, StoreError> {
    let (seen_at, workspace_id, trace_id) = after.map_or((i64::MIN, Uuid::nil(), Uuid::nil()), |one| {
        (one.seen_at, one.workspace_id.0, one.trace_id.0)
    });
    let sql = format!(
        "SELECT last_seen_at, workspace_id, trace_id, \
             CAST(CASE WHEN EXISTS ({NAMED_IN_CONVERSATION}) THEN 1 ELSE 0 END AS BIGINT) \
         FROM trace WHERE last_seen_at < $1 AND (last_seen_at, workspace_id, trace_id) > ($2, $3, $4) \
         ORDER BY last_seen_at, workspace_id, trace_id LIMIT $5"
    );
    let values = values![micros(before), seen_at, workspace_id, trace_id, number(most)];
    query_all(conn, &sql, values, |row| {
        Ok(SeenTrace {
            seen_at: row.take()?,
            workspace_id: WorkspaceId(row.uuid()?),
            trace_id: TraceId(row.uuid()?),
            is_linked: row.take::<i64>()? != 0,
        })
    })
    .await
}

/// Removes these traces, unless spans of one have come since `before` or a conversation has got one of its names;
/// returns how many.
pub async fn delete_unlinked(tx: &Tx, traces: &[SeenTrace], before: Instant) -> Result<u64, StoreError> {
    let sql = format!(
        "DELETE FROM trace WHERE workspace_id = $1 AND trace_id = $2 AND last_seen_at < $3 \
         AND NOT EXISTS ({NAMED_IN_CONVERSATION})"
    );
    let mut removed = 0;
    for trace in traces {
        let values = values![trace.workspace_id.0, trace.trace_id.0, micros(before)];
        removed += execute(tx, &sql, values).await?;
    }
    Ok(removed)
}
