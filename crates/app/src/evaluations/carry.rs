//! What people decided, from one evaluation of a conversation to the next.
//!
//! Whoever has a conversation evaluated anew does not take back what a person heard in it. So decisions and disputes go
//! with a criterion into the next evaluation within the project, as long as the question is the same; and where the next
//! one is given up, the one before counts again.

use colloquy_domain::Instant;
use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationState};
use colloquy_domain::scorecard::{Criterion, ScorecardVersion};
use colloquy_store::{StoreError, Tx, evaluations, scorecards};

use crate::reviews;

/// Adds to new results what people said of the same questions in the evaluation before.
pub(crate) async fn carry(
    tx: &Tx,
    evaluation: &Evaluation,
    version: &ScorecardVersion,
    results: &mut [CriterionResult],
) -> Result<(), StoreError> {
    let all = evaluations::of_conversation(tx, evaluation.conversation_id).await?;
    let is_former = |one: &Evaluation| {
        one.project_id == evaluation.project_id
            && one.id < evaluation.id
            && one.state == EvaluationState::Completed
    };
    let Some(former) = all.into_iter().rfind(is_former) else { return Ok(()) };
    // Whoever decides something there at this moment is waited for.
    let Some(former) = evaluations::get_for_update(tx, former.id).await? else { return Ok(()) };
    let known = scorecards::version(tx, former.scorecard_id, former.scorecard_version).await?;
    let Some(known) = known else { return Ok(()) };
    let said = evaluations::results(tx, former.id).await?;
    for result in results {
        let old = said.iter().find(|old| old.criterion_id == result.criterion_id);
        let questions = (version.criterion(&result.criterion_id), known.criterion(&result.criterion_id));
        if let (Some(old), (Some(now), Some(before))) = (old, questions)
            && is_same(now, before)
        {
            result.decision.clone_from(&old.decision);
            result.dispute.clone_from(&old.dispute);
        }
    }
    Ok(())
}

/// Whether an answer to one is an answer to the other, whatever it counts.
fn is_same(one: &Criterion, other: &Criterion) -> bool {
    let question = |criterion: &Criterion| {
        (
            criterion.question.clone(),
            criterion.guidance.clone(),
            criterion.kind.clone(),
            criterion.not_applicable_when.clone(),
        )
    };
    question(one) == question(other)
}

/// Has the evaluation before count again in place of one that was given up, and wait for whom it waited for.
pub(super) async fn reinstate(tx: &Tx, failed: &Evaluation, now: Instant) -> Result<(), StoreError> {
    let Some(former) = evaluations::reinstate(tx, failed).await? else { return Ok(()) };
    let results = evaluations::results(tx, former.id).await?;
    reviews::settle(tx, &former, &results, now).await
}
