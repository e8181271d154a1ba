//! Conversations. A deleted one is kept and not found any more, but its external id stays taken.

use colloquy_domain::conversation::{Conversation, ConversationKind, DataSource, ProcessingStatus};
use colloquy_domain::{ConversationId, CredentialId, Instant, UserId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::calls;
use crate::crm;
use crate::error::StoreError;
use crate::metrics;
use crate::search;
use crate::sql::{
    self, Fields, execute_one, micros, optional_micros, placeholders, query_all, query_one, row_lock,
    searchable, values,
};
use crate::texts;
use crate::tx::Tx;

pub(crate) const COLUMNS: &str = "id, workspace_id, kind, title, description, meeting_url, processing_status, is_private, \
                       is_internal, data_source, started_at, ended_at, owner_user_id, host_user_id, \
                       source_system, external_id, external_url, run_workflows, crm_object_type, \
                       crm_object_id, crm_source, created_by, created_at, updated_at";

pub(crate) fn read(row: &mut Fields<'_>) -> Result<Conversation, StoreError> {
    Ok(Conversation {
        id: ConversationId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        kind: row.word(ConversationKind::parse)?,
        title: row.take()?,
        description: row.take()?,
        meeting_url: row.take()?,
        processing_status: row.word(ProcessingStatus::parse)?,
        is_private: row.take()?,
        is_internal: row.take()?,
        data_source: row.word(DataSource::parse)?,
        started_at: row.instant()?,
        ended_at: row.optional_instant()?,
        owner_user_id: row.take::<Option<_>>()?.map(UserId),
        host_user_id: row.take::<Option<_>>()?.map(UserId),
        source_system: row.take()?,
        external_id: row.take()?,
        external_url: row.take()?,
        run_workflows: row.take()?,
        crm_association: crm::read(row)?,
        created_by: row.take::<Option<_>>()?.map(CredentialId),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(conversation: &Conversation) -> Vec<Value> {
    let crm = conversation.crm_association.as_ref();
    values![
        conversation.id.0,
        conversation.workspace_id.0,
        conversation.kind.as_str(),
        conversation.title.as_str(),
        conversation.description.clone(),
        conversation.meeting_url.clone(),
        conversation.processing_status.as_str(),
        conversation.is_private,
        conversation.is_internal,
        conversation.data_source.as_str(),
        micros(conversation.started_at),
        optional_micros(conversation.ended_at),
        conversation.owner_user_id.map(|id| id.0),
        conversation.host_user_id.map(|id| id.0),
        conversation.source_system.clone(),
        conversation.external_id.clone(),
        conversation.external_url.clone(),
        conversation.run_workflows,
        crm.map(|crm| crm.object_type.as_str()),
        crm.map(|crm| crm.crm_object_id.as_str()),
        crm.map(|crm| crm.source.as_str()),
        conversation.created_by.map(|id| id.0),
        micros(conversation.created_at),
        micros(conversation.updated_at),
        searchable([conversation.title.as_str()]),
    ]
}

/// Adds a conversation. A taken external id is a conflict of
/// [`CONVERSATION_EXTERNAL_ID`](crate::constraint::CONVERSATION_EXTERNAL_ID).
pub async fn insert(conn: &impl ConnectionTrait, conversation: &Conversation) -> Result<(), StoreError> {
    let columns = format!("{COLUMNS}, search_text");
    sql::insert(conn, "conversation", &columns, vec![write(conversation)]).await
}

/// Keeps the plain text that came along with a conversation's recording. It may be long, so it stands in a table of
/// its own, where nothing that reads or changes the conversation meets it.
pub async fn insert_supplied_text(
    conn: &impl ConnectionTrait,
    id: ConversationId,
    text: &str,
) -> Result<(), StoreError> {
    sql::insert(conn, "supplied_text", "conversation_id, content", vec![values![id.0, text]]).await
}

/// The conversation with that external id; see [`is_external_id_of_deleted`] for those that are gone.
pub async fn find_by_external_id(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    external_id: &str,
) -> Result<Option<Conversation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM conversation WHERE workspace_id = $1 AND external_id = $2 AND deleted_at IS NULL"
    );
    query_one(conn, &sql, values![workspace_id.0, external_id], read).await
}

/// The conversation with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<Option<Conversation>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|conversation| conversation.workspace_id == workspace_id))
}

/// The conversations with these ids, in no particular order.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[ConversationId],
) -> Result<Vec<Conversation>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM conversation WHERE workspace_id = $1 AND id IN ({}) AND deleted_at IS NULL",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    query_all(conn, &sql, values, read).await
}

/// The conversation with that id, in whatever workspace: for workers, which act for all.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Option<Conversation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM conversation WHERE id = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0], read).await
}

/// The same, locked until the transaction ends: of two changes of one conversation the later one waits and
/// then sees what the earlier one did.
pub async fn get_for_update(tx: &Tx, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
    let lock = row_lock(tx);
    let sql = format!("SELECT {COLUMNS} FROM conversation WHERE id = $1 AND deleted_at IS NULL{lock}");
    query_one(tx, &sql, values![id.0], read).await
}

/// Stores what has changed; workspace, creation and the way it came in do not.
pub async fn update(conn: &impl ConnectionTrait, conversation: &Conversation) -> Result<(), StoreError> {
    let sql = "UPDATE conversation SET kind = $1, title = $2, search_text = $3, description = $4, meeting_url = $5, \
               processing_status = $6, is_private = $7, is_internal = $8, started_at = $9, ended_at = $10, \
               owner_user_id = $11, host_user_id = $12, source_system = $13, external_id = $14, \
               external_url = $15, run_workflows = $16, crm_object_type = $17, crm_object_id = $18, \
               crm_source = $19, updated_at = $20 \
               WHERE id = $21 AND workspace_id = $22 AND deleted_at IS NULL";
    let crm = conversation.crm_association.as_ref();
    let values = values![
        conversation.kind.as_str(),
        conversation.title.as_str(),
        searchable([conversation.title.as_str()]),
        conversation.description.clone(),
        conversation.meeting_url.clone(),
        conversation.processing_status.as_str(),
        conversation.is_private,
        conversation.is_internal,
        micros(conversation.started_at),
        optional_micros(conversation.ended_at),
        conversation.owner_user_id.map(|id| id.0),
        conversation.host_user_id.map(|id| id.0),
        conversation.source_system.clone(),
        conversation.external_id.clone(),
        conversation.external_url.clone(),
        conversation.run_workflows,
        crm.map(|crm| crm.object_type.as_str()),
        crm.map(|crm| crm.crm_object_id.as_str()),
        crm.map(|crm| crm.source.as_str()),
        micros(conversation.updated_at),
        conversation.id.0,
        conversation.workspace_id.0,
    ];
    execute_one(conn, "conversation", sql, values).await
}

/// Deletes a conversation: it is not found any more.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE conversation SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "conversation", sql, values![micros(now), id.0, workspace_id.0]).await?;
    metrics::values::remove(conn, id).await?;
    calls::free_external_id(conn, workspace_id, id).await?;
    texts::remove(conn, workspace_id, id).await?;
    search::remove(conn, id).await
}

/// Whether an external id belongs to a conversation that was deleted.
pub async fn is_external_id_of_deleted(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    external_id: &str,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM conversation \
               WHERE workspace_id = $1 AND external_id = $2 AND deleted_at IS NOT NULL";
    Ok(query_one(conn, sql, values![workspace_id.0, external_id], |_| Ok(())).await?.is_some())
}
