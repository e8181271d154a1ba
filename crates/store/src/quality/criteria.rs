//! How criteria stand.

use colloquy_domain::WorkspaceId;
use colloquy_domain::evaluation::{EvaluationFilter, EvaluationState};
use colloquy_domain::quality::CriterionTotals;
use sea_orm::ConnectionTrait;

use super::totals::{ANALYTICS, read_mean};
use crate::error::StoreError;
use crate::evaluations::{day_of, filtered, slice_of, source};
use crate::lists::query::Query;
use crate::sql::{Fields, query_all};

/// The numbers of criteria over the current, completed evaluations that satisfy the filter, by the criteria's ids; of
/// those of private conversations only where these are to be included.
///
/// Two things differ from other numbers: `state` is looked at by nothing here, and `from` and `until` mean the whole
/// days, in UTC, that they lie in.
pub async fn criteria(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
) -> Result<Vec<CriterionTotals>, StoreError> {
    let (sql, query) = match slice_of(filter) {
        Some(slice) => of_days(workspace_id, slice, filter, include_private),
        None => of_results(conn, workspace_id, filter, include_private),
    };
    let mut found = query_all(conn, &sql, query.into_values(), read).await?;
    // The two engines sort texts differently.
    found.sort_by(|one, other| one.criterion_id.cmp(&other.criterion_id));
    Ok(found)
}

fn read(row: &mut Fields<'_>) -> Result<CriterionTotals, StoreError> {
    Ok(CriterionTotals {
        criterion_id: row.take()?,
        notes: read_mean(row)?,
        passed: row.number()?,
        not_applicable: row.number()?,
        undecided: row.number()?,
        decided: row.number()?,
    })
}

/// From the sums by day.
fn of_days(
    workspace_id: WorkspaceId,
    slice: String,
    filter: &EvaluationFilter,
    include_private: bool,
) -> (String, Query) {
    let mut query = Query::default();
    let (workspace, slice) = (query.value(workspace_id.0), query.value(slice));
    query.require(format!("workspace_id = {workspace} AND slice = {slice}"));
    for (operator, bound) in [(">=", filter.from), ("<=", filter.until)] {
        if let Some(bound) = bound {
            let day = query.value(day_of(bound));
            query.require(format!("day {operator} {day}"));
        }
    }
    if let Some(project_id) = filter.project_id {
        let project = query.value(project_id.0);
        query.require(format!("project_id = {project}"));
    }
    if !include_private {
        query.require("NOT is_private");
    }
    let sums = ["note_tenths", "noted", "passed", "not_applicable", "undecided", "decided"]
        .map(|column| format!("CAST(SUM({column}) AS BIGINT)"));
    let sql = format!(
        "SELECT criterion_id, {} FROM criterion_day WHERE {} GROUP BY criterion_id \
         HAVING SUM(noted + not_applicable + undecided) > 0",
        sums.join(", "),
        query.conditions()
    );
    (sql, query)
}

/// From the results themselves: what several parts of a filter want together is little.
fn of_results(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &EvaluationFilter,
    include_private: bool,
) -> (String, Query) {
    let completed = EvaluationFilter {
        state: Some(EvaluationState::Completed),
        from: None,
        until: None,
        ..filter.clone()
    };
    let mut query = filtered(workspace_id, &completed, include_private);
    query.require("is_current");
    // As the sums by day see it.
    for (operator, bound) in [(">=", filter.from), ("<=", filter.until)] {
        if let Some(bound) = bound {
            let day = query.value(day_of(bound));
            query.require(format!("recorded_day {operator} {day}"));
        }
    }
    let sql = format!(
        "SELECT r.criterion_id, CAST(COALESCE(SUM(r.note_tenths), 0) AS BIGINT), COUNT(r.note_tenths), \
         COUNT(CASE WHEN r.standing = 'passed' THEN 1 END), \
         COUNT(CASE WHEN r.standing = 'not_applicable' THEN 1 END), \
         COUNT(CASE WHEN r.standing = 'undecided' THEN 1 END), \
         COUNT(CASE WHEN r.is_decided THEN 1 END) \
         FROM {} CROSS JOIN criterion_result r \
         WHERE {} AND r.evaluation_id = evaluation.id AND r.standing <> 'void' GROUP BY r.criterion_id",
        source(conn, filter, ANALYTICS),
        query.conditions()
    );
    (sql, query)
}
