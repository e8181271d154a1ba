//! Evaluations, their results, and how their criteria stand by day.
//!
//! Two things follow from evaluations and are kept right by this module alone, in the transaction that changes one:
//! which evaluation of a conversation within a project is the current one (the newest), and the rows of
//! `criterion_day`, to which every evaluation that is current, completed and not deleted adds its results. So whoever
//! changes an evaluation reads it with [`get_for_update`] in the same transaction, changes that, and stores it with
//! [`update`], or with [`complete`] where its results change, too. Whether it is current and where its conversation
//! belongs are never taken from there: [`insert()`] and [`reattribute`] decide these.
//!
//! What belongs to a deleted conversation is kept until that is erased, and found by nothing but [`results()`].

mod days;
mod list;
mod results;
mod write;

use colloquy_domain::attribution::Attribution;
use colloquy_domain::evaluation::{Evaluation, EvaluationState, Feeling, Outcome};
use colloquy_domain::{
    AudioFileId, CallCenterId, CampaignId, ConversationId, CredentialId, EvaluationId, ProjectId,
    ScorecardId, WorkspaceId,
};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{Fields, micros, number, optional_micros, query_all, query_one, row_lock, values};
use crate::tx::Tx;

pub(crate) use self::days::{day_of, slice_of};
pub(crate) use self::list::{filtered, source};
pub use self::list::{list, walk};
pub use self::results::{results, results_many};
pub use self::write::{
    complete, hide_of_conversation, insert, reattribute, reinstate, set_private, take_place, update,
};

const COLUMNS: &str = "id, workspace_id, project_id, conversation_id, audio_file_id, scorecard_id, scorecard_version, state, error, \
     is_current, is_private, name, recorded_at, duration_ms, campaign_id, call_center_id, executive_name, \
     is_ai_call, has_outcome, note_tenths, score_tenths, is_auto_failed, undecided, sentiment, created_by, \
     created_at, updated_at, completed_at";

/// What is written beside: what analytics groups by.
const DERIVED: &str = "recorded_day";

fn read(row: &mut Fields<'_>) -> Result<Evaluation, StoreError> {
    Ok(Evaluation {
        id: EvaluationId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        project_id: ProjectId(row.uuid()?),
        conversation_id: ConversationId(row.uuid()?),
        audio_file_id: row.take::<Option<_>>()?.map(AudioFileId),
        scorecard_id: ScorecardId(row.uuid()?),
        scorecard_version: row.number()?,
        state: row.word(EvaluationState::parse)?,
        error: row.take()?,
        is_current: row.take()?,
        is_private: row.take()?,
        name: row.take()?,
        recorded_at: row.instant()?,
        duration_seconds: row.take::<Option<i64>>()?.map(|millis| millis as f64 / 1_000.0),
        attribution: Attribution {
            campaign_id: row.take::<Option<_>>()?.map(CampaignId),
            call_center_id: row.take::<Option<_>>()?.map(CallCenterId),
            executive_name: row.take()?,
            is_ai_call: row.take()?,
        },
        outcome: read_outcome(row)?,
        created_by: row.take::<Option<_>>()?.map(CredentialId),
        created_at: row.instant()?,
        updated_at: row.instant()?,
        completed_at: row.optional_instant()?,
    })
}

fn read_outcome(row: &mut Fields<'_>) -> Result<Option<Outcome>, StoreError> {
    let has_outcome: bool = row.take()?;
    let outcome = Outcome {
        average_note: row.take::<Option<i64>>()?.map(|tenths| tenths as f64 / 10.0),
        score: row.take::<Option<i64>>()?.map(|tenths| tenths as f64 / 10.0),
        is_auto_failed: row.take()?,
        undecided: row.number()?,
        sentiment: row.optional_word(Feeling::parse)?,
    };
    Ok(has_outcome.then_some(outcome))
}

fn write_row(evaluation: &Evaluation) -> Vec<Value> {
    let attribution = &evaluation.attribution;
    let outcome = evaluation.outcome.as_ref();
    values![
        evaluation.id.0,
        evaluation.workspace_id.0,
        evaluation.project_id.0,
        evaluation.conversation_id.0,
        evaluation.audio_file_id.map(|id| id.0),
        evaluation.scorecard_id.0,
        number(evaluation.scorecard_version),
        evaluation.state.as_str(),
        evaluation.error.clone(),
        evaluation.is_current,
        evaluation.is_private,
        evaluation.name.as_str(),
        micros(evaluation.recorded_at),
        evaluation.duration_seconds.map(millis),
        attribution.campaign_id.map(|id| id.0),
        attribution.call_center_id.map(|id| id.0),
        attribution.executive_name.clone(),
        attribution.is_ai_call,
        outcome.is_some(),
        outcome.and_then(|outcome| outcome.average_note).map(tenths),
        outcome.and_then(|outcome| outcome.score).map(tenths),
        outcome.is_some_and(|outcome| outcome.is_auto_failed),
        outcome.map_or(0, |outcome| number(outcome.undecided)),
        outcome.and_then(|outcome| outcome.sentiment).map(Feeling::as_str),
        evaluation.created_by.map(|id| id.0),
        micros(evaluation.created_at),
        micros(evaluation.updated_at),
        optional_micros(evaluation.completed_at),
        day_of(evaluation.recorded_at),
    ]
}

/// A note or score in tenths. Rounded, and cut to what fits.
fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

/// A length in milliseconds.
fn millis(seconds: f64) -> i64 {
    (seconds * 1_000.0).round() as i64
}

/// The evaluation with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: EvaluationId,
) -> Result<Option<Evaluation>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|evaluation| evaluation.workspace_id == workspace_id))
}

/// The evaluation with that id, in whatever workspace: for workers, which act for all.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: EvaluationId,
) -> Result<Option<Evaluation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM evaluation WHERE id = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0], read).await
}

/// The same, locked until the transaction ends.
pub async fn get_for_update(tx: &Tx, id: EvaluationId) -> Result<Option<Evaluation>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM evaluation WHERE id = $1 AND deleted_at IS NULL{}", row_lock(tx));
    query_one(tx, &sql, values![id.0], read).await
}

/// The evaluations of a conversation that wait or are at work, oldest first.
pub async fn pending_of(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Vec<Evaluation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM evaluation WHERE conversation_id = $1 AND deleted_at IS NULL \
         AND state IN ('pending', 'processing') ORDER BY created_at, id"
    );
    query_all(conn, &sql, values![id.0], read).await
}

/// All evaluations of a conversation, oldest first.
pub async fn of_conversation(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Vec<Evaluation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM evaluation WHERE conversation_id = $1 AND deleted_at IS NULL \
         ORDER BY created_at, id"
    );
    query_all(conn, &sql, values![id.0], read).await
}

/// The newest evaluation of what an audio file became.
pub async fn newest_of_file(
    conn: &impl ConnectionTrait,
    id: AudioFileId,
) -> Result<Option<Evaluation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM evaluation WHERE audio_file_id = $1 AND deleted_at IS NULL \
         ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    query_one(conn, &sql, values![id.0], read).await
}
