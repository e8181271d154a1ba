//! Pass or fail by the values of another metric.

use colloquy_domain::metric::{Aggregation, EvidenceSpan, Measured, Threshold};

use super::statistics::{largest, mean, percentile};
use super::values_of::{counted, missing, number, satisfies};

/// Most places that are shown for one value.
const MOST_EVIDENCE: usize = 20;

/// True where the values of the source pass. Missing, or not applicable, where there are none.
///
/// - `EACH`: each value satisfies the condition; the segments that do not are the evidence.
/// - `COUNT`: at least `count_threshold` values (1 where none is set) satisfy it.
/// - the others: the one value that they make of all (percentiles are interpolated linearly) satisfies it.
///
/// Where the source has values for segments and one for the call made of them, the segments count.
#[must_use]
pub fn threshold(threshold: &Threshold, values: &[Measured]) -> Measured {
    let condition = &threshold.condition;
    let counted = counted(values, condition.source.role);
    if counted.is_empty() {
        return missing(values);
    }
    let results: Result<Vec<(&Measured, bool)>, String> = counted
        .iter()
        .filter_map(|measured| Some((*measured, measured.value.as_ref()?)))
        .map(|(measured, value)| Ok((measured, satisfies(value, condition)?)))
        .collect();
    let aggregate: fn(&[f64]) -> Option<f64> = match threshold.aggregation {
        Aggregation::Each => return results.map_or_else(Measured::failed, |results| each(&results)),
        Aggregation::Count => {
            let wanted = threshold.count_threshold.unwrap_or(1) as usize;
            return results.map_or_else(Measured::failed, |results| count(&results, wanted));
        }
        Aggregation::Average => mean,
        Aggregation::Min => |values| percentile(values, 0.0),
        Aggregation::Max => largest,
        Aggregation::Median => |values| percentile(values, 50.0),
        Aggregation::P95 => |values| percentile(values, 95.0),
        Aggregation::P99 => |values| percentile(values, 99.0),
        Aggregation::Sum => |values| Some(values.iter().sum()),
    };
    let numbers: Vec<f64> = counted.iter().filter_map(|value| value.as_number()).collect();
    let Some(limit) = number(&condition.value) else {
        return Measured::failed(format!("{:?} is no number", condition.value));
    };
    if numbers.len() < counted.len() {
        return Measured::failed("the source metric has texts, of which no number can be made");
    }
    let confidence = least_confidence(&counted);
    aggregate(&numbers).map_or_else(
        || missing(values),
        |value| {
            Measured::boolean(condition.comparison.holds(value, limit))
                .because(format!("{} of {} values: {value}", threshold.aggregation.as_str(), numbers.len()))
                .sure(confidence)
        },
    )
}

fn each(results: &[(&Measured, bool)]) -> Measured {
    let failing: Vec<&Measured> =
        results.iter().filter(|(_, passes)| !passes).map(|(measured, _)| *measured).collect();
    let evidence = failing.iter().filter_map(|measured| {
        let (from, to) = measured.place.entries()?;
        Some(EvidenceSpan { from, to, quote: None, reason: Some("does not pass".into()) })
    });
    let all: Vec<&Measured> = results.iter().map(|(measured, _)| *measured).collect();
    Measured::boolean(failing.is_empty())
        .because(format!("{} of {} values pass", results.len() - failing.len(), results.len()))
        .with_evidence(evidence.take(MOST_EVIDENCE).collect())
        .sure(least_confidence(&all))
}

fn count(results: &[(&Measured, bool)], wanted: usize) -> Measured {
    let passing = results.iter().filter(|(_, passes)| *passes).count();
    let all: Vec<&Measured> = results.iter().map(|(measured, _)| *measured).collect();
    Measured::boolean(passing >= wanted)
        .because(format!("{passing} of {} values satisfy the condition, {wanted} have to", results.len()))
        .sure(least_confidence(&all))
}

/// What rests on several values is no surer than the least sure of them.
pub(super) fn least_confidence(values: &[&Measured]) -> f64 {
    values.iter().map(|value| value.confidence).fold(1.0, f64::min)
}
