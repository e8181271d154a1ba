//! When an endpoint that keeps failing is given up.
//!
//! An endpoint that failed everything for five days is disabled. One bad afternoon does not start that clock:
//! it starts with the third failure within 24 hours, and any success stops it and clears the count. The state is
//! three points in time, so that it fits into the endpoint's row.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// Failures within [`FAILURE_WINDOW`] that start the clock. Three, because [`EndpointHealth`] remembers two.
pub const CLOCK_STARTS_AFTER_FAILURES: usize = 3;
/// Span in which these failures must lie.
pub const FAILURE_WINDOW: Duration = Duration::hours(24);
/// How long the clock runs before the endpoint is disabled.
pub const DISABLE_AFTER: Duration = Duration::days(5);

/// What is remembered of an endpoint's attempts. The default is that of a new or a healthy endpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointHealth {
    /// The latest failure since the last success.
    pub last_failure_at: Option<OffsetDateTime>,
    /// The failure before that, also since the last success.
    pub previous_failure_at: Option<OffsetDateTime>,
    /// When the clock started. An endpoint with this set is failing.
    pub failing_since: Option<OffsetDateTime>,
}

/// What to do with an endpoint after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on delivering.
    Keep,
    /// Disable it.
    Disable,
}

impl EndpointHealth {
    /// The state after an attempt that succeeded: nothing is held against the endpoint.
    pub fn after_success(self) -> Self {
        Self::default()
    }

    /// The state after an attempt that failed at `at`, and what to do.
    pub fn after_failure(self, at: OffsetDateTime) -> (Self, Verdict) {
        // Attempts that run at the same time may be noted in any order, so the order is made here.
        let mut failures: Vec<OffsetDateTime> =
            [self.previous_failure_at, self.last_failure_at, Some(at)].into_iter().flatten().collect();
        failures.sort();
        let latest = failures.last().copied();
        let clock_starts = failures.len() >= CLOCK_STARTS_AFTER_FAILURES
            && failures.first().zip(latest).is_some_and(|(first, latest)| latest - *first <= FAILURE_WINDOW);
        let failing_since = self.failing_since.or(latest.filter(|_| clock_starts));
        let verdict = match failing_since {
            Some(since) if at - since >= DISABLE_AFTER => Verdict::Disable,
            _ => Verdict::Keep,
        };
        let previous_failure_at = failures.iter().rev().nth(1).copied();
        (Self { last_failure_at: latest, previous_failure_at, failing_since }, verdict)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);
    const OK: bool = true;
    const BAD: bool = false;

    /// Attempts as (hour, succeeded), the hour of disabling, the hour of the clock's start, and why.
    type Row<'a> = (&'a [(i64, bool)], Option<i64>, Option<i64>, &'a str);

    /// Plays attempts at hours after the start; returns the hour of disabling and of the clock's start.
    fn play(attempts: &[(i64, bool)]) -> (Option<i64>, Option<i64>) {
        let mut health = EndpointHealth::default();
        let mut disabled_at_hour = None;
        for (hour, succeeded) in attempts {
            if *succeeded {
                health = health.after_success();
                continue;
            }
            let (next, verdict) = health.after_failure(START + Duration::hours(*hour));
            health = next;
            if verdict == Verdict::Disable {
                disabled_at_hour.get_or_insert(*hour);
            }
        }
        (disabled_at_hour, health.failing_since.map(|since| (since - START).whole_hours()))
    }

    #[test]
    fn five_days_of_failure_disable() {
        let every_ten_hours: Vec<(i64, bool)> = (0..20).map(|number| (number * 10, BAD)).collect();
        let rows: &[Row<'_>] = &[
            (&[], None, None, "never tried"),
            (&[(0, BAD), (1, BAD)], None, None, "two failures are not several"),
            (&[(0, BAD), (1, BAD), (2, BAD)], None, Some(2), "the third starts the clock"),
            (&[(0, BAD), (12, BAD), (24, BAD)], None, Some(24), "within 24 hours, just"),
            (&[(0, BAD), (12, BAD), (25, BAD)], None, None, "not within 24 hours"),
            (&[(0, BAD), (12, BAD), (25, BAD), (26, BAD)], None, Some(26), "the window moves along"),
            (
                &[(0, BAD), (30, BAD), (60, BAD), (90, BAD), (200, BAD)],
                None,
                None,
                "rare failures never start it",
            ),
            (&every_ten_hours, Some(140), Some(20), "failing everything: five days after hour 20"),
            (&[(0, BAD), (1, BAD), (2, BAD), (121, BAD)], None, Some(2), "an hour short of five days"),
            (&[(0, BAD), (1, BAD), (2, BAD), (122, BAD)], Some(122), Some(2), "five days, to the hour"),
            (&[(0, BAD), (1, BAD), (2, BAD), (100, OK), (122, BAD)], None, None, "a success stops the clock"),
            (&[(0, BAD), (1, BAD), (2, OK), (3, BAD)], None, None, "a success clears the count"),
            (&[(2, BAD), (0, BAD), (1, BAD)], None, Some(2), "noted in another order"),
            (
                &[(30, BAD), (0, BAD), (31, BAD), (32, BAD)],
                None,
                Some(32),
                "an old failure noted late counts by its time",
            ),
        ];
        for (attempts, disabled_at_hour, failing_since_hour, why) in rows {
            assert_eq!(play(attempts), (*disabled_at_hour, *failing_since_hour), "{why}");
        }
    }
}
