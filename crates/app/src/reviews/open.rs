//! An evaluation that somebody is about to say something of.

use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationState, Outcome};
use colloquy_domain::review::{Actor, Review, ReviewKind};
use colloquy_domain::scorecard::{Answer, ScorecardVersion};
use colloquy_domain::{EvaluationId, Instant, ReviewId};
use colloquy_store::{Tx, evaluations, reviews, scorecards};

use super::queue::settle;
use crate::AppError;
use crate::clock::dated;
use crate::keys::Caller;

/// A completed evaluation, its row locked, with what reviews change.
pub(super) struct Open {
    pub evaluation: Evaluation,
    pub version: ScorecardVersion,
    pub results: Vec<CriterionResult>,
}

/// A step of a review, as it stands in the record.
pub(super) struct Step {
    pub criterion_id: Option<String>,
    pub kind: ReviewKind,
    pub before: Option<Answer>,
    pub after: Option<Answer>,
    pub reason: String,
}

impl Open {
    /// Locks it.
    ///
    /// # Errors
    /// [`AppError::Conflict`] where it is not completed.
    pub async fn lock(tx: &Tx, id: EvaluationId) -> Result<Self, AppError> {
        let found = evaluations::get_for_update(tx, id).await?;
        let evaluation = found.ok_or(AppError::NotFound("evaluation"))?;
        if evaluation.state != EvaluationState::Completed {
            return Err(AppError::Conflict("the evaluation is not completed".into()));
        }
        let version = scorecards::version(tx, evaluation.scorecard_id, evaluation.scorecard_version).await?;
        let version = version.ok_or(AppError::NotFound("scorecard version"))?;
        let results = evaluations::results(tx, id).await?;
        Ok(Self { evaluation, version, results })
    }

    /// Writes the steps, the results as they are now, the numbers that follow from them, and what is left to look at.
    pub async fn save(
        mut self,
        tx: &Tx,
        steps: Vec<Step>,
        by: Actor,
        now: Instant,
    ) -> Result<Evaluation, AppError> {
        for step in steps {
            let review = Review {
                id: ReviewId::generate(),
                workspace_id: self.evaluation.workspace_id,
                evaluation_id: self.evaluation.id,
                criterion_id: step.criterion_id,
                kind: step.kind,
                before: step.before,
                after: step.after,
                reason: step.reason,
                by,
                at: now,
            };
            reviews::insert(tx, &review).await?;
        }
        let sentiment = self.evaluation.outcome.and_then(|outcome| outcome.sentiment);
        self.evaluation.outcome = Some(Outcome::of(&self.version, &self.results, sentiment));
        self.evaluation.updated_at = dated(tx, self.evaluation.updated_at);
        evaluations::complete(tx, &self.evaluation, &self.version, &self.results).await?;
        settle(tx, &self.evaluation, &self.results, now).await?;
        Ok(self.evaluation)
    }
}

/// Who the caller is, for the record.
pub(super) fn actor(caller: &Caller) -> Actor {
    Actor { credential_id: caller.credential.id, user_id: caller.user_id() }
}
