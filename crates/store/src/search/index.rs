//! Writing the index.

use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend};

use super::expression::{vector, workspace_word};
use crate::error::StoreError;
use crate::sql::{execute, insert_or, micros, number, query_all, query_one, values};
use crate::tx::Tx;

/// The way of making words. A change of it makes every row stale.
const VERSION: i64 = 1;

/// Bits of a position below the millisecond.
const FINE_BITS: u32 = 15;

/// Places that are tried for one row, each among four times as many as the one before.
const MOST_TRIES: u32 = 8;

/// How far behind its conversation's start a row can stand, for the lack of a free place.
pub(super) const FARTHEST: i64 = 1 << (FINE_BITS + 2 * MOST_TRIES);

/// The words of a conversation. Each field holds every word once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Whose words.
    pub conversation_id: ConversationId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// By which hits are sorted.
    pub started_at: Instant,
    /// Of the title.
    pub title: Vec<String>,
    /// Of the names of those who took part.
    pub people: Vec<String>,
    /// Of their e-mail addresses and telephone numbers.
    pub addresses: Vec<String>,
    /// Of what was said, and of the speakers' names.
    pub transcript: Vec<String>,
}

/// Writes the row of a conversation that has none.
pub async fn insert(tx: &Tx, document: &Document) -> Result<(), StoreError> {
    let first = first_position(document.started_at);
    let (_, random) = document.conversation_id.0.as_u64_pair();
    for attempt in 0..MOST_TRIES {
        let places = 1_i64 << (FINE_BITS + 2 * attempt);
        let place = number(random.rotate_right(attempt * 11) >> 1) % places;
        if insert_at(tx, document, first.saturating_add(place)).await? {
            return Ok(());
        }
    }
    Err(StoreError::GivenUp("no place is free in the index of words"))
}

/// Writes the row of a conversation in place of the one it had, if any.
pub async fn put(tx: &Tx, document: &Document) -> Result<(), StoreError> {
    let sql = "SELECT position FROM search_document WHERE conversation_id = $1";
    let kept = query_one(tx, sql, values![document.conversation_id.0], |row| row.take::<i64>()).await?;
    let Some(position) = kept else { return insert(tx, document).await };
    remove(tx, document.conversation_id).await?;
    let first = first_position(document.started_at);
    let is_right = (first..first.saturating_add(FARTHEST)).contains(&position);
    if is_right && insert_at(tx, document, position).await? {
        return Ok(());
    }
    insert(tx, document).await
}

/// Removes the row of a conversation, if it has one.
pub async fn remove(conn: &impl ConnectionTrait, id: ConversationId) -> Result<(), StoreError> {
    execute(conn, "DELETE FROM search_document WHERE conversation_id = $1", values![id.0]).await.map(|_| ())
}

const STALE: &str = "deleted_at IS NULL AND NOT EXISTS \
                     (SELECT 1 FROM search_document WHERE conversation_id = id AND version = $1)";

/// How many conversations of all workspaces have no row or a stale one.
pub async fn count_stale(conn: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM conversation WHERE {STALE}");
    Ok(query_one(conn, &sql, values![VERSION], |row| row.number()).await?.unwrap_or(0))
}

/// Bytes that the index takes in the database.
pub async fn index_bytes(conn: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let sql = match conn.get_database_backend() {
        DbBackend::Sqlite => "SELECT COALESCE(SUM(pgsize), 0) FROM dbstat WHERE name LIKE 'search_%'",
        _ => "SELECT pg_total_relation_size('search_document')",
    };
    Ok(query_one(conn, sql, vec![], |row| row.number()).await?.unwrap_or(0))
}

/// Conversations of all workspaces that have no row or a stale one, by id, after `after`, at most `limit`.
pub async fn stale(
    conn: &impl ConnectionTrait,
    after: ConversationId,
    limit: u64,
) -> Result<Vec<ConversationId>, StoreError> {
    let sql = format!("SELECT id FROM conversation WHERE {STALE} AND id > $2 ORDER BY id LIMIT $3");
    query_all(conn, &sql, values![VERSION, after.0, number(limit)], |row| Ok(ConversationId(row.uuid()?)))
        .await
}

/// Empties the index, so that [`stale`] names every conversation.
pub async fn clear(tx: &Tx) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        execute(tx, "UPDATE search_document SET version = 0", vec![]).await?;
        execute(tx, "INSERT INTO search_word (search_word) VALUES ('delete-all')", vec![]).await?;
    }
    execute(tx, "DELETE FROM search_document", vec![]).await.map(|_| ())
}

/// False where the place is taken.
async fn insert_at(tx: &Tx, document: &Document, position: i64) -> Result<bool, StoreError> {
    let id = document.conversation_id.0;
    let (columns, row) = if tx.get_database_backend() == DbBackend::Sqlite {
        let columns = "position, conversation_id, version, workspace_word, title_words, people_words, \
                       address_words, transcript_words";
        let row = values![
            position,
            id,
            VERSION,
            workspace_word(document.workspace_id),
            document.title.join(" "),
            document.people.join(" "),
            document.addresses.join(" "),
            document.transcript.join(" "),
        ];
        (columns, row)
    } else {
        let columns = "position, conversation_id, version, workspace, words";
        (columns, values![position, id, VERSION, document.workspace_id.0, vector(document)])
    };
    let suffix = "ON CONFLICT (position) DO NOTHING";
    if tx.get_database_backend() == DbBackend::Sqlite {
        return Ok(insert_or(tx, "search_document", columns, vec![row], suffix).await? > 0);
    }
    let sql = format!(
        "INSERT INTO search_document ({columns}) VALUES ($1, $2, $3, $4, CAST(CAST($5 AS TEXT) AS tsvector)) {suffix}"
    );
    Ok(execute(tx, &sql, row).await? > 0)
}

/// The first place of conversations that begin then.
pub(super) fn first_position(started_at: Instant) -> i64 {
    micros(started_at).div_euclid(1_000).saturating_mul(1 << FINE_BITS)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn later_conversations_have_later_positions_in_every_year_that_can_be_sent() {
        let instants = [
            datetime!(1900-01-01 00:00 UTC),
            datetime!(1969-12-31 23:59:59.999 UTC),
            datetime!(1970-01-01 00:00 UTC),
            datetime!(2026-06-01 09:00 UTC),
            datetime!(9999-12-31 23:59:59.999 UTC),
        ];
        let positions = instants.map(first_position);
        assert!(positions.is_sorted_by(|one, other| one < other), "{positions:?}");
        assert!(positions[4] < i64::MAX - FARTHEST);
    }
}
