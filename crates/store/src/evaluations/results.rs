//! What was found of each criterion. Beside the whole, in a document, stands what analytics adds up.

use std::collections::HashMap;

use colloquy_domain::EvaluationId;
use colloquy_domain::evaluation::CriterionResult;
use colloquy_domain::scorecard::{Answer, ScorecardVersion};
use sea_orm::{ConnectionTrait, Value};

use super::tenths;
use crate::error::StoreError;
use crate::sql::{self, execute, json, number, placeholders, query_all, values};
use crate::tx::Tx;

/// How a criterion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Passed,
    Failed,
    NotApplicable,
    Undecided,
    /// The scorecard's version does not have the criterion, or it does not take the answer: it counts nowhere.
    Void,
}

impl Standing {
    fn of(version: &ScorecardVersion, result: &CriterionResult) -> Self {
        let Some(criterion) = version.criterion(&result.criterion_id) else { return Self::Void };
        match (result.counting(), result.is_passed(criterion)) {
            (None, _) => Self::Undecided,
            (Some(Answer::NotApplicable), _) => Self::NotApplicable,
            (Some(_), Some(true)) => Self::Passed,
            (Some(_), Some(false)) => Self::Failed,
            (Some(_), None) => Self::Void,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotApplicable => "not_applicable",
            Self::Undecided => "undecided",
            Self::Void => "void",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Passed, Self::Failed, Self::NotApplicable, Self::Undecided, Self::Void]
            .into_iter()
            .find(|standing| standing.as_str() == text)
    }
}

/// What analytics adds up of a result.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub(super) criterion_id: String,
    /// The note in tenths; 0 where there is none.
    pub(super) note_tenths: i64,
    pub(super) standing: Standing,
    pub(super) is_decided: bool,
}

fn write(
    id: EvaluationId,
    position: usize,
    version: &ScorecardVersion,
    result: &CriterionResult,
) -> Result<Vec<Value>, StoreError> {
    let note = version.criterion(&result.criterion_id).and_then(|criterion| result.note(criterion));
    Ok(values![
        id.0,
        number(position),
        result.criterion_id.as_str(),
        note.map(tenths),
        Standing::of(version, result).as_str(),
        result.decision.is_some(),
        json(result)?,
    ])
}

/// Stores results in place of those that were there.
pub(super) async fn replace(
    tx: &Tx,
    id: EvaluationId,
    version: &ScorecardVersion,
    results: &[CriterionResult],
) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM criterion_result WHERE evaluation_id = $1", values![id.0]).await?;
    let rows = results
        .iter()
        .enumerate()
        .map(|(position, result)| write(id, position, version, result))
        .collect::<Result<_, _>>()?;
    let columns = "evaluation_id, position, criterion_id, note_tenths, standing, is_decided, document";
    sql::insert(tx, "criterion_result", columns, rows).await
}

/// What analytics adds up of an evaluation's results.
pub(super) async fn tallies(conn: &impl ConnectionTrait, id: EvaluationId) -> Result<Vec<Tally>, StoreError> {
    let sql = "SELECT criterion_id, note_tenths, standing, is_decided FROM criterion_result \
               WHERE evaluation_id = $1";
    query_all(conn, sql, values![id.0], |row| {
        Ok(Tally {
            criterion_id: row.take()?,
            note_tenths: row.take::<Option<i64>>()?.unwrap_or(0),
            standing: row.word(Standing::parse)?,
            is_decided: row.take()?,
        })
    })
    .await
}

/// The results of an evaluation, in the order of its scorecard; none before it is completed.
pub async fn results(
    conn: &impl ConnectionTrait,
    id: EvaluationId,
) -> Result<Vec<CriterionResult>, StoreError> {
    let sql = "SELECT document FROM criterion_result WHERE evaluation_id = $1 ORDER BY position";
    query_all(conn, sql, values![id.0], |row| row.json()).await
}

/// The results of several evaluations; those without are absent.
pub async fn results_many(
    conn: &impl ConnectionTrait,
    ids: &[EvaluationId],
) -> Result<HashMap<EvaluationId, Vec<CriterionResult>>, StoreError> {
    let mut found: HashMap<EvaluationId, Vec<CriterionResult>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT evaluation_id, document FROM criterion_result WHERE evaluation_id IN ({}) \
         ORDER BY evaluation_id, position",
        placeholders(1, ids.len())
    );
    let values = ids.iter().map(|id| id.0.into()).collect();
    let rows = query_all(conn, &sql, values, |row| Ok((EvaluationId(row.uuid()?), row.json()?))).await?;
    for (id, result) in rows {
        found.entry(id).or_default().push(result);
    }
    Ok(found)
}
