//! Comments on transcripts.

use colloquy_domain::comment::{Comment, CommentStatus};
use colloquy_domain::{CommentId, ConversationId, TranscriptId, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute_one, json, micros, number, optional_micros, query_all, query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, conversation_id, transcript_id, body, anchor, status, created_by, \
                       resolved_by, resolved_at, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: CommentId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        conversation_id: ConversationId(row.uuid()?),
        transcript_id: TranscriptId(row.uuid()?),
        body: row.take()?,
        anchor: row.json()?,
        status: row.word(CommentStatus::parse)?,
        created_by: row.take::<Option<_>>()?.map(UserId),
        resolved_by: row.take::<Option<_>>()?.map(UserId),
        resolved_at: row.optional_instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a comment.
pub async fn insert(conn: &impl ConnectionTrait, comment: &Comment) -> Result<(), StoreError> {
    let row = values![
        comment.id.0,
        comment.workspace_id.0,
        comment.conversation_id.0,
        comment.transcript_id.0,
        comment.body.as_str(),
        json(&comment.anchor)?,
        comment.status.as_str(),
        comment.created_by.map(|id| id.0),
        comment.resolved_by.map(|id| id.0),
        optional_micros(comment.resolved_at),
        micros(comment.created_at),
        micros(comment.updated_at),
    ];
    sql::insert(conn, "comment", COLUMNS, vec![row]).await
}

/// Comments on a conversation, oldest first, after the one with that id, at most `limit`.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    after: CommentId,
    limit: u64,
) -> Result<Vec<Comment>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM comment WHERE conversation_id = $1 AND id > $2 ORDER BY id LIMIT $3");
    query_all(conn, &sql, values![conversation_id.0, after.0, number(limit)], read).await
}

/// The comment with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CommentId,
) -> Result<Option<Comment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM comment WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: CommentId,
) -> Result<Option<Comment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM comment WHERE id = $1 AND workspace_id = $2{}", row_lock(tx));
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores whether it is dealt with.
pub async fn update(conn: &impl ConnectionTrait, comment: &Comment) -> Result<(), StoreError> {
    let sql = "UPDATE comment SET status = $1, resolved_by = $2, resolved_at = $3, updated_at = $4 \
               WHERE id = $5 AND workspace_id = $6";
    let values = values![
        comment.status.as_str(),
        comment.resolved_by.map(|id| id.0),
        optional_micros(comment.resolved_at),
        micros(comment.updated_at),
        comment.id.0,
        comment.workspace_id.0,
    ];
    execute_one(conn, "comment", sql, values).await
}

/// Removes a comment.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CommentId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM comment WHERE id = $1 AND workspace_id = $2";
    execute_one(conn, "comment", sql, values![id.0, workspace_id.0]).await
}
