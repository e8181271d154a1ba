//! Evaluations that wait for a person: one row for each reason.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::evaluation::Evaluation;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::review::QueueReason;
use colloquy_domain::{EvaluationId, Instant, ProjectId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::lists::query::Query;
use crate::sql::{self, execute, micros, number, placeholders, query_all, query_one, values};
use crate::tx::Tx;

/// Which waiting evaluations. What is left out does not narrow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Of this project.
    pub project_id: Option<ProjectId>,
    /// That wait for this reason, perhaps among others.
    pub reason: Option<QueueReason>,
}

/// An evaluation that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedEvaluation {
    /// Which.
    pub evaluation_id: EvaluationId,
    /// Why, in the order of [`QueueReason::ALL`].
    pub reasons: Vec<QueueReason>,
    /// Since when for the first of these that came.
    pub since: Instant,
}

/// Makes these the reasons for which an evaluation waits: those that it has already keep their time, others go. One that
/// is not current waits for nobody, whatever the reasons. The row of the evaluation is locked by the caller.
pub async fn set(
    tx: &Tx,
    evaluation: &Evaluation,
    reasons: &[QueueReason],
    now: Instant,
) -> Result<(), StoreError> {
    let reasons: BTreeSet<QueueReason> = reasons.iter().copied().filter(|_| evaluation.is_current).collect();
    let mut values = values![evaluation.id.0];
    values.extend(reasons.iter().map(|reason| reason.as_str().into()));
    let staying = match reasons.len() {
        0 => String::new(),
        count => format!(" AND reason NOT IN ({})", placeholders(2, count)),
    };
    let sql = format!("DELETE FROM review_queue WHERE evaluation_id = $1{staying}");
    execute(tx, &sql, values).await?;
    let rows = reasons
        .into_iter()
        .map(|reason| {
            values![
                evaluation.id.0,
                reason.as_str(),
                evaluation.workspace_id.0,
                evaluation.project_id.0,
                evaluation.is_private,
                micros(now),
            ]
        })
        .collect();
    let columns = "evaluation_id, reason, workspace_id, project_id, is_private, since";
    let suffix = "ON CONFLICT (evaluation_id, reason) DO NOTHING";
    sql::insert_or(tx, "review_queue", columns, rows, suffix).await.map(|_| ())
}

/// Takes an evaluation out of the queue.
pub(crate) async fn remove(tx: &Tx, id: EvaluationId) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM review_queue WHERE evaluation_id = $1", values![id.0]).await.map(|_| ())
}

/// Waiting evaluations of a workspace, those first that have waited longest; those of private conversations only where
/// they are to be included.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &QueueFilter,
    include_private: bool,
    slice: Slice,
) -> Result<Sliced<QueuedEvaluation>, StoreError> {
    let filtered = || {
        let mut query = Query::default();
        let workspace = query.value(workspace_id.0);
        query.require(format!("workspace_id = {workspace}"));
        if let Some(project_id) = filter.project_id {
            let project = query.value(project_id.0);
            query.require(format!("project_id = {project}"));
        }
        if let Some(reason) = filter.reason {
            let reason = query.value(reason.as_str());
            query.require(format!(
                "evaluation_id IN (SELECT evaluation_id FROM review_queue \
                 WHERE workspace_id = {workspace} AND reason = {reason})"
            ));
        }
        if !include_private {
            query.require("NOT is_private");
        }
        query
    };
    let counted = filtered();
    let sql =
        format!("SELECT COUNT(DISTINCT evaluation_id) FROM review_queue WHERE {}", counted.conditions());
    let total = query_one(conn, &sql, counted.into_values(), |row| row.number()).await?.unwrap_or(0);
    let mut query = filtered();
    let conditions = query.conditions();
    let (limit, offset) = (query.value(number(slice.limit)), query.value(number(slice.offset)));
    let sql = format!(
        "SELECT evaluation_id, MIN(since) FROM review_queue WHERE {conditions} \
         GROUP BY evaluation_id ORDER BY MIN(since), evaluation_id LIMIT {limit} OFFSET {offset}"
    );
    let waiting =
        query_all(conn, &sql, query.into_values(), |row| Ok((EvaluationId(row.uuid()?), row.instant()?)))
            .await?;
    let ids: Vec<EvaluationId> = waiting.iter().map(|(id, _)| *id).collect();
    let mut reasons = reasons_of(conn, &ids).await?;
    let rows = waiting.into_iter().filter_map(|(evaluation_id, since)| {
        // One that was decided between the two looks waits no more.
        let reasons = reasons.remove(&evaluation_id)?;
        Some(QueuedEvaluation { evaluation_id, reasons, since })
    });
    Ok(Sliced { rows: rows.collect(), total })
}

/// Why evaluations wait, in the order of [`QueueReason::ALL`]; those that do not are absent.
pub async fn reasons_of(
    conn: &impl ConnectionTrait,
    ids: &[EvaluationId],
) -> Result<HashMap<EvaluationId, Vec<QueueReason>>, StoreError> {
    let mut found: HashMap<EvaluationId, Vec<QueueReason>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT evaluation_id, reason FROM review_queue WHERE evaluation_id IN ({})",
        placeholders(1, ids.len())
    );
    let values = ids.iter().map(|id| id.0.into()).collect();
    let rows =
        query_all(conn, &sql, values, |row| Ok((EvaluationId(row.uuid()?), row.word(QueueReason::parse)?)))
            .await?;
    for (id, reason) in rows {
        found.entry(id).or_default().push(reason);
    }
    found.values_mut().for_each(|reasons| reasons.sort_unstable());
    Ok(found)
}
