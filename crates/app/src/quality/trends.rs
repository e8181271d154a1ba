//! Numbers step by step.

use std::collections::BTreeMap;

use colloquy_domain::Instant;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::quality::{Granularity, Totals};
use time::{Date, Duration, UtcOffset};

use super::rows::TrendRow;
use super::seen::Seen;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem};

/// Most steps where at least one bound is asked for.
const MOST_STEPS: usize = 20_000;

/// Most steps of which some are empty, where neither bound is asked for: one call of long ago must not make a list of
/// thousands of empty days.
const MOST_FOUND_STEPS: usize = 1_100;

/// The numbers of each day, week or month from the filter's first bound to its last, where there is none from the first
/// evaluation to the last. Steps without evaluations are there, with zeros; only where they would be more than 20,000, or
/// more than 1,100 that nobody asked for by a bound, they are left out.
///
/// # Errors
/// [`AppError::Malformed`] naming `from` and `until` where there are more than 20,000 steps between them.
pub async fn trends(
    app: &App,
    caller: &Caller,
    filter: &EvaluationFilter,
    granularity: Granularity,
) -> Result<Vec<TrendRow>, AppError> {
    // Before anything is read.
    if let (Some(first), Some(last)) = bounds(filter)
        && granularity.steps(first, last, MOST_STEPS).is_none()
    {
        return Err(too_many_steps());
    }
    Ok(Seen::by(caller).trends(app, filter, granularity).await?)
}

/// The first and the last day that are asked for.
fn bounds(filter: &EvaluationFilter) -> (Option<Date>, Option<Date>) {
    (filter.from.map(day_of), filter.until.map(day_of))
}

/// The numbers of days put together to the steps that are asked for.
pub(super) fn stepwise(
    filter: &EvaluationFilter,
    granularity: Granularity,
    days: Vec<(i64, Totals)>,
) -> Vec<TrendRow> {
    let bounds = bounds(filter);
    let asked = match bounds {
        (Some(first), Some(last)) => granularity.steps(first, last, MOST_STEPS),
        _ => None,
    };
    folded(granularity, bounds, asked, days)
}

fn too_many_steps() -> AppError {
    let problem = |field: &str| {
        let message = format!("{field}: there must be at most {MOST_STEPS} steps between from and until");
        FieldProblem::new(field, "invalid_range", message)
    };
    AppError::Malformed(vec![problem("from"), problem("until")])
}

fn day_of(instant: Instant) -> Date {
    // The last hours of the calendar have no date in UTC.
    instant.checked_to_offset(UtcOffset::UTC).map_or(Date::MAX, |instant| instant.date())
}

/// Days put together to steps, with those between them.
fn folded(
    granularity: Granularity,
    (first, last): (Option<Date>, Option<Date>),
    asked: Option<Vec<Date>>,
    days: Vec<(i64, Totals)>,
) -> Vec<TrendRow> {
    let mut steps: BTreeMap<Date, Totals> = BTreeMap::new();
    for (day, totals) in days {
        let Some(date) = date_of(day) else { continue };
        let step = steps.entry(granularity.start(date)).or_default();
        *step = step.plus(totals);
    }
    let most = if first.is_none() && last.is_none() { MOST_FOUND_STEPS } else { MOST_STEPS };
    let empty = asked.or_else(|| {
        let first = first.or_else(|| steps.keys().next().copied())?;
        let last = last.or_else(|| steps.keys().next_back().copied())?;
        granularity.steps(first, last, most)
    });
    for start in empty.into_iter().flatten() {
        steps.entry(start).or_default();
    }
    steps.into_iter().map(|(date, totals)| TrendRow { date, totals }).collect()
}

/// The day of that number since 1970.
fn date_of(day: i64) -> Option<Date> {
    // A number of days that the calendar holds is no number that a duration does not hold.
    Instant::UNIX_EPOCH.date().checked_add(Duration::seconds(day.checked_mul(86_400)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::quality::Mean;
    use time::macros::date;

    fn counted(total: u64) -> Totals {
        let notes = Mean { sum: 800 * i64::try_from(total).unwrap(), count: total };
        Totals { total, completed: total, notes, ..Totals::default() }
    }

    fn day(date: Date) -> i64 {
        (date - Instant::UNIX_EPOCH.date()).whole_days()
    }

    fn counts(rows: &[TrendRow]) -> Vec<(Date, u64)> {
        rows.iter().map(|row| (row.date, row.totals.total)).collect()
    }

    #[test]
    fn days_are_put_together_and_empty_steps_are_shown() {
        let days = vec![
            (day(date!(2024 - 01 - 01)), counted(2)),
            (day(date!(2024 - 01 - 07)), counted(1)),
            (day(date!(2024 - 01 - 15)), counted(4)),
        ];
        let weeks = folded(Granularity::Weekly, (None, None), None, days.clone());
        let expected = [(date!(2024 - 01 - 01), 3), (date!(2024 - 01 - 08), 0), (date!(2024 - 01 - 15), 4)];
        assert_eq!(counts(&weeks), expected);
        assert_eq!(weeks[0].totals.notes, Mean { sum: 2_400, count: 3 });
        // One bound is asked for.
        let months = folded(Granularity::Monthly, (Some(date!(2023 - 11 - 20)), None), None, days);
        let expected = [(date!(2023 - 11 - 01), 0), (date!(2023 - 12 - 01), 0), (date!(2024 - 01 - 01), 7)];
        assert_eq!(counts(&months), expected);
    }

    #[test]
    fn one_call_of_long_ago_makes_no_thousands_of_days() {
        let days = vec![(-1, counted(1)), (day(date!(2024 - 01 - 01)), counted(1))];
        let rows = folded(Granularity::Daily, (None, None), None, days);
        assert_eq!(counts(&rows), [(date!(1969 - 12 - 31), 1), (date!(2024 - 01 - 01), 1)]);
        assert!(folded(Granularity::Daily, (None, None), None, vec![]).is_empty());
    }

    #[test]
    fn a_day_out_of_the_calendar_is_none() {
        assert_eq!(date_of(0), Some(date!(1970 - 01 - 01)));
        assert_eq!((date_of(i64::MAX), date_of(i64::MIN), date_of(10_000_000_000)), (None, None, None));
    }
}
