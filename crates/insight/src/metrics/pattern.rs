//! Values of several metrics near each other: first triggers, then an outcome around them.

use std::collections::HashMap;

use colloquy_domain::metric::{
    Combinator, Condition, EvidenceSpan, Measured, Pattern, PatternOperation, Place, Source, WindowMode,
};
use colloquy_domain::transcript::{EntryId, Transcript};

use super::statistics::mean;
use super::threshold::least_confidence;
use super::values_of::{counted, missing, satisfies};

/// Most places that are shown for one value.
const MOST_EVIDENCE: usize = 20;

/// What of a metric's values satisfies a condition, with its place on the axis of the windows.
struct Event<'v> {
    value: &'v Measured,
    from: f64,
    to: f64,
}

/// An occurrence of the triggers.
#[derive(Debug, Clone, Copy)]
struct Trigger {
    from: f64,
    to: f64,
    entries: Option<(EntryId, EntryId)>,
    confidence: f64,
}

/// Evaluates a pattern on the values of its sources.
///
/// A trigger is a value of its source that satisfies its condition; a value of the whole call is there all along. With
/// `AND` all triggers have to be there in the same place (entries in common), with `OR` any. The outcome is a value
/// of its source that satisfies its condition within `window_before` before the trigger's start and `window_after`
/// after its end, both included, in seconds or in entries of the transcript.
///
/// `PATTERN_EXISTS` tells whether any trigger has an outcome, `PATTERN_COUNT` how many have, `OUTCOME_AGGREGATE` the
/// mean of the outcomes' values, each counted once (not applicable where there is none).
///
/// A source without any value makes the result missing, or not applicable where that is so for the source.
#[must_use]
pub fn pattern<'v>(
    pattern: &Pattern,
    transcript: &Transcript,
    values_of: impl Fn(&Source) -> &'v [Measured],
) -> Measured {
    let axis = Axis::of(transcript, pattern.window_mode);
    let mut occurrences: Option<Vec<Trigger>> = None;
    for condition in &pattern.triggers {
        let events = match events(&axis, condition, values_of(&condition.source)) {
            Ok(events) => events,
            Err(value) => return *value,
        };
        let found: Vec<Trigger> = events.iter().map(Trigger::of).collect();
        occurrences = Some(match (occurrences.take(), pattern.combinator) {
            (None, _) => found,
            (Some(before), Some(Combinator::Or)) => distinct(before.into_iter().chain(found)),
            (Some(before), _) => together(&before, &found),
        });
    }
    let triggers = distinct(occurrences.unwrap_or_default());
    let condition = &pattern.outcome.condition;
    let outcomes = match events(&axis, condition, values_of(&condition.source)) {
        Ok(outcomes) => outcomes,
        Err(value) => return *value,
    };
    let (before, after) = (f64::from(pattern.outcome.window_before), f64::from(pattern.outcome.window_after));
    let is_near = |trigger: &Trigger, outcome: &Event<'_>| {
        outcome.to >= trigger.from - before && outcome.from <= trigger.to + after
    };
    let followed: Vec<Trigger> = triggers
        .iter()
        .copied()
        .filter(|trigger| outcomes.iter().any(|outcome| is_near(trigger, outcome)))
        .collect();
    let used: Vec<&Measured> = outcomes
        .iter()
        .filter(|outcome| triggers.iter().any(|trigger| is_near(trigger, outcome)))
        .map(|outcome| outcome.value)
        .collect();
    let confidence =
        followed.iter().map(|trigger| trigger.confidence).fold(least_confidence(&used), f64::min);
    let evidence = followed.iter().filter_map(|trigger| {
        let (from, to) = trigger.entries?;
        Some(EvidenceSpan { from, to, quote: None, reason: Some("here the pattern begins".into()) })
    });
    let evidence: Vec<EvidenceSpan> = evidence.take(MOST_EVIDENCE).collect();
    let reason = format!("{} of {} triggers have the outcome", followed.len(), triggers.len());
    let value = match pattern.operation {
        PatternOperation::Exists => Measured::boolean(!followed.is_empty()),
        PatternOperation::Count => Measured::number(followed.len() as f64),
        PatternOperation::OutcomeAggregate => {
            let numbers: Vec<f64> = used.iter().filter_map(|value| value.as_number()).collect();
            match mean(&numbers) {
                Some(mean) => Measured::number(mean),
                None => return Measured::not_applicable(format!("the pattern does not occur: {reason}")),
            }
        }
    };
    value.because(reason).with_evidence(evidence).sure(confidence)
}

impl Trigger {
    fn of(event: &Event<'_>) -> Self {
        Self {
            from: event.from,
            to: event.to,
            entries: event.value.place.entries(),
            confidence: event.value.confidence,
        }
    }
}

/// Each place once.
fn distinct(triggers: impl IntoIterator<Item = Trigger>) -> Vec<Trigger> {
    let mut found: Vec<Trigger> = triggers.into_iter().collect();
    found.sort_by(|one, other| one.from.total_cmp(&other.from).then(one.to.total_cmp(&other.to)));
    found.dedup_by(|one, other| one.from == other.from && one.to == other.to);
    found
}

/// Where both are.
fn together(before: &[Trigger], found: &[Trigger]) -> Vec<Trigger> {
    let pairs = before.iter().flat_map(|one| found.iter().map(move |other| (one, other)));
    let common = pairs.filter_map(|(one, other)| {
        let (from, to) = (one.from.max(other.from), one.to.min(other.to));
        let narrower = if other.to - other.from < one.to - one.from { other } else { one };
        let confidence = one.confidence.min(other.confidence);
        (from <= to).then_some(Trigger { from, to, entries: narrower.entries, confidence })
    });
    distinct(common)
}

fn events<'v>(
    axis: &Axis,
    condition: &Condition,
    values: &'v [Measured],
) -> Result<Vec<Event<'v>>, Box<Measured>> {
    let counted = counted(values, condition.source.role);
    if counted.is_empty() {
        return Err(Box::new(missing(values)));
    }
    let mut events = Vec::new();
    for measured in counted {
        let Some(value) = &measured.value else { continue };
        if satisfies(value, condition).map_err(|reason| Box::new(Measured::failed(reason)))?
            && let Some((from, to)) = axis.place(measured.place)
        {
            events.push(Event { value: measured, from, to });
        }
    }
    Ok(events)
}

/// Where the entries stand on what the windows count.
struct Axis {
    places: HashMap<EntryId, (f64, f64)>,
}

impl Axis {
    fn of(transcript: &Transcript, mode: WindowMode) -> Self {
        let places = transcript.entries.iter().enumerate().map(|(position, entry)| {
            let place = match mode {
                WindowMode::Seconds => (entry.start_seconds, entry.end_seconds),
                WindowMode::Segments => (position as f64, position as f64),
            };
            (entry.id, place)
        });
        Self { places: places.collect() }
    }

    /// From where to where; the whole call is everywhere. None where the entry is no longer there.
    fn place(&self, place: Place) -> Option<(f64, f64)> {
        let Some((from, to)) = place.entries() else { return Some((f64::NEG_INFINITY, f64::INFINITY)) };
        let (from, to) = (self.places.get(&from)?, self.places.get(&to)?);
        Some((from.0.min(to.0), from.1.max(to.1)))
    }
}
