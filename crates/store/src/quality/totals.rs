//! The numbers of some evaluations.

use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::{FeelingCounts, Mean, Totals};
use colloquy_domain::{Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::evaluations::{filtered, source};
use crate::sql::{Fields, query_one};

/// What [`read`] reads. PostgreSQL's sums of whole numbers are of another type than these.
pub(super) const TOTALS: &str = "COUNT(*), \
    COUNT(CASE WHEN state = 'completed' THEN 1 END), \
    COUNT(CASE WHEN state = 'failed' THEN 1 END), \
    COUNT(CASE WHEN state IN ('pending', 'processing') THEN 1 END), \
    CAST(COALESCE(SUM(CASE WHEN state = 'completed' THEN note_tenths END), 0) AS BIGINT), \
    COUNT(CASE WHEN state = 'completed' THEN note_tenths END), \
    CAST(COALESCE(SUM(CASE WHEN state = 'completed' THEN score_tenths END), 0) AS BIGINT), \
    COUNT(CASE WHEN state = 'completed' THEN score_tenths END), \
    CAST(COALESCE(SUM(CASE WHEN state = 'completed' THEN duration_ms END), 0) AS BIGINT), \
    COUNT(CASE WHEN state = 'completed' THEN duration_ms END), \
    COUNT(CASE WHEN is_ai_call THEN 1 END), \
    COUNT(CASE WHEN state = 'completed' AND is_auto_failed THEN 1 END), \
    COUNT(CASE WHEN state = 'completed' AND sentiment = 'positive' THEN 1 END), \
    COUNT(CASE WHEN state = 'completed' AND sentiment = 'neutral' THEN 1 END), \
    COUNT(CASE WHEN state = 'completed' AND sentiment = 'negative' THEN 1 END)";

pub(super) fn read(row: &mut Fields<'_>) -> Result<Totals, StoreError> {
    Ok(Totals {
        total: row.number()?,
        completed: row.number()?,
        failed: row.number()?,
        pending: row.number()?,
        notes: read_mean(row)?,
        scores: read_mean(row)?,
        durations: read_mean(row)?,
        ai_calls: row.number()?,
        auto_failed: row.number()?,
        feelings: FeelingCounts { positive: row.number()?, neutral: row.number()?, negative: row.number()? },
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
    let mut query = filtered(workspace_id, filter, include_private);
    query.require("is_current");
    let sql = format!("SELECT {TOTALS} FROM {} WHERE {}", source(conn, filter), query.conditions());
    Ok(query_one(conn, &sql, query.into_values(), read).await?.unwrap_or_default())
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
        source(conn, filter),
        query.conditions()
    );
    let bounds = query_one(conn, &sql, query.into_values(), |row| {
        Ok(row.optional_instant()?.zip(row.optional_instant()?))
    });
    Ok(bounds.await?.flatten())
}
