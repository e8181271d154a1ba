//! From rows to series.

use std::collections::BTreeMap;

use colloquy_domain::analytics::{Aggregation, Calendar, Filter, Measure, Tally, percentile};

use super::plan::Planned;
use super::rows::{Fetched, Rows, selection};
use super::{Answer, Bucket, MOST_SERIES, Outcome, Series};

/// The values of one part, added up or one by one: of the whole window, and of each bucket that has some.
#[derive(Default)]
struct Gathered {
    whole: Values,
    buckets: BTreeMap<usize, Values>,
}

#[derive(Default)]
struct Values {
    tally: Tally,
    singles: Vec<f64>,
}

/// One measure of one group, by part.
type ByPart = BTreeMap<Option<String>, Gathered>;

/// Puts the answer together.
pub(super) fn answer(planned: &Planned, calendar: &Calendar, fetched: &Fetched) -> Answer {
    let question = &planned.question;
    let groups: Vec<(Option<String>, &[Filter])> = match question.groups.as_slice() {
        [] => vec![(None, &[])],
        groups => groups.iter().map(|group| (Some(group.name.clone()), group.filters.as_slice())).collect(),
    };
    let (mut all, mut omitted) = (Vec::new(), 0);
    for (position, measure) in question.measures.iter().enumerate() {
        let Some((metric, kind)) = planned.told.get(position) else { continue };
        for (group, filters) in &groups {
            let selection = selection(question, measure, filters);
            let Some(rows) = fetched.rows(&selection, false) else { continue };
            let mut parts = gather(rows, calendar, measure);
            if measure.breakdown.is_none() {
                // There is a series also where there is nothing.
                parts.entry(None).or_default();
            }
            let before = fetched.previous.as_ref().and_then(|(_, calendar)| {
                Some((calendar, gather(fetched.rows(&selection, true)?, calendar, measure)))
            });
            let mut made: Vec<Series> = parts
                .into_iter()
                .map(|(part, gathered)| {
                    let previous = before.as_ref().map(|(calendar, parts)| (*calendar, parts.get(&part)));
                    let starts = if question.with_buckets { calendar.starts() } else { &[] };
                    let buckets = starts.iter().enumerate().map(|(place, start)| Bucket {
                        start: *start,
                        outcome: gathered
                            .buckets
                            .get(&place)
                            .map_or_else(|| nothing(measure), |values| outcome(measure, values)),
                        previous: previous.as_ref().and_then(|(calendar, gathered)| {
                            let start = *calendar.starts().get(place)?;
                            let values = gathered.and_then(|gathered| gathered.buckets.get(&place));
                            Some((
                                start,
                                values
                                    .map_or_else(|| nothing(measure), |values| outcome(measure, values))
                                    .value,
                            ))
                        }),
                        share: None,
                    });
                    Series {
                        measure: position,
                        metric: metric.clone(),
                        aggregation: *kind,
                        breakdown: measure.breakdown.clone(),
                        group: group.clone(),
                        whole: outcome(measure, &gathered.whole),
                        previous: previous.as_ref().and_then(|(_, gathered)| {
                            gathered
                                .map_or_else(
                                    || nothing(measure),
                                    |gathered| outcome(measure, &gathered.whole),
                                )
                                .value
                        }),
                        share: None,
                        buckets: buckets.collect(),
                        part,
                    }
                })
                .collect();
            made.sort_by(|one, other| {
                other.whole.sample.cmp(&one.whole.sample).then_with(|| one.part.cmp(&other.part))
            });
            omitted += made.len().saturating_sub(MOST_SERIES);
            made.truncate(MOST_SERIES);
            all.extend(made);
        }
    }
    if let Some(baseline) = question.measures.iter().position(|measure| measure.is_baseline) {
        share(&mut all, baseline);
    }
    Answer {
        window: question.window,
        interval: calendar.interval(),
        zone: question.zone.clone(),
        omitted: u64::try_from(omitted).unwrap_or(u64::MAX),
        series: all,
    }
}

fn gather(rows: &Rows, calendar: &Calendar, measure: &Measure) -> ByPart {
    let mut parts = ByPart::new();
    match rows {
        Rows::Parts(rows) => {
            for row in rows {
                let gathered = parts.entry(row.key.clone()).or_default();
                gathered.whole.tally.add(&row.tally);
                if let Some(bucket) = calendar.bucket_of_slot(row.slot) {
                    gathered.buckets.entry(bucket).or_default().tally.add(&row.tally);
                }
            }
        }
        Rows::Singles(rows) => {
            for row in rows {
                if !parts.contains_key(&row.key) {
                    parts.insert(row.key.clone(), Gathered::default());
                }
                let Some(gathered) = parts.get_mut(&row.key) else { continue };
                gathered.whole.add(row.value, measure);
                if let Some(bucket) = calendar.bucket_of_slot(row.slot) {
                    gathered.buckets.entry(bucket).or_default().add(row.value, measure);
                }
            }
        }
    }
    parts
}

impl Values {
    fn add(&mut self, value: f64, measure: &Measure) {
        self.tally.add_value(value);
        match &measure.aggregation {
            Aggregation::Percentile(_) => self.singles.push(value),
            Aggregation::PassRate(judgement) => {
                self.tally.passed += u64::from(judgement.passes(measure.subject, value));
            }
            _ => {}
        }
    }
}

/// What values came to.
fn outcome(measure: &Measure, values: &Values) -> Outcome {
    let tally = &values.tally;
    let is_there = tally.count > 0;
    let value = match &measure.aggregation {
        Aggregation::Count => Some(tally.count as f64),
        Aggregation::Average => tally.mean(),
        Aggregation::Minimum => is_there.then_some(tally.min),
        Aggregation::Maximum => is_there.then_some(tally.max),
        Aggregation::Sum => Some(tally.sum),
        Aggregation::Percentile(percent) => percentile(&mut values.singles.clone(), f64::from(*percent)),
        Aggregation::PassRate(_) => tally.pass_rate(),
    };
    let passed = matches!(measure.aggregation, Aggregation::PassRate(_)).then_some(tally.passed);
    Outcome { value, sample: tally.count, passed }
}

/// What no values came to: there are none, and their sum is 0.
fn nothing(measure: &Measure) -> Outcome {
    outcome(measure, &Values::default())
}

/// Tells every series as a percentage of the baseline's: of that of the same group or part, or of its only one.
fn share(all: &mut [Series], baseline: usize) {
    let base: Vec<Series> = all.iter().filter(|series| series.measure == baseline).cloned().collect();
    for series in all {
        let same = base.iter().find(|one| {
            one.group == series.group && one.breakdown == series.breakdown && one.part == series.part
        });
        let only = || base.iter().find(|one| one.group == series.group && one.breakdown.is_none());
        let Some(base) = same.or_else(only) else { continue };
        series.share = percentage(series.whole.value, base.whole.value);
        for (bucket, base) in series.buckets.iter_mut().zip(&base.buckets) {
            bucket.share = percentage(bucket.outcome.value, base.outcome.value);
        }
    }
}

fn percentage(value: Option<f64>, base: Option<f64>) -> Option<f64> {
    let base = base.filter(|base| *base != 0.0)?;
    Some(value? / base * 100.0)
}
