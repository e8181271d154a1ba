//! The numbers of some evaluations.

use colloquy_domain::evaluation::{EvaluationFilter, EvaluationState};
use colloquy_domain::quality::{FeelingCounts, Mean, Totals};
use colloquy_domain::{Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use super::trends::trend;
use crate::error::StoreError;
use crate::evaluations::{filtered, source};
use crate::sql::{Fields, query_one};

/// The index that holds all that is looked at and added up, by day.
pub(super) const ANALYTICS: &str = "evaluation_analytics";

/// What [`read`] reads after `state`, by which statements group beside their own key: so no sum has to ask each row for
/// it. PostgreSQL's sums of whole numbers are of another type than these.
pub(super) const SUMS: &str = "COUNT(*), COUNT(CASE WHEN is_ai_call THEN 1 END), \
    CAST(COALESCE(SUM(note_tenths), 0) AS BIGINT), COUNT(note_tenths), \
    CAST(COALESCE(SUM(score_tenths), 0) AS BIGINT), COUNT(score_tenths), \
    CAST(COALESCE(SUM(duration_ms), 0) AS BIGINT), COUNT(duration_ms), \
    COUNT(CASE WHEN is_auto_failed THEN 1 END), \
    COUNT(CASE WHEN sentiment = 'positive' THEN 1 END), \
    COUNT(CASE WHEN sentiment = 'neutral' THEN 1 END), \
    COUNT(CASE WHEN sentiment = 'negative' THEN 1 END)";

/// The numbers of evaluations that are equally far. What was found counts only of completed ones.
pub(super) fn read(row: &mut Fields<'_>) -> Result<Totals, StoreError> {
    let state = row.word(EvaluationState::parse)?;
    let total = row.number()?;
    let counted = Totals { total, ai_calls: row.number()?, ..Totals::default() };
    Ok(match state {
        EvaluationState::Completed => Totals {
            completed: total,
            notes: read_mean(row)?,
            scores: read_mean(row)?,
            durations: read_mean(row)?,
            auto_failed: row.number()?,
            feelings: FeelingCounts {
                positive: row.number()?,
                neutral: row.number()?,
                negative: row.number()?,
            },
            ..counted
        },
        EvaluationState::Failed => Totals { failed: total, ..counted },
        EvaluationState::Pending | EvaluationState::Processing => Totals { pending: total, ..counted },
    })
}

pub(super) fn read_mean(row: &mut Fields<'_>) -> Result<Mean, StoreError> {
    Ok(Mean { sum: row.take()?, count: row.number()? })
}

/// The numbers of the current evaluations that satisfy the filter; of those of private conversations only where these
/// are to be included.
pub async fn totals(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
) -> Result<Totals, StoreError> {
    // By day they stand together in the index, so that nothing is sorted; of days there are few.
    let days = trend(conn, workspace_id, filter, include_private).await?;
    Ok(days.into_iter().fold(Totals::default(), |sum, (_, day)| sum.plus(day)))
}

/// When the first and the last of the current evaluations that satisfy the filter were recorded; none where there are
/// none.
pub async fn span(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
) -> Result<Option<(Instant, Instant)>, StoreError> {
    let mut query = filtered(workspace_id, filter, include_private);
    query.require("is_current");
    let sql = format!(
        "SELECT MIN(recorded_at), MAX(recorded_at) FROM {} WHERE {}",
        source(conn, filter, ANALYTICS),
        query.conditions()
    );
    let bounds = query_one(conn, &sql, query.into_values(), |row| {
        Ok(row.optional_instant()?.zip(row.optional_instant()?))
    });
    Ok(bounds.await?.flatten())
}
