//! The steps of a conversation's processing.

use std::collections::{HashMap, HashSet};

use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute_one, number, optional_micros, query_all, query_by_conversation, query_one, values,
};

const COLUMNS: &str =
    "conversation_id, name, workspace_id, status, attempts, error, engine, started_at, finished_at";

fn read(row: &mut Fields<'_>) -> Result<Stage, StoreError> {
    Ok(Stage {
        conversation_id: ConversationId(row.uuid()?),
        name: row.word(StageName::parse)?,
        workspace_id: WorkspaceId(row.uuid()?),
        status: row.word(StageStatus::parse)?,
        attempts: row.number()?,
        error: row.take()?,
        engine: row.take::<Option<_>>()?.map(EngineLabel),
        started_at: row.optional_instant()?,
        finished_at: row.optional_instant()?,
    })
}

/// Adds stages.
pub async fn insert_many(conn: &impl ConnectionTrait, stages: &[Stage]) -> Result<(), StoreError> {
    let rows = stages
        .iter()
        .map(|stage| {
            values![
                stage.conversation_id.0,
                stage.name.as_str(),
                stage.workspace_id.0,
                stage.status.as_str(),
                number(stage.attempts),
                stage.error.clone(),
                stage.engine.as_ref().map(|engine| engine.0.clone()),
                optional_micros(stage.started_at),
                optional_micros(stage.finished_at),
            ]
        })
        .collect();
    sql::insert(conn, "stage", COLUMNS, rows).await
}

/// The stages of a conversation, in the order in which people read them.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Stage>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM stage WHERE conversation_id = $1");
    let mut stages = query_all(conn, &sql, values![conversation_id.0], read).await?;
    stages.sort_by_key(|stage| stage.name);
    Ok(stages)
}

/// One stage of a conversation.
pub async fn get(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    name: StageName,
) -> Result<Option<Stage>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM stage WHERE conversation_id = $1 AND name = $2");
    query_one(conn, &sql, values![conversation_id.0, name.as_str()], read).await
}

/// When that stage was finished, for those of the conversations for which it was.
pub async fn finished_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
    name: StageName,
) -> Result<HashMap<ConversationId, Instant>, StoreError> {
    let select = "SELECT conversation_id, finished_at FROM stage";
    let rest = format!("AND name = '{}' AND finished_at IS NOT NULL", name.as_str());
    let found =
        query_by_conversation(conn, select, "conversation_id", &rest, ids, |row| row.instant()).await?;
    Ok(found.into_iter().flat_map(|(id, instants)| instants.into_iter().map(move |at| (id, at))).collect())
}

/// Those of the conversations of which that stage is in that state.
pub async fn with_status(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
    name: StageName,
    status: StageStatus,
) -> Result<HashSet<ConversationId>, StoreError> {
    let select = "SELECT conversation_id FROM stage";
    let rest = format!("AND name = '{}' AND status = '{}'", name.as_str(), status.as_str());
    let found = query_by_conversation(conn, select, "conversation_id", &rest, ids, |_| Ok(())).await?;
    Ok(found.into_keys().collect())
}

/// Stores how far a stage is.
pub async fn update(conn: &impl ConnectionTrait, stage: &Stage) -> Result<(), StoreError> {
    let sql = "UPDATE stage SET status = $1, attempts = $2, error = $3, engine = $4, started_at = $5, \
               finished_at = $6 WHERE conversation_id = $7 AND name = $8";
    let values = values![
        stage.status.as_str(),
        number(stage.attempts),
        stage.error.clone(),
        stage.engine.as_ref().map(|engine| engine.0.clone()),
        optional_micros(stage.started_at),
        optional_micros(stage.finished_at),
        stage.conversation_id.0,
        stage.name.as_str(),
    ];
    execute_one(conn, "stage", sql, values).await
}
