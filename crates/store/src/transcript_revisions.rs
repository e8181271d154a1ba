//! The states of transcripts that newer ones took the place of, each as a whole: what people corrected can be read and
//! restored as it was. The newest one stands in [`transcripts`].

use colloquy_domain::ConversationId;
use colloquy_domain::revision::Revision;
use colloquy_domain::transcript::Transcript;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, number, query_all, query_one, values};
use crate::transcripts::{self, read_revision};
use crate::tx::Tx;

const COLUMNS: &str = "revision, made_by, made_at, change_summary, is_edited";

/// Keeps the state that is there, before another one takes its place.
pub(crate) async fn keep(tx: &Tx, conversation_id: ConversationId) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO transcript_revision (conversation_id, {COLUMNS}, document) \
         SELECT conversation_id, revision, made_by, COALESCE(made_at, created_at), change_summary, is_edited, document \
         FROM transcript WHERE conversation_id = $1"
    );
    execute(tx, &sql, values![conversation_id.0]).await.map(|_| ())
}

/// All revisions of a conversation's transcript, newest first; none while there is no transcript.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Revision>, StoreError> {
    let Some((_, newest)) = transcripts::revision_of(conn, conversation_id).await? else {
        return Ok(Vec::new());
    };
    // One that was newest a moment ago may stand among the others by now.
    let sql = format!(
        "SELECT {COLUMNS} FROM transcript_revision WHERE conversation_id = $1 AND revision < $2 \
         ORDER BY revision DESC"
    );
    let before =
        query_all(conn, &sql, values![conversation_id.0, number(newest.number)], read_revision).await?;
    Ok(std::iter::once(newest).chain(before).collect())
}

/// One revision of a conversation's transcript, with what was said.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    revision: u64,
) -> Result<Option<(Transcript, Revision)>, StoreError> {
    let newest = transcripts::get_revised(conn, conversation_id).await?;
    if let Some(found) = newest.filter(|(_, newest)| newest.number == revision) {
        return Ok(Some(found));
    }
    let sql = format!(
        "SELECT document, {COLUMNS} FROM transcript_revision WHERE conversation_id = $1 AND revision = $2"
    );
    let values = values![conversation_id.0, number(revision)];
    query_one(conn, &sql, values, |row| Ok((row.json()?, read_revision(row)?))).await
}
