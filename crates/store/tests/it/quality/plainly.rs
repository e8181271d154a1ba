//! The same numbers, as anybody would compute them.

use std::collections::BTreeMap;

use colloquy_domain::evaluation::{Evaluation, EvaluationFilter, EvaluationState, Feeling};
use colloquy_domain::quality::{CriterionTotals, Mean, Totals};
use colloquy_domain::scorecard::{Answer, ScorecardVersion};

use super::world::Made;

pub fn passes(evaluation: &Evaluation, filter: &EvaluationFilter, include_private: bool) -> bool {
    fn wants<T: PartialEq>(wanted: Option<T>, found: Option<T>) -> bool {
        wanted.is_none() || wanted == found
    }
    let attribution = &evaluation.attribution;
    (include_private || !evaluation.is_private)
        && wants(filter.project_id, Some(evaluation.project_id))
        && wants(filter.conversation_id, Some(evaluation.conversation_id))
        && wants(filter.campaign_id, attribution.campaign_id)
        && wants(filter.call_center_id, attribution.call_center_id)
        && wants(filter.executive_name.clone(), attribution.executive_name.clone())
        && wants(filter.is_ai_call, Some(attribution.is_ai_call))
        && wants(filter.state, Some(evaluation.state))
        && wants(filter.sentiment, evaluation.outcome.and_then(|outcome| outcome.sentiment))
        && filter.from.is_none_or(|from| evaluation.recorded_at >= from)
        && filter.until.is_none_or(|until| evaluation.recorded_at <= until)
}

/// Days since 1970.
pub fn day(evaluation: &Evaluation) -> i64 {
    i64::from(evaluation.recorded_at.date().to_julian_day() - 2_440_588)
}

fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

fn add(mean: &mut Mean, value: Option<i64>) {
    if let Some(value) = value {
        mean.sum += value;
        mean.count += 1;
    }
}

pub fn totals<'a>(evaluations: impl IntoIterator<Item = &'a Evaluation>) -> Totals {
    let mut totals = Totals::default();
    for evaluation in evaluations {
        totals.total += 1;
        totals.ai_calls += u64::from(evaluation.attribution.is_ai_call);
        match evaluation.state {
            EvaluationState::Completed => totals.completed += 1,
            EvaluationState::Failed => totals.failed += 1,
            EvaluationState::Pending | EvaluationState::Processing => totals.pending += 1,
        }
        let Some(outcome) = evaluation.outcome.filter(|_| evaluation.state == EvaluationState::Completed)
        else {
            continue;
        };
        add(&mut totals.notes, outcome.average_note.map(tenths));
        add(&mut totals.scores, outcome.score.map(tenths));
        let millis = evaluation.duration_seconds.map(|seconds| (seconds * 1_000.0).round() as i64);
        add(&mut totals.durations, millis);
        totals.auto_failed += u64::from(outcome.is_auto_failed);
        match outcome.sentiment {
            Some(Feeling::Positive) => totals.feelings.positive += 1,
            Some(Feeling::Neutral) => totals.feelings.neutral += 1,
            Some(Feeling::Negative) => totals.feelings.negative += 1,
            None => {}
        }
    }
    totals
}

pub fn criteria<'a>(
    version: &ScorecardVersion,
    made: impl IntoIterator<Item = &'a Made>,
) -> Vec<CriterionTotals> {
    let mut found = BTreeMap::new();
    for result in made.into_iter().flat_map(|made| &made.results) {
        let Some(criterion) = version.criterion(&result.criterion_id) else { continue };
        let note = result.note(criterion);
        let does_not_apply = result.counting() == Some(&Answer::NotApplicable);
        if note.is_none() && !does_not_apply && !result.is_undecided() {
            continue;
        }
        let totals = found.entry(result.criterion_id.clone()).or_insert_with(|| CriterionTotals {
            criterion_id: result.criterion_id.clone(),
            notes: Mean::default(),
            passed: 0,
            not_applicable: 0,
            undecided: 0,
            decided: 0,
        });
        add(&mut totals.notes, note.map(tenths));
        totals.passed += u64::from(result.is_passed(criterion) == Some(true));
        totals.not_applicable += u64::from(does_not_apply);
        totals.undecided += u64::from(result.is_undecided());
        totals.decided += u64::from(result.decision.is_some());
    }
    found.into_values().collect()
}
