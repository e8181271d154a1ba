//! Evaluations by day.

use colloquy_domain::WorkspaceId;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::Totals;
use sea_orm::ConnectionTrait;

use super::totals::{ANALYTICS, SUMS, read};
use crate::error::StoreError;
use crate::evaluations::{filtered, source};
use crate::sql::query_all;

/// The numbers of the current evaluations that satisfy the filter, by the day since 1970, in UTC, on which they were
/// recorded, oldest first; days without any are absent. Of those of private conversations only where these are to be
/// included.
pub async fn trend(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
) -> Result<Vec<(i64, Totals)>, StoreError> {
    let mut query = filtered(workspace_id, filter, include_private);
    query.require("is_current");
    let sql = format!(
        "SELECT recorded_day, state, {SUMS} FROM {} WHERE {} \
         GROUP BY recorded_day, state ORDER BY recorded_day, state",
        source(conn, filter, ANALYTICS),
        query.conditions()
    );
    let found =
        query_all(conn, &sql, query.into_values(), |row| Ok((row.take::<i64>()?, read(row)?))).await?;
    let mut days: Vec<(i64, Totals)> = Vec::new();
    for (day, totals) in found {
        match days.last_mut() {
            Some((last, sum)) if *last == day => *sum = sum.plus(totals),
            _ => days.push((day, totals)),
        }
    }
    Ok(days)
}
