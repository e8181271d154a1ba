//! What was said in conversations and what it was about, in lower case: where a search looks for a piece of text that
//! need not begin or end with a word. It is kept beside the documents that it is made of, by what writes these.

use colloquy_domain::transcript::Transcript;
use colloquy_domain::{ConversationId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{execute, values};

/// Keeps what was said.
pub(crate) async fn put_transcript(
    conn: &impl ConnectionTrait,
    transcript: &Transcript,
) -> Result<(), StoreError> {
    let mut said = String::new();
    for entry in &transcript.entries {
        said.push_str(&entry.text.to_lowercase());
        said.push('\n');
    }
    let sql = "INSERT INTO conversation_text (conversation_id, workspace_id, said, told) \
               VALUES ($1, $2, $3, '') ON CONFLICT (conversation_id) DO UPDATE SET said = excluded.said";
    let values = values![transcript.conversation_id.0, transcript.workspace_id.0, said];
    execute(conn, sql, values).await.map(|_| ())
}

/// Keeps the summary of a conversation whose transcript is there.
pub(crate) async fn put_summary(
    conn: &impl ConnectionTrait,
    id: ConversationId,
    summary: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE conversation_text SET told = $1 WHERE conversation_id = $2";
    execute(conn, sql, values![summary.to_lowercase(), id.0]).await.map(|_| ())
}

/// Forgets what was kept of a conversation of this workspace.
pub(crate) async fn remove(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM conversation_text WHERE conversation_id = $1 AND workspace_id = $2";
    execute(conn, sql, values![id.0, workspace_id.0]).await.map(|_| ())
}
