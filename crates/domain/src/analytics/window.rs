//! The time that a question is about.

use jiff::civil::DateTime;
use jiff::{Span, Timestamp, Unit as JiffUnit, Zoned};

use super::Zone;
use crate::Instant;

/// Longest window, in days.
pub const LONGEST_DAYS: i64 = 731;

/// Earliest beginning: before it, clocks of some zones showed times that are negative numbers.
const EARLIEST: Instant = time::macros::datetime!(1970-01-02 00:00 UTC);

/// From an instant to another, which is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its beginning.
    pub from: Instant,
    /// Its end.
    pub to: Instant,
}

/// A window as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRange {
    /// So many of these up to now.
    Last(i64, Unit),
    /// A period of the calendar.
    Period(CalendarPeriod),
    /// From the first to the second.
    Fixed(Instant, Instant),
    /// From this to now.
    Since(Instant),
}

/// Lengths of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months of the calendar.
    Months,
}

/// Periods of the calendar. Those that are not over end now; weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarPeriod {
    /// Since midnight.
    Today,
    /// The day before.
    Yesterday,
    /// Since Monday.
    ThisWeek,
    /// The week before.
    LastWeek,
    /// Since the first of the month.
    ThisMonth,
    /// The month before.
    LastMonth,
    /// Since the first of January.
    ThisYear,
    /// The year before.
    LastYear,
}

/// Why there is no such window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// It does not end after it begins.
    #[error("must end after it begins")]
    Empty,
    /// It is longer than [`LONGEST_DAYS`].
    #[error("must not be longer than 731 days")]
    TooLong,
    /// It lies outside the calendar.
    #[error("must lie between 1970-01-02 and 9998-12-31")]
    OutOfRange,
}

impl TimeRange {
    /// The window that it means at `now` in `zone`.
    ///
    /// # Errors
    /// [`WindowError`] where it is empty, too long or outside the calendar.
    pub fn window(self, now: Instant, zone: &Zone) -> Result<Window, WindowError> {
        let local_now = zone.local(now).ok_or(WindowError::OutOfRange)?;
        let window = match self {
            Self::Last(number, unit) => {
                let span = match unit {
                    Unit::Days => Span::new().try_days(number),
                    Unit::Weeks => Span::new().try_weeks(number),
                    Unit::Months => Span::new().try_months(number),
                };
                // What does not fit into a span is longer than any window.
                let span = span.map_err(|_| WindowError::TooLong)?;
                let from = local_now.checked_sub(span).map_err(|_| WindowError::TooLong)?;
                Window { from: instant(&from)?, to: now }
            }
            Self::Period(period) => period.window(&local_now, now)?,
            Self::Fixed(from, to) => Window { from, to },
            Self::Since(from) => Window { from, to: now },
        };
        window.checked()
    }
}

impl CalendarPeriod {
    fn window(self, local_now: &Zoned, now: Instant) -> Result<Window, WindowError> {
        let today = local_now.date();
        let weekday = i64::from(local_now.weekday().to_monday_zero_offset());
        let begin = |date: jiff::civil::Date| {
            date.to_zoned(local_now.time_zone().clone())
                .and_then(|midnight| midnight.start_of_day())
                .map_err(|_| WindowError::OutOfRange)
                .and_then(|midnight| instant(&midnight))
        };
        let ago =
            |date: jiff::civil::Date, span: Span| date.checked_sub(span).map_err(|_| WindowError::OutOfRange);
        let monday = ago(today, Span::new().days(weekday))?;
        let (first_of_month, first_of_year) = (today.first_of_month(), today.first_of_year());
        let (from, to) = match self {
            Self::Today => (today, None),
            Self::Yesterday => (ago(today, Span::new().days(1))?, Some(today)),
            Self::ThisWeek => (monday, None),
            Self::LastWeek => (ago(monday, Span::new().weeks(1))?, Some(monday)),
            Self::ThisMonth => (first_of_month, None),
            Self::LastMonth => (ago(first_of_month, Span::new().months(1))?, Some(first_of_month)),
            Self::ThisYear => (first_of_year, None),
            Self::LastYear => (ago(first_of_year, Span::new().years(1))?, Some(first_of_year)),
        };
        let from = begin(from)?;
        // At the very beginning of a period there is nothing of it yet: the shortest window there is.
        let to = to.map(begin).transpose()?.unwrap_or(now).max(from + time::Duration::MICROSECOND);
        Ok(Window { from, to })
    }
}

impl Window {
    fn checked(self) -> Result<Self, WindowError> {
        if self.to <= self.from {
            return Err(WindowError::Empty);
        }
        // A day more: clocks that are set forward or back.
        if self.to - self.from > time::Duration::days(LONGEST_DAYS) + time::Duration::hours(3) {
            return Err(WindowError::TooLong);
        }
        if self.from < EARLIEST || self.to.year() > 9998 {
            return Err(WindowError::OutOfRange);
        }
        Ok(self)
    }

    /// The window before this one, as long by the clock on the wall: days stay days where clocks are set forward or
    /// back. None where that would begin too early.
    #[must_use]
    pub fn previous(&self, zone: &Zone) -> Option<Self> {
        let (from, to) = (zone.local(self.from)?, zone.local(self.to)?);
        let length = to.datetime().since((JiffUnit::Day, from.datetime())).ok()?;
        let earlier: DateTime = from.datetime().checked_sub(length).ok()?;
        let earlier = earlier.to_zoned(from.time_zone().clone()).ok()?;
        let window = Self { from: instant(&earlier).ok()?, to: self.from };
        (window.from < window.to && window.from >= EARLIEST).then_some(window)
    }
}

/// The instant, to the microsecond.
fn instant(local: &Zoned) -> Result<Instant, WindowError> {
    from_timestamp(local.timestamp()).ok_or(WindowError::OutOfRange)
}

pub(super) fn from_timestamp(timestamp: Timestamp) -> Option<Instant> {
    Instant::from_unix_timestamp_nanos(i128::from(timestamp.as_microsecond()) * 1_000).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    #[test]
    fn ranges_are_meant_in_their_zone() {
        let now = datetime!(2026-03-31 10:00 UTC);
        // In Berlin, where it is noon, clocks were set forward on the 29th, a Sunday.
        let berlin = zone("Europe/Berlin");
        let rows = [
            (TimeRange::Last(1, Unit::Days), datetime!(2026-03-30 10:00 UTC), now),
            (TimeRange::Last(7, Unit::Days), datetime!(2026-03-24 11:00 UTC), now),
            (TimeRange::Last(2, Unit::Weeks), datetime!(2026-03-17 11:00 UTC), now),
            (TimeRange::Last(1, Unit::Months), datetime!(2026-02-28 11:00 UTC), now),
            (TimeRange::Period(CalendarPeriod::Today), datetime!(2026-03-30 22:00 UTC), now),
            (
                TimeRange::Period(CalendarPeriod::Yesterday),
                datetime!(2026-03-29 22:00 UTC),
                datetime!(2026-03-30 22:00 UTC),
            ),
            (TimeRange::Period(CalendarPeriod::ThisWeek), datetime!(2026-03-29 22:00 UTC), now),
            (
                TimeRange::Period(CalendarPeriod::LastWeek),
                datetime!(2026-03-22 23:00 UTC),
                datetime!(2026-03-29 22:00 UTC),
            ),
            (TimeRange::Period(CalendarPeriod::ThisMonth), datetime!(2026-02-28 23:00 UTC), now),
            (
                TimeRange::Period(CalendarPeriod::LastMonth),
                datetime!(2026-01-31 23:00 UTC),
                datetime!(2026-02-28 23:00 UTC),
            ),
            (TimeRange::Period(CalendarPeriod::ThisYear), datetime!(2025-12-31 23:00 UTC), now),
            (
                TimeRange::Period(CalendarPeriod::LastYear),
                datetime!(2024-12-31 23:00 UTC),
                datetime!(2025-12-31 23:00 UTC),
            ),
            (TimeRange::Since(datetime!(2026-03-31 00:00 +9)), datetime!(2026-03-30 15:00 UTC), now),
        ];
        for (range, from, to) in rows {
            assert_eq!(range.window(now, &berlin), Ok(Window { from, to }), "{range:?}");
        }
    }

    #[test]
    fn windows_have_limits() {
        let (now, utc) = (datetime!(2026-03-31 10:00 UTC), zone("UTC"));
        let day = time::Duration::DAY;
        let rows = [
            (TimeRange::Last(731, Unit::Days), None),
            (TimeRange::Last(732, Unit::Days), Some(WindowError::TooLong)),
            (TimeRange::Last(24, Unit::Months), None),
            (TimeRange::Last(25, Unit::Months), Some(WindowError::TooLong)),
            (TimeRange::Last(i64::MAX, Unit::Months), Some(WindowError::TooLong)),
            (TimeRange::Last(0, Unit::Days), Some(WindowError::Empty)),
            (TimeRange::Fixed(now, now), Some(WindowError::Empty)),
            (TimeRange::Fixed(now, now + day * 731), None),
            (TimeRange::Fixed(now, now + day * 732), Some(WindowError::TooLong)),
            (TimeRange::Since(now + day), Some(WindowError::Empty)),
            (
                TimeRange::Fixed(datetime!(1969-12-31 00:00 UTC), datetime!(1970-01-02 00:00 UTC)),
                Some(WindowError::OutOfRange),
            ),
        ];
        for (range, error) in rows {
            assert_eq!(range.window(now, &utc).err(), error, "{range:?}");
        }
    }

    #[test]
    fn the_window_before_has_as_many_days() {
        let berlin = zone("Europe/Berlin");
        // The week in which clocks are set forward has 167 hours, the one before it 168.
        let week = Window { from: datetime!(2026-03-22 23:00 UTC), to: datetime!(2026-03-29 22:00 UTC) };
        let before = Window { from: datetime!(2026-03-15 23:00 UTC), to: datetime!(2026-03-22 23:00 UTC) };
        assert_eq!(week.previous(&berlin), Some(before));
        let first = Window { from: EARLIEST, to: datetime!(1970-01-03 00:00 UTC) };
        assert_eq!(first.previous(&berlin), None);
    }
}
