//! From rows to series.

use std::collections::HashMap;

use colloquy_domain::analytics::{Aggregation, Calendar, Measure, Question, Tally, percentile};

use super::plan::Planned;
use super::rows::{Asker, Rows};
use super::{Answer, Bucket, MOST_SERIES, Outcome, Series};

/// The values of one part, added up or one by one: of the whole window, and of each bucket that has some.
#[derive(Default)]
struct Gathered {
    whole: Values,
    buckets: HashMap<usize, Values>,
}

#[derive(Default)]
struct Values {
    tally: Tally,
    singles: Vec<f64>,
}

/// One measure of one group, by part.
type ByPart<'r> = HashMap<Option<&'r str>, Gathered>;

/// The series of one measure of one group, the largest first.
pub(super) struct Made {
    series: Vec<Series>,
    /// How many more there are.
    omitted: usize,
}

/// Puts the answer together.
pub(super) fn answer(question: &Question, calendar: &Calendar, mut made: Vec<(Asker, Made)>) -> Answer {
    made.sort_by_key(|(asker, _)| *asker);
    let omitted = made.iter().map(|(_, made)| made.omitted).sum::<usize>();
    let mut series: Vec<Series> = made.into_iter().flat_map(|(_, made)| made.series).collect();
    if let Some(baseline) = question.measures.iter().position(|measure| measure.is_baseline) {
        share(&mut series, baseline);
    }
    Answer {
        window: question.window,
        interval: calendar.interval(),
        zone: question.zone.clone(),
        omitted: u64::try_from(omitted).unwrap_or(u64::MAX),
        series,
    }
}

/// What a measure of a group comes to; none where the question has no such measure.
pub(super) fn of(
    planned: &Planned,
    asker: Asker,
    calendar: &Calendar,
    rows: &Rows,
    before: Option<(&Calendar, &Rows)>,
) -> Option<Made> {
    let question = &planned.question;
    let measure = question.measures.get(asker.measure)?;
    let (metric, kind) = planned.told.get(asker.measure)?;
    let (chosen, omitted) = largest(rows, measure);
    let parts = gather(rows, calendar, measure, &chosen);
    let before = before.map(|(calendar, rows)| (calendar, gather(rows, calendar, measure, &chosen)));
    let starts = if question.with_buckets { calendar.starts() } else { &[] };
    let outcome_of =
        |values: Option<&Values>| values.map_or_else(|| nothing(measure), |values| outcome(measure, values));
    let series = chosen.iter().map(|part| {
        let gathered = parts.get(part);
        let previous = before.as_ref().map(|(calendar, parts)| (*calendar, parts.get(part)));
        let bucket_of = |gathered: Option<&Gathered>, place: usize| {
            outcome_of(gathered.and_then(|gathered| gathered.buckets.get(&place)))
        };
        let buckets = starts.iter().enumerate().map(|(place, start)| Bucket {
            start: *start,
            outcome: bucket_of(gathered, place),
            previous: previous.and_then(|(calendar, gathered)| {
                Some((*calendar.starts().get(place)?, bucket_of(gathered, place).value))
            }),
            share: None,
        });
        Series {
            measure: asker.measure,
            metric: metric.clone(),
            aggregation: *kind,
            breakdown: measure.breakdown.clone(),
            group: question.groups.get(asker.group).map(|group| group.name.clone()),
            whole: outcome_of(gathered.map(|gathered| &gathered.whole)),
            previous: previous.and_then(|(_, gathered)| outcome_of(gathered.map(|one| &one.whole)).value),
            share: None,
            buckets: buckets.collect(),
            part: part.map(str::to_owned),
        }
    });
    Some(Made { series: series.collect(), omitted })
}

/// The parts that are told, the largest first, and how many more there are. There may be as many as conversations, so
/// only these get values and buckets.
fn largest<'r>(rows: &'r Rows, measure: &Measure) -> (Vec<Option<&'r str>>, usize) {
    let mut sizes: HashMap<Option<&str>, u64> = HashMap::new();
    if measure.breakdown.is_none() {
        // There is a series also where there is nothing.
        sizes.insert(None, 0);
    }
    match rows {
        Rows::Parts(rows) => {
            for row in rows {
                *sizes.entry(row.key.as_deref()).or_default() += row.tally.count;
            }
        }
        Rows::Singles(rows) => {
            for row in rows {
                *sizes.entry(row.key.as_deref()).or_default() += 1;
            }
        }
    }
    let mut parts: Vec<(Option<&str>, u64)> = sizes.into_iter().collect();
    parts.sort_unstable_by(|(one, size), (other, other_size)| {
        other_size.cmp(size).then_with(|| one.cmp(other))
    });
    let omitted = parts.len().saturating_sub(MOST_SERIES);
    parts.truncate(MOST_SERIES);
    (parts.into_iter().map(|(part, _)| part).collect(), omitted)
}

/// The values of the chosen parts.
fn gather<'r>(
    rows: &'r Rows,
    calendar: &Calendar,
    measure: &Measure,
    chosen: &[Option<&'r str>],
) -> ByPart<'r> {
    let mut parts: ByPart<'r> = chosen.iter().map(|part| (*part, Gathered::default())).collect();
    match rows {
        Rows::Parts(rows) => {
            for row in rows {
                let Some(gathered) = parts.get_mut(&row.key.as_deref()) else { continue };
                gathered.whole.tally.add(&row.tally);
                if let Some(bucket) = calendar.bucket_of_slot(row.slot) {
                    gathered.buckets.entry(bucket).or_default().tally.add(&row.tally);
                }
            }
        }
        Rows::Singles(rows) => {
            for row in rows {
                let Some(gathered) = parts.get_mut(&row.key.as_deref()) else { continue };
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

#[cfg(test)]
mod tests {
    use colloquy_domain::analytics::{CallProperty, Dimension, Interval, Subject, Window, Zone};
    use colloquy_store::analytics::Part;
    use time::macros::datetime;

    use super::*;
    use crate::analytics::AggregationKind;

    #[test]
    fn the_largest_parts_are_told_with_their_own_buckets() {
        let window = Window { from: datetime!(2026-06-01 00:00 UTC), to: datetime!(2026-06-03 00:00 UTC) };
        let zone = Zone::parse("UTC").expect("a zone");
        let calendar = Calendar::new(&window, Interval::Day, &zone).expect("two days");
        let measure = Measure {
            subject: Subject::Conversations,
            aggregation: Aggregation::Count,
            fold: None,
            filters: Vec::new(),
            usual: None,
            breakdown: Some(Dimension::Call(CallProperty::Direction)),
            is_baseline: false,
        };
        let question = Question {
            measures: vec![measure],
            filters: Vec::new(),
            groups: Vec::new(),
            window,
            interval: Interval::Day,
            zone,
            with_previous: false,
            with_buckets: true,
        };
        let planned = Planned { question, told: vec![(None, AggregationKind::Count)] };
        // Of the part "n" there are n + 1 on the first day and 1 on the second.
        let slots: Vec<i64> = calendar
            .starts()
            .iter()
            .map(|start| calendar.slot(i64::try_from(start.unix_timestamp_nanos() / 1_000).expect("micros")))
            .collect();
        let rows = (0..MOST_SERIES as u64 + 3).flat_map(|number| {
            let part = |slot, count| Part {
                slot,
                key: Some(number.to_string()),
                tally: Tally { count, ..Tally::default() },
            };
            [part(slots[0], number + 1), part(slots[1], 1)]
        });
        let rows = Rows::Parts(rows.collect());
        let asker = Asker { measure: 0, group: 0 };
        let made = of(&planned, asker, &calendar, &rows, None).expect("a measure");
        assert_eq!((made.series.len(), made.omitted), (MOST_SERIES, 3));
        let first = &made.series[0];
        assert_eq!((first.part.as_deref(), first.whole.sample), (Some("52"), 54));
        let buckets: Vec<u64> = first.buckets.iter().map(|bucket| bucket.outcome.sample).collect();
        assert_eq!(buckets, [53, 1]);
        assert_eq!(made.series[MOST_SERIES - 1].part.as_deref(), Some("3"));
    }
}
