//! What people said of evaluations. Rows are only ever added.

use colloquy_domain::review::{Actor, Review, ReviewKind};
use colloquy_domain::scorecard::Answer;
use colloquy_domain::{EvaluationId, ReviewId, WorkspaceId};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sql::{self, Fields, json, micros, query_all, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, evaluation_id, criterion_id, kind, document, at";

/// What stands in the column `document`.
#[derive(Serialize, Deserialize)]
struct Detail {
    before: Option<Answer>,
    after: Option<Answer>,
    reason: String,
    by: Actor,
}

fn read(row: &mut Fields<'_>) -> Result<Review, StoreError> {
    let id = ReviewId(row.uuid()?);
    let workspace_id = WorkspaceId(row.uuid()?);
    let evaluation_id = EvaluationId(row.uuid()?);
    let criterion_id = row.take()?;
    let kind = row.word(ReviewKind::parse)?;
    let Detail { before, after, reason, by } = row.json()?;
    let at = row.instant()?;
    Ok(Review { id, workspace_id, evaluation_id, criterion_id, kind, before, after, reason, by, at })
}

/// Adds what somebody said.
pub async fn insert(tx: &Tx, review: &Review) -> Result<(), StoreError> {
    let detail = Detail {
        before: review.before.clone(),
        after: review.after.clone(),
        reason: review.reason.clone(),
        by: review.by,
    };
    let row = values![
        review.id.0,
        review.workspace_id.0,
        review.evaluation_id.0,
        review.criterion_id.clone(),
        review.kind.as_str(),
        json(&detail)?,
        micros(review.at),
    ];
    sql::insert(tx, "review", COLUMNS, vec![row]).await
}

/// What was said of an evaluation, oldest first.
pub async fn list(conn: &impl ConnectionTrait, id: EvaluationId) -> Result<Vec<Review>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM review WHERE evaluation_id = $1 ORDER BY at, id");
    query_all(conn, &sql, values![id.0], read).await
}
