//! Links that show conversations to people without a key. Of the word that opens one only its SHA-256 is kept.

use colloquy_domain::share::Share;
use colloquy_domain::{ConversationId, Instant, ShareId, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, micros, number, optional_micros, query_all, query_one, values};

const COLUMNS: &str =
    "id, workspace_id, conversation_id, with_recording, created_by, created_at, expires_at, revoked_at";

fn read(row: &mut Fields<'_>) -> Result<Share, StoreError> {
    Ok(Share {
        id: ShareId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        conversation_id: ConversationId(row.uuid()?),
        with_recording: row.take()?,
        created_by: row.take::<Option<_>>()?.map(UserId),
        created_at: row.instant()?,
        expires_at: row.instant()?,
        revoked_at: row.optional_instant()?,
    })
}

/// Adds a link.
pub async fn insert(
    conn: &impl ConnectionTrait,
    share: &Share,
    token_sha256: [u8; 32],
) -> Result<(), StoreError> {
    let row = values![
        share.id.0,
        share.workspace_id.0,
        share.conversation_id.0,
        share.with_recording,
        share.created_by.map(|id| id.0),
        micros(share.created_at),
        micros(share.expires_at),
        optional_micros(share.revoked_at),
        token_sha256.to_vec(),
    ];
    let columns = format!("{COLUMNS}, token_sha256");
    sql::insert(conn, "conversation_share", &columns, vec![row]).await
}

/// The links to a conversation that still show it, newest first, at most `limit`.
pub async fn list_open(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    now: Instant,
    limit: u64,
) -> Result<Vec<Share>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM conversation_share WHERE conversation_id = $1 AND revoked_at IS NULL \
         AND expires_at > $2 ORDER BY id DESC LIMIT $3"
    );
    query_all(conn, &sql, values![conversation_id.0, micros(now), number(limit)], read).await
}

/// The link with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ShareId,
) -> Result<Option<Share>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM conversation_share WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The link that the word with that hash opens, in whatever workspace, also where it is over: the word is the permission.
pub async fn find_by_token(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
) -> Result<Option<Share>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM conversation_share WHERE token_sha256 = $1");
    query_one(conn, &sql, values![token_sha256.to_vec()], read).await
}

/// Ends a link. One that was ended before stays as it is.
pub async fn revoke(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ShareId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE conversation_share SET revoked_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND revoked_at IS NULL";
    execute(conn, sql, values![micros(now), id.0, workspace_id.0]).await.map(|_| ())
}

/// Ends all links to a conversation that are not over.
pub async fn revoke_all(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE conversation_share SET revoked_at = $1 \
               WHERE conversation_id = $2 AND revoked_at IS NULL AND expires_at > $1";
    execute(conn, sql, values![micros(now), conversation_id.0]).await.map(|_| ())
}

/// How many links to a conversation still show it.
pub async fn count_open(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    now: Instant,
) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM conversation_share WHERE conversation_id = $1 AND revoked_at IS NULL \
               AND expires_at > $2";
    let found = query_one(conn, sql, values![conversation_id.0, micros(now)], |row| row.number()).await?;
    Ok(found.unwrap_or(0))
}
