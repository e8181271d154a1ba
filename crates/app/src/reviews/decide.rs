//! Answering criteria in place of the engine, or as it does.

use std::collections::BTreeSet;

use colloquy_domain::evaluation::{CriterionResult, Decision};
use colloquy_domain::review::{Actor, ReviewKind};
use colloquy_domain::scorecard::{Answer, ScorecardVersion};
use colloquy_domain::{EvaluationId, Instant};
use colloquy_store::Durability;

use super::LONGEST_REASON;
use super::open::{Open, Step, actor};
use crate::again::again;
use crate::evaluations::{self, EvaluationShown, one_shown};
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem};

/// What a person says of a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Which.
    pub criterion_id: String,
    /// The answer; none confirms the engine's.
    pub answer: Option<Answer>,
    /// Why; may be blank where the engine's answer is confirmed.
    pub reason: String,
}

/// Decides criteria of an evaluation, all or none. A dispute of one of them is settled with it. Returns the evaluation
/// with the numbers that follow.
///
/// # Errors
/// [`AppError::Malformed`] naming `verdicts[i].criterion_id`, `.answer` or `.reason`; [`AppError::Conflict`] where the
/// evaluation is not completed; those of [`evaluations::get`].
pub async fn decide(
    app: &App,
    caller: &Caller,
    id: EvaluationId,
    verdicts: Vec<Verdict>,
) -> Result<EvaluationShown, AppError> {
    evaluations::get(app, caller, id).await?;
    let by = actor(caller);
    let decided = again(|| {
        let (verdicts, now) = (verdicts.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut open = Open::lock(tx, id).await?;
                let steps = apply(&open.version, &mut open.results, &verdicts, by, now)?;
                open.save(tx, steps, by, now).await
            })
        })
    })
    .await?;
    one_shown(app, decided).await
}

/// Writes the decisions into the results, after having looked at all of them.
fn apply(
    version: &ScorecardVersion,
    results: &mut [CriterionResult],
    verdicts: &[Verdict],
    by: Actor,
    at: Instant,
) -> Result<Vec<Step>, AppError> {
    let answers = check(version, results, verdicts)?;
    let mut steps = Vec::new();
    for (verdict, answer) in verdicts.iter().zip(answers) {
        let Some(result) = results.iter_mut().find(|one| one.criterion_id == verdict.criterion_id) else {
            continue;
        };
        let is_confirmed = result.answer.as_ref() == Some(&answer);
        let before = result.counting().cloned();
        let reason = verdict.reason.trim().to_owned();
        result.decision = Some(Decision { answer: answer.clone(), reason: reason.clone(), by, at });
        result.dispute = None;
        steps.push(Step {
            criterion_id: Some(verdict.criterion_id.clone()),
            kind: if is_confirmed { ReviewKind::Confirm } else { ReviewKind::Override },
            before,
            after: Some(answer),
            reason,
        });
    }
    Ok(steps)
}

/// The answer of each verdict; every rule that is broken is told at once.
fn check(
    version: &ScorecardVersion,
    results: &[CriterionResult],
    verdicts: &[Verdict],
) -> Result<Vec<Answer>, AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field: String, code, rule: &str| {
        let message = format!("{field} {rule}");
        problems.push(FieldProblem::new(field, code, message));
    };
    if verdicts.is_empty() {
        refuse("verdicts".to_owned(), "required", "must hold at least one");
    }
    let (mut answers, mut seen) = (Vec::new(), BTreeSet::new());
    for (position, verdict) in verdicts.iter().enumerate() {
        let place = format!("verdicts[{position}]");
        let result = results.iter().find(|one| one.criterion_id == verdict.criterion_id);
        let Some((criterion, result)) = version.criterion(&verdict.criterion_id).zip(result) else {
            refuse(format!("{place}.criterion_id"), "unknown_value", "is no criterion of the evaluation");
            continue;
        };
        if !seen.insert(verdict.criterion_id.as_str()) {
            refuse(format!("{place}.criterion_id"), "duplicate", "must not name a criterion a second time");
        }
        let is_confirmed = verdict.answer.is_none() || verdict.answer == result.answer;
        if !is_confirmed && verdict.reason.trim().is_empty() {
            refuse(format!("{place}.reason"), "required", "is required where the answer is not the engine's");
        }
        if verdict.reason.chars().count() > LONGEST_REASON {
            refuse(format!("{place}.reason"), "invalid_length", "must have at most 2000 characters");
        }
        match verdict.answer.as_ref().or(result.answer.as_ref()) {
            None => refuse(format!("{place}.answer"), "required", "is required where the engine has none"),
            Some(answer) if criterion.points(answer).is_err() => {
                refuse(format!("{place}.answer"), "invalid_value", "is no answer that the criterion takes");
            }
            Some(answer) => answers.push(answer.clone()),
        }
    }
    if problems.is_empty() { Ok(answers) } else { Err(AppError::Malformed(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::evaluation::Outcome;
    use colloquy_domain::evidence::{EngineLabel, Grounds};
    use colloquy_domain::scorecard::default_scorecards;
    use colloquy_domain::{CredentialId, ScorecardId};

    fn version() -> ScorecardVersion {
        let [support, _] = default_scorecards();
        ScorecardVersion {
            scorecard_id: ScorecardId::generate(),
            number: 1,
            sections: support.sections,
            created_at: Instant::UNIX_EPOCH,
        }
    }

    /// What an engine found: yes to everything but the first, of which it is not sure, and the second, which it failed.
    fn results(version: &ScorecardVersion) -> Vec<CriterionResult> {
        let result = |(position, id): (usize, &String)| CriterionResult {
            criterion_id: id.clone(),
            answer: Some(if position == 1 { Answer::No } else { Answer::Yes }),
            is_unsure: position == 0,
            reasoning: String::new(),
            grounds: Grounds { evidence: vec![], confidence: 0.9, engine: EngineLabel("basic".into()) },
            decision: None,
            dispute: None,
        };
        let ids: Vec<String> = version.criteria().map(|criterion| criterion.id.clone()).collect();
        ids.iter().enumerate().map(result).collect()
    }

    fn verdict(criterion_id: &str, answer: Option<Answer>, reason: &str) -> Verdict {
        Verdict { criterion_id: criterion_id.into(), answer, reason: reason.into() }
    }

    fn by() -> Actor {
        Actor { credential_id: CredentialId::generate(), user_id: None }
    }

    #[test]
    fn a_decision_counts_and_what_the_engine_said_stays() {
        let version = version();
        let mut results = results(&version);
        assert!(Outcome::of(&version, &results, None).is_auto_failed);
        let verdicts = [
            verdict("greeted", None, ""),
            verdict("verified_identity", Some(Answer::Yes), " the name was asked for "),
        ];
        let steps = apply(&version, &mut results, &verdicts, by(), Instant::UNIX_EPOCH).unwrap();
        let kinds: Vec<ReviewKind> = steps.iter().map(|step| step.kind).collect();
        assert_eq!(kinds, [ReviewKind::Confirm, ReviewKind::Override]);
        // Of what the engine was not sure nothing counted before.
        assert_eq!((&steps[0].before, &steps[0].after), (&None, &Some(Answer::Yes)));
        assert_eq!((&steps[1].before, &steps[1].after), (&Some(Answer::No), &Some(Answer::Yes)));
        assert_eq!(steps[1].reason, "the name was asked for");
        assert_eq!(results[1].answer, Some(Answer::No));
        let outcome = Outcome::of(&version, &results, None);
        assert_eq!((outcome.score, outcome.is_auto_failed, outcome.undecided), (Some(100.0), false, 0));
    }

    #[test]
    fn what_is_wrong_is_named_and_nothing_is_decided() {
        let version = version();
        let mut results = results(&version);
        let before = results.clone();
        let verdicts = [
            verdict("unknown", None, ""),
            verdict("verified_identity", Some(Answer::Yes), " "),
            verdict("greeted", Some(Answer::Scale(3)), "three"),
            verdict("greeted", None, ""),
        ];
        let refused = apply(&version, &mut results, &verdicts, by(), Instant::UNIX_EPOCH);
        let Err(AppError::Malformed(problems)) = refused else { panic!("it is refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let expected = [
            "verdicts[0].criterion_id",
            "verdicts[1].reason",
            "verdicts[2].answer",
            "verdicts[3].criterion_id",
        ];
        assert_eq!(fields, expected);
        assert_eq!(results, before);
    }
}
