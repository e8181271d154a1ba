//! What waits for a person, and why.
//!
//! The reasons follow from the evaluation, its results and its project's rules alone, so they are found anew after each
//! step and what is settled leaves the queue by itself. Only the current evaluation of a conversation within a project
//! waits. Closing takes away the reasons that no decision settles, for good.

use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::evaluation::{CriterionResult, Evaluation};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::project::ReviewRules;
use colloquy_domain::review::{QueueReason, ReviewKind};
use colloquy_domain::{EvaluationId, Instant};
use colloquy_store::review_queue::{QueueFilter, QueuedEvaluation};
use colloquy_store::{StoreError, Tx, evaluations, projects, review_queue, reviews};
use sha2::{Digest, Sha256};

use crate::evaluations::{EvaluationShown, shown};
use crate::keys::Caller;
use crate::{App, AppError};

/// Reasons that hold until somebody closes the evaluation.
const CLOSABLE: [QueueReason; 3] =
    [QueueReason::AutoFailed, QueueReason::BelowThreshold, QueueReason::Sample];

/// What waits, longest first. Evaluations of private conversations are left out for callers without [`READ_PRIVATE`].
pub async fn queue(
    app: &App,
    caller: &Caller,
    filter: &QueueFilter,
    slice: Slice,
) -> Result<Sliced<(QueuedEvaluation, EvaluationShown)>, AppError> {
    let (reader, workspace_id) = (app.store.reader(), caller.workspace_id());
    let include_private = caller.may(READ_PRIVATE);
    let waiting = review_queue::list(reader, workspace_id, filter, include_private, slice).await?;
    let (mut queued, mut found) = (Vec::new(), Vec::new());
    for one in waiting.rows {
        // One that was deleted at this moment waits no more.
        if let Some(evaluation) = evaluations::get(reader, workspace_id, one.evaluation_id).await? {
            queued.push(one);
            found.push(evaluation);
        }
    }
    let rows = queued.into_iter().zip(shown(app, found).await?).collect();
    Ok(Sliced { rows, total: waiting.total })
}

/// Why a person should look at a completed evaluation.
#[must_use]
pub fn reasons(
    evaluation: &Evaluation,
    results: &[CriterionResult],
    rules: &ReviewRules,
) -> Vec<QueueReason> {
    let Some(outcome) = &evaluation.outcome else { return Vec::new() };
    let is_below = |limit: f64| outcome.score.is_some_and(|score| score < limit);
    let found = [
        (QueueReason::Unsure, results.iter().any(CriterionResult::is_undecided)),
        (QueueReason::AutoFailed, outcome.is_auto_failed),
        (QueueReason::Disputed, results.iter().any(|result| result.dispute.is_some())),
        (QueueReason::BelowThreshold, rules.below_score.is_some_and(is_below)),
        (QueueReason::Sample, is_drawn(evaluation.id, rules.sample_percent)),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// Whether an evaluation is among so many of a hundred. By its id alone: looking again draws no other ones.
fn is_drawn(id: EvaluationId, percent: f64) -> bool {
    let hash: [u8; 32] = Sha256::digest(id.0.as_bytes()).into();
    let [a, b, c, d, ..] = hash;
    let place = f64::from(u32::from_be_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0);
    place * 100.0 < percent
}

/// Writes down why the evaluation waits now, in the transaction that changed it.
pub(crate) async fn settle(
    tx: &Tx,
    evaluation: &Evaluation,
    results: &[CriterionResult],
    now: Instant,
) -> Result<(), StoreError> {
    let mut found = Vec::new();
    if evaluation.is_current {
        let project = projects::get(tx, evaluation.workspace_id, evaluation.project_id).await?;
        let rules = project.map(|project| project.review_rules).unwrap_or_default();
        found = reasons(evaluation, results, &rules);
        let said = reviews::list(tx, evaluation.id).await?;
        if said.iter().any(|review| review.kind == ReviewKind::Close) {
            found.retain(|reason| !CLOSABLE.contains(reason));
        }
    }
    review_queue::set(tx, evaluation, &found, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_about_as_large_as_asked_for_and_always_the_same() {
        let ids: Vec<EvaluationId> = (0..4_000_u128).map(id).collect();
        let drawn = |percent| ids.iter().filter(|id| is_drawn(**id, percent)).count();
        assert_eq!((drawn(0.0), drawn(100.0)), (0, 4_000));
        let tenth = drawn(10.0);
        assert!((320..480).contains(&tenth), "{tenth}");
        assert_eq!(drawn(10.0), tenth);
        // A larger sample holds the smaller one.
        assert!(ids.iter().all(|id| !is_drawn(*id, 5.0) || is_drawn(*id, 10.0)));
    }

    fn id(number: u128) -> EvaluationId {
        EvaluationId(uuid::Uuid::from_u128(number))
    }
}
