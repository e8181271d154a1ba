//! Collection jobs and their conversations.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::metric::{CollectionItem, CollectionJob, CollectionStatus, ItemStatus, TriggeredBy};
use colloquy_domain::{CollectionJobId, ConversationId, MetricPolicyId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, number, optional_micros, placeholders, query_all,
    query_by_conversation, query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, status, total_items, completed_items, failed_items, error, policy_ids, \
                       triggered_by, metrics, started_at, completed_at, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<CollectionJob, StoreError> {
    Ok(CollectionJob {
        id: CollectionJobId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        status: row.word(CollectionStatus::parse)?,
        total_items: row.number()?,
        completed_items: row.number()?,
        failed_items: row.number()?,
        error: row.take()?,
        policy_ids: row.json()?,
        triggered_by: row.word(TriggeredBy::parse)?,
        metrics: row.json()?,
        started_at: row.optional_instant()?,
        completed_at: row.optional_instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a job with its conversations.
pub async fn insert(
    conn: &impl ConnectionTrait,
    job: &CollectionJob,
    conversations: &[ConversationId],
) -> Result<(), StoreError> {
    let row = values![
        job.id.0,
        job.workspace_id.0,
        job.status.as_str(),
        number(job.total_items),
        number(job.completed_items),
        number(job.failed_items),
        job.error.clone(),
        json(&job.policy_ids)?,
        job.triggered_by.as_str(),
        json(&job.metrics)?,
        optional_micros(job.started_at),
        optional_micros(job.completed_at),
        micros(job.created_at),
        micros(job.updated_at),
    ];
    sql::insert(conn, "collection_job", COLUMNS, vec![row]).await?;
    let items = conversations
        .iter()
        .map(|conversation| values![job.id.0, conversation.0, ItemStatus::Pending.as_str()])
        .collect();
    sql::insert(conn, "collection_item", "job_id, conversation_id, status", items).await
}

/// The job with that id, in whatever workspace: for workers, which act for all.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: CollectionJobId,
) -> Result<Option<CollectionJob>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM collection_job WHERE id = $1");
    query_one(conn, &sql, values![id.0], read).await
}

/// The job with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CollectionJobId,
) -> Result<Option<CollectionJob>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|job| job.workspace_id == workspace_id))
}

/// The same, locked until the transaction ends: what several conversations bring is counted one after the other.
pub async fn get_for_update(tx: &Tx, id: CollectionJobId) -> Result<Option<CollectionJob>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM collection_job WHERE id = $1{}", row_lock(tx));
    query_one(tx, &sql, values![id.0], read).await
}

/// Some jobs by their ids.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    ids: &BTreeSet<CollectionJobId>,
) -> Result<Vec<CollectionJob>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {COLUMNS} FROM collection_job WHERE id IN ({})", placeholders(1, ids.len()));
    query_all(conn, &sql, ids.iter().map(|id| id.0.into()).collect(), read).await
}

/// Jobs of a workspace, newest first, at most `limit`, older than `before`.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    status: Option<CollectionStatus>,
    limit: u64,
    before: Option<CollectionJobId>,
) -> Result<Vec<CollectionJob>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let mut values = values![workspace_id.0, before, number(limit)];
    let status = status.map_or("", |status| {
        values.push(status.as_str().into());
        "AND status = $4 "
    });
    let sql = format!(
        "SELECT {COLUMNS} FROM collection_job WHERE workspace_id = $1 AND id < $2 {status}\
         ORDER BY id DESC LIMIT $3"
    );
    query_all(conn, &sql, values, read).await
}

/// How many jobs a workspace has, with that status.
pub async fn count(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    status: Option<CollectionStatus>,
) -> Result<u64, StoreError> {
    let mut values = values![workspace_id.0];
    let status = status.map_or("", |status| {
        values.push(status.as_str().into());
        "AND status = $2"
    });
    let sql = format!("SELECT COUNT(*) FROM collection_job WHERE workspace_id = $1 {status}");
    Ok(query_one(conn, &sql, values, |row| row.number()).await?.unwrap_or(0))
}

/// Stores how far a job is.
pub async fn update(conn: &impl ConnectionTrait, job: &CollectionJob) -> Result<(), StoreError> {
    let sql = "UPDATE collection_job SET status = $1, completed_items = $2, failed_items = $3, error = $4, \
               started_at = $5, completed_at = $6, updated_at = $7 WHERE id = $8";
    let values = values![
        job.status.as_str(),
        number(job.completed_items),
        number(job.failed_items),
        job.error.clone(),
        optional_micros(job.started_at),
        optional_micros(job.completed_at),
        micros(job.updated_at),
        job.id.0,
    ];
    execute_one(conn, "collection job", sql, values).await
}

/// Gives a conversation of a job its end; false where it had one already.
pub async fn settle_item(
    conn: &impl ConnectionTrait,
    id: CollectionJobId,
    conversation_id: ConversationId,
    status: ItemStatus,
) -> Result<bool, StoreError> {
    let sql = "UPDATE collection_item SET status = $1 \
               WHERE job_id = $2 AND conversation_id = $3 AND status = 'pending'";
    Ok(execute(conn, sql, values![status.as_str(), id.0, conversation_id.0]).await? > 0)
}

/// Whether a conversation of a job waits to be measured, or is at work.
pub async fn is_pending(
    conn: &impl ConnectionTrait,
    id: CollectionJobId,
    conversation_id: ConversationId,
) -> Result<bool, StoreError> {
    let sql =
        "SELECT 1 FROM collection_item WHERE job_id = $1 AND conversation_id = $2 AND status = 'pending'";
    Ok(query_one(conn, sql, values![id.0, conversation_id.0], |_| Ok(())).await?.is_some())
}

/// Stops all conversations of a job that are not measured yet, and returns them.
pub async fn cancel_items(tx: &Tx, id: CollectionJobId) -> Result<Vec<ConversationId>, StoreError> {
    let sql = "UPDATE collection_item SET status = 'canceled' WHERE job_id = $1 AND status = 'pending' \
               RETURNING conversation_id";
    query_all(tx, sql, values![id.0], |row| Ok(ConversationId(row.uuid()?))).await
}

/// What waits to be measured in a conversation.
pub async fn pending_of(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Vec<CollectionItem>, StoreError> {
    let sql = "SELECT job_id, conversation_id, status FROM collection_item \
               WHERE conversation_id = $1 AND status = 'pending' ORDER BY job_id";
    query_all(conn, sql, values![id.0], |row| {
        Ok(CollectionItem {
            job_id: CollectionJobId(row.uuid()?),
            conversation_id: ConversationId(row.uuid()?),
            status: row.word(ItemStatus::parse)?,
        })
    })
    .await
}

/// Whether a job that followed from a policy has not measured the conversation yet.
pub async fn has_pending_of_policy(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM collection_item JOIN collection_job ON collection_job.id = collection_item.job_id \
               WHERE conversation_id = $1 AND collection_item.status = 'pending' \
               AND triggered_by = 'policy' LIMIT 1";
    Ok(query_one(conn, sql, values![id.0], |_| Ok(())).await?.is_some())
}

/// All jobs that name a conversation.
pub(crate) async fn jobs_of(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Vec<CollectionJobId>, StoreError> {
    let sql = "SELECT job_id FROM collection_item WHERE conversation_id = $1";
    query_all(conn, sql, values![id.0], |row| Ok(CollectionJobId(row.uuid()?))).await
}

/// The policies that were applied to conversations, each once; conversations without any are absent.
pub async fn policies_of(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<MetricPolicyId>>, StoreError> {
    let select = "SELECT conversation_id, policy_ids FROM collection_item \
                  JOIN collection_job ON collection_job.id = collection_item.job_id";
    let rest = "AND triggered_by = 'policy' ORDER BY collection_job.id";
    let found = query_by_conversation(conn, select, "conversation_id", rest, ids, |row| {
        row.json::<Vec<MetricPolicyId>>()
    })
    .await?;
    let once = |lists: Vec<Vec<MetricPolicyId>>| {
        let all: BTreeSet<MetricPolicyId> = lists.into_iter().flatten().collect();
        all.into_iter().collect::<Vec<_>>()
    };
    Ok(found.into_iter().map(|(id, lists)| (id, once(lists))).collect())
}
