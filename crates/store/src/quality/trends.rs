//! Evaluations by day.

use colloquy_domain::WorkspaceId;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::Totals;
use sea_orm::ConnectionTrait;

use super::totals::{TOTALS, read};
use crate::error::StoreError;
use crate::evaluations::{filtered, source};
use crate::sql::query_all;

/// Days since 1970 in UTC. Both engines cut a quotient towards zero: before 1970 it has to be the day that began.
const DAY: &str = "CASE WHEN recorded_at >= 0 THEN recorded_at / 86400000000 \
                   ELSE (recorded_at - 86399999999) / 86400000000 END";

/// The numbers of the current evaluations that satisfy the filter, by the day since 1970, in UTC, on which they were
/// recorded; days without any are absent. Of those of private conversations only where these are to be included.
pub async fn trend(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
) -> Result<Vec<(i64, Totals)>, StoreError> {
    let mut query = filtered(workspace_id, filter, include_private);
    query.require("is_current");
    let sql = format!(
        "SELECT {DAY}, {TOTALS} FROM {} WHERE {} GROUP BY 1 ORDER BY 1",
        source(conn, filter),
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), |row| Ok((row.take()?, read(row)?))).await
}
