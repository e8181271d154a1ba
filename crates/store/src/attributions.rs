//! Where conversations belong in a contact center.

use std::collections::HashMap;

use colloquy_domain::attribution::Attribution;
use colloquy_domain::{CallCenterId, CampaignId, ConversationId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{Fields, execute, insert_or, query_by_conversation, query_one, values};
use crate::tx::Tx;

const COLUMNS: &str = "campaign_id, call_center_id, executive_name, is_ai_call";

fn read(row: &mut Fields<'_>) -> Result<Attribution, StoreError> {
    Ok(Attribution {
        campaign_id: row.take::<Option<_>>()?.map(CampaignId),
        call_center_id: row.take::<Option<_>>()?.map(CallCenterId),
        executive_name: row.take()?,
        is_ai_call: row.take()?,
    })
}

/// Stores where a conversation belongs in place of what was known; of one that belongs nowhere nothing is kept.
pub async fn put(
    tx: &Tx,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    attribution: &Attribution,
) -> Result<(), StoreError> {
    if *attribution == Attribution::default() {
        let sql = "DELETE FROM attribution WHERE conversation_id = $1";
        return execute(tx, sql, values![conversation_id.0]).await.map(|_| ());
    }
    let row = values![
        conversation_id.0,
        workspace_id.0,
        attribution.campaign_id.map(|id| id.0),
        attribution.call_center_id.map(|id| id.0),
        attribution.executive_name.clone(),
        attribution.is_ai_call,
    ];
    let columns = format!("conversation_id, workspace_id, {COLUMNS}");
    let replaced = "ON CONFLICT (conversation_id) DO UPDATE SET campaign_id = excluded.campaign_id, \
                    call_center_id = excluded.call_center_id, executive_name = excluded.executive_name, \
                    is_ai_call = excluded.is_ai_call";
    insert_or(tx, "attribution", &columns, vec![row], replaced).await.map(|_| ())
}

/// Where a conversation belongs; none where it belongs nowhere.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Option<Attribution>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM attribution WHERE conversation_id = $1");
    query_one(conn, &sql, values![conversation_id.0], read).await
}

/// The same of several conversations; those that belong nowhere are absent.
pub async fn get_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Attribution>, StoreError> {
    let select = format!("SELECT conversation_id, {COLUMNS} FROM attribution");
    let found = query_by_conversation(conn, &select, "conversation_id", "", ids, read).await?;
    Ok(found.into_iter().filter_map(|(id, mut rows)| Some((id, rows.pop()?))).collect())
}
