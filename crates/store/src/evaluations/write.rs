//! Changes of evaluations, and what follows from them.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationState, Feeling};
use colloquy_domain::scorecard::ScorecardVersion;
use colloquy_domain::{ConversationId, Instant};

use super::days::{Days, day_of};
use super::{COLUMNS, DERIVED, get_for_update, millis, read, results, tenths, write_row};
use crate::error::StoreError;
use crate::review_queue;
use crate::sql::{
    self, execute, execute_one, micros, name_lock, number, optional_micros, query_all, row_lock, values,
};
use crate::tx::Tx;

/// Adds an evaluation. Where it is current, the one of its conversation and project that was so is it no more: that
/// counts in no analytics and waits for nobody.
pub async fn insert(tx: &Tx, evaluation: &Evaluation) -> Result<(), StoreError> {
    if evaluation.is_current {
        supersede(tx, evaluation).await?;
    }
    sql::insert(tx, "evaluation", &format!("{COLUMNS}, {DERIVED}"), vec![write_row(evaluation)]).await
}

async fn supersede(tx: &Tx, evaluation: &Evaluation) -> Result<(), StoreError> {
    let (conversation, project) = (evaluation.conversation_id, evaluation.project_id);
    // Of two that are added at once the later one is to see the earlier one.
    name_lock(tx, &format!("evaluation of {conversation} in {project}")).await?;
    // A file whose transcript failed and that is processed again becomes another conversation: it counts once all the same.
    let file = evaluation.audio_file_id.map(|id| id.0);
    let sql = format!(
        "SELECT {COLUMNS} FROM evaluation WHERE (conversation_id = $1 OR audio_file_id = $2) AND project_id = $3 \
         AND is_current AND id <> $4 AND deleted_at IS NULL ORDER BY id{}",
        row_lock(tx)
    );
    let values = values![conversation.0, file, project.0, evaluation.id.0];
    let mut days = Days::default();
    for former in query_all(tx, &sql, values, read).await? {
        days.take(&former, &results::tallies(tx, former.id).await?);
        let sql = "UPDATE evaluation SET is_current = FALSE WHERE id = $1";
        execute(tx, sql, values![former.id.0]).await?;
        review_queue::remove(tx, former.id).await?;
    }
    days.write(tx).await
}

/// Makes an evaluation the current one of its conversation and project: one that was given up is to be made after all.
pub async fn take_place(tx: &Tx, evaluation: &Evaluation) -> Result<(), StoreError> {
    supersede(tx, evaluation).await?;
    // It has no results yet, and so no share in the days.
    execute(tx, "UPDATE evaluation SET is_current = TRUE WHERE id = $1", values![evaluation.id.0])
        .await
        .map(|_| ())
}

/// Makes the newest completed evaluation of the same conversation and project current again, in place of one that was
/// given up, and returns it; none where there is none, or where the one that was given up was not current.
pub async fn reinstate(tx: &Tx, failed: &Evaluation) -> Result<Option<Evaluation>, StoreError> {
    let all = all_locked(tx, failed.conversation_id).await?;
    let was_current = all.iter().any(|one| one.id == failed.id && one.is_current);
    let is_former = |one: &Evaluation| {
        one.project_id == failed.project_id && one.id != failed.id && one.state == EvaluationState::Completed
    };
    let former = all.into_iter().rfind(is_former).filter(|_| was_current);
    let Some(mut former) = former else { return Ok(None) };
    let sql = "UPDATE evaluation SET is_current = (id = $1) WHERE id IN ($1, $2)";
    execute(tx, sql, values![former.id.0, failed.id.0]).await?;
    former.is_current = true;
    let mut days = Days::default();
    days.put(&former, &results::tallies(tx, former.id).await?);
    days.write(tx).await?;
    Ok(Some(former))
}

/// Stores what has changed: scorecard, state, error, name, recording's time and length, numbers, times. The rest never
/// changes, or not by this: see [the module](super).
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such evaluation, or its conversation is deleted.
pub async fn update(tx: &Tx, evaluation: &Evaluation) -> Result<(), StoreError> {
    let before = locked(tx, evaluation).await?;
    let after = store(tx, &before, evaluation).await?;
    let tallies = results::tallies(tx, evaluation.id).await?;
    let mut days = Days::default();
    days.take(&before, &tallies);
    days.put(&after, &tallies);
    days.write(tx).await
}

/// Stores what has changed as [`update`] does, and results in place of those that were there: when it is scored, and
/// with every decision of a person.
///
/// # Errors
/// As [`update`].
pub async fn complete(
    tx: &Tx,
    evaluation: &Evaluation,
    version: &ScorecardVersion,
    found: &[CriterionResult],
) -> Result<(), StoreError> {
    let before = locked(tx, evaluation).await?;
    let mut days = Days::default();
    days.take(&before, &results::tallies(tx, evaluation.id).await?);
    let after = store(tx, &before, evaluation).await?;
    results::replace(tx, evaluation.id, version, found).await?;
    days.put(&after, &results::tallies(tx, evaluation.id).await?);
    days.write(tx).await
}

async fn locked(tx: &Tx, evaluation: &Evaluation) -> Result<Evaluation, StoreError> {
    get_for_update(tx, evaluation.id).await?.ok_or(StoreError::NotFound("evaluation"))
}

/// Writes the row, and returns it as it is now.
async fn store(tx: &Tx, before: &Evaluation, evaluation: &Evaluation) -> Result<Evaluation, StoreError> {
    let sql = "UPDATE evaluation SET scorecard_id = $1, scorecard_version = $2, state = $3, error = $4, name = $5, \
               recorded_at = $6, duration_ms = $7, has_outcome = $8, note_tenths = $9, score_tenths = $10, \
               is_auto_failed = $11, undecided = $12, sentiment = $13, updated_at = $14, completed_at = $15, \
               recorded_day = $16 WHERE id = $17 AND deleted_at IS NULL";
    let outcome = evaluation.outcome.as_ref();
    let values = values![
        evaluation.scorecard_id.0,
        number(evaluation.scorecard_version),
        evaluation.state.as_str(),
        evaluation.error.clone(),
        evaluation.name.as_str(),
        micros(evaluation.recorded_at),
        evaluation.duration_seconds.map(millis),
        outcome.is_some(),
        outcome.and_then(|outcome| outcome.average_note).map(tenths),
        outcome.and_then(|outcome| outcome.score).map(tenths),
        outcome.is_some_and(|outcome| outcome.is_auto_failed),
        outcome.map_or(0, |outcome| number(outcome.undecided)),
        outcome.and_then(|outcome| outcome.sentiment).map(Feeling::as_str),
        micros(evaluation.updated_at),
        optional_micros(evaluation.completed_at),
        day_of(evaluation.recorded_at),
        evaluation.id.0,
    ];
    execute_one(tx, "evaluation", sql, values).await?;
    Ok(Evaluation {
        state: evaluation.state,
        recorded_at: evaluation.recorded_at,
        outcome: evaluation.outcome,
        ..before.clone()
    })
}

/// Hides the evaluations of a conversation that is deleted: they are found no more, count in no analytics and wait for
/// nobody. Their names of people go from analytics with them, so it is also called before a conversation is erased.
pub async fn hide_of_conversation(tx: &Tx, id: ConversationId, now: Instant) -> Result<(), StoreError> {
    let mut days = Days::default();
    for evaluation in all_locked(tx, id).await? {
        days.take(&evaluation, &results::tallies(tx, evaluation.id).await?);
        review_queue::remove(tx, evaluation.id).await?;
    }
    days.write(tx).await?;
    let sql = "UPDATE evaluation SET deleted_at = $1 WHERE conversation_id = $2 AND deleted_at IS NULL";
    execute(tx, sql, values![micros(now), id.0]).await.map(|_| ())
}

/// Stores where a conversation belongs with its evaluations.
pub async fn reattribute(tx: &Tx, id: ConversationId, attribution: &Attribution) -> Result<(), StoreError> {
    let mut days = Days::default();
    for before in all_locked(tx, id).await? {
        let tallies = results::tallies(tx, before.id).await?;
        days.take(&before, &tallies);
        days.put(&Evaluation { attribution: attribution.clone(), ..before }, &tallies);
    }
    let sql = "UPDATE evaluation SET campaign_id = $1, call_center_id = $2, executive_name = $3, is_ai_call = $4 \
               WHERE conversation_id = $5 AND deleted_at IS NULL";
    let values = values![
        attribution.campaign_id.map(|id| id.0),
        attribution.call_center_id.map(|id| id.0),
        attribution.executive_name.clone(),
        attribution.is_ai_call,
        id.0,
    ];
    execute(tx, sql, values).await?;
    days.write(tx).await
}

/// Stores with its evaluations that a conversation became private, or is so no more: also in the days in which they count
/// and where they wait for a person.
pub async fn set_private(tx: &Tx, id: ConversationId, is_private: bool) -> Result<(), StoreError> {
    let mut days = Days::default();
    for before in all_locked(tx, id).await? {
        let tallies = results::tallies(tx, before.id).await?;
        days.take(&before, &tallies);
        days.put(&Evaluation { is_private, ..before }, &tallies);
    }
    let sql = "UPDATE review_queue SET is_private = $1 WHERE evaluation_id IN \
               (SELECT id FROM evaluation WHERE conversation_id = $2)";
    execute(tx, sql, values![is_private, id.0]).await?;
    let sql = "UPDATE evaluation SET is_private = $1 WHERE conversation_id = $2 AND deleted_at IS NULL";
    execute(tx, sql, values![is_private, id.0]).await?;
    days.write(tx).await
}

/// The evaluations of a conversation, locked until the transaction ends.
async fn all_locked(tx: &Tx, id: ConversationId) -> Result<Vec<Evaluation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM evaluation WHERE conversation_id = $1 AND deleted_at IS NULL ORDER BY id{}",
        row_lock(tx)
    );
    query_all(tx, &sql, values![id.0], read).await
}
