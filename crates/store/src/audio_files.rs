//! Recordings that clients announce and put here. Those whose conversation is deleted are kept until it is erased,
//! and found by nothing. The files themselves are [objects](crate::objects).

use colloquy_domain::attribution::Attribution;
use colloquy_domain::audio_file::{AudioFile, AudioFileFilter, AudioFileState};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{
    AudioFileId, CallCenterId, CampaignId, ConversationId, CredentialId, EvaluationId, Instant, ProjectId,
    ScorecardId, WorkspaceId,
};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, between, newest_first};
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, number, query_all, query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, project_id, scorecard_id, file_name, campaign_id, call_center_id, \
                       executive_name, is_ai_call, recorded_at, upload, state, error, conversation_id, \
                       evaluation_id, duration_ms, is_private, created_by, created_at, updated_at";

/// What is written beside: parts of the upload that statements ask for.
const OF_UPLOAD: &str = "object_key, size_bytes";

const MS_PER_SECOND: f64 = 1_000.0;

fn read(row: &mut Fields<'_>) -> Result<AudioFile, StoreError> {
    Ok(AudioFile {
        id: AudioFileId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        project_id: ProjectId(row.uuid()?),
        scorecard_id: row.take::<Option<_>>()?.map(ScorecardId),
        file_name: row.take()?,
        attribution: Attribution {
            campaign_id: row.take::<Option<_>>()?.map(CampaignId),
            call_center_id: row.take::<Option<_>>()?.map(CallCenterId),
            executive_name: row.take()?,
            is_ai_call: row.take()?,
        },
        recorded_at: row.instant()?,
        upload: row.optional_json()?,
        state: row.word(AudioFileState::parse)?,
        error: row.take()?,
        conversation_id: row.take::<Option<_>>()?.map(ConversationId),
        evaluation_id: row.take::<Option<_>>()?.map(EvaluationId),
        duration_seconds: row.take::<Option<i64>>()?.map(|duration_ms| duration_ms as f64 / MS_PER_SECOND),
        is_private: row.take()?,
        created_by: row.take::<Option<_>>()?.map(CredentialId),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(file: &AudioFile) -> Result<Vec<Value>, StoreError> {
    let upload = file.upload.as_ref();
    Ok(values![
        file.id.0,
        file.workspace_id.0,
        file.project_id.0,
        file.scorecard_id.map(|id| id.0),
        file.file_name.as_str(),
        file.attribution.campaign_id.map(|id| id.0),
        file.attribution.call_center_id.map(|id| id.0),
        file.attribution.executive_name.clone(),
        file.attribution.is_ai_call,
        micros(file.recorded_at),
        upload.map(json).transpose()?,
        file.state.as_str(),
        file.error.clone(),
        file.conversation_id.map(|id| id.0),
        file.evaluation_id.map(|id| id.0),
        file.duration_seconds.map(|seconds| (seconds * MS_PER_SECOND).round() as i64),
        file.is_private,
        file.created_by.map(|id| id.0),
        micros(file.created_at),
        micros(file.updated_at),
        upload.map(|upload| upload.object_key.clone()),
        upload.map(|upload| number(upload.size_bytes)),
    ])
}

/// Adds a file.
pub async fn insert(tx: &Tx, file: &AudioFile) -> Result<(), StoreError> {
    sql::insert(tx, "audio_file", &format!("{COLUMNS}, {OF_UPLOAD}"), vec![write(file)?]).await
}

/// The file with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: AudioFileId,
) -> Result<Option<AudioFile>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|file| file.workspace_id == workspace_id))
}

/// The file with that id, in whatever workspace: for workers, and for links that carry their own permission.
pub async fn get_any(conn: &impl ConnectionTrait, id: AudioFileId) -> Result<Option<AudioFile>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM audio_file WHERE id = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(tx: &Tx, id: AudioFileId) -> Result<Option<AudioFile>, StoreError> {
    let lock = row_lock(tx);
    let sql = format!("SELECT {COLUMNS} FROM audio_file WHERE id = $1 AND deleted_at IS NULL{lock}");
    query_one(tx, &sql, values![id.0], read).await
}

/// Stores what has changed. Lengths are kept to the millisecond.
pub async fn update(tx: &Tx, file: &AudioFile) -> Result<(), StoreError> {
    // Every value has its number; those that never change are written as they are.
    let columns = format!("{COLUMNS}, {OF_UPLOAD}");
    let sql = format!(
        "UPDATE audio_file SET {} WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL",
        sql::assignments(&columns)
    );
    execute_one(tx, "audio file", &sql, write(file)?).await
}

/// The files of the slice, the newest first, and how many satisfy the filter. Private ones only where they are to be
/// included, or where `own` is the key that announced them.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &AudioFileFilter,
    include_private: bool,
    own: Option<CredentialId>,
    slice: Slice,
) -> Result<Sliced<AudioFile>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("audio_file.workspace_id = {workspace}"));
    query.require("audio_file.deleted_at IS NULL");
    match own {
        _ if include_private => {}
        None => query.require("NOT audio_file.is_private"),
        Some(own) => {
            let own = query.value(own.0);
            query.require(format!("(NOT audio_file.is_private OR audio_file.created_by = {own})"));
        }
    }
    if let Some(project_id) = filter.project_id {
        let project = query.value(project_id.0);
        query.require(format!("audio_file.project_id = {project}"));
    }
    if let Some(campaign_id) = filter.campaign_id {
        let campaign = query.value(campaign_id.0);
        query.require(format!("audio_file.campaign_id = {campaign}"));
    }
    match filter.is_ai_call {
        None => {}
        Some(true) => query.require("audio_file.is_ai_call"),
        Some(false) => query.require("NOT audio_file.is_ai_call"),
    }
    query.require_range("audio_file.recorded_at", &between(filter.from, filter.until));
    let columns = qualified("audio_file", COLUMNS);
    let listed =
        Listed { table: "audio_file", id: "id", beside: None, columns: &columns, made_at: "created_at" };
    newest_first(conn, &listed, query, slice, read).await
}

/// The files that became this conversation, oldest first.
pub async fn of_conversation(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<AudioFile>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM audio_file WHERE conversation_id = $1 AND deleted_at IS NULL ORDER BY id"
    );
    query_all(conn, &sql, values![conversation_id.0], read).await
}

/// Has nothing find the files of a conversation any more, as it is deleted.
pub async fn hide_of_conversation(
    tx: &Tx,
    conversation_id: ConversationId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE audio_file SET deleted_at = $1, updated_at = $1 \
               WHERE conversation_id = $2 AND deleted_at IS NULL";
    execute(tx, sql, values![micros(now), conversation_id.0]).await.map(|_| ())
}

/// Stores where the files of a conversation belong, as it belongs somewhere else now.
pub async fn reattribute(
    tx: &Tx,
    conversation_id: ConversationId,
    attribution: &Attribution,
) -> Result<(), StoreError> {
    let sql = "UPDATE audio_file SET campaign_id = $1, call_center_id = $2, executive_name = $3, is_ai_call = $4 \
               WHERE conversation_id = $5 AND deleted_at IS NULL";
    let values = values![
        attribution.campaign_id.map(|id| id.0),
        attribution.call_center_id.map(|id| id.0),
        attribution.executive_name.clone(),
        attribution.is_ai_call,
        conversation_id.0,
    ];
    execute(tx, sql, values).await.map(|_| ())
}

/// Stores with its files that a conversation became private, or is so no more.
pub async fn set_private(
    tx: &Tx,
    conversation_id: ConversationId,
    is_private: bool,
) -> Result<(), StoreError> {
    let sql = "UPDATE audio_file SET is_private = $1 WHERE conversation_id = $2 AND deleted_at IS NULL";
    execute(tx, sql, values![is_private, conversation_id.0]).await.map(|_| ())
}

/// The keys of the objects of a conversation's files, also where they are deleted.
pub(crate) async fn object_keys(tx: &Tx, conversation_id: ConversationId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT object_key FROM audio_file WHERE conversation_id = $1 AND object_key IS NOT NULL";
    query_all(tx, sql, values![conversation_id.0], |row| row.take()).await
}
