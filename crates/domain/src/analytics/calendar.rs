//! Buckets: hours, days, weeks and months of a time zone.
//!
//! Databases know little of time zones, and not the same. So an instant's bucket is found in two steps, of which the
//! first is one that any database can do by itself: `(microseconds + shift) / width`, where the shift depends on the
//! few times at which clocks were set forward or back within the window. That number is the *slot*; what bucket a slot
//! belongs to is looked up here. A day is what the calendar on the wall calls a day, be it of 23, 24 or 25 hours.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

use super::Window;
use super::window::from_timestamp;
use crate::Instant;

/// Most buckets of a window: where there would be more, they become longer.
pub const MOST_BUCKETS: usize = 500;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// 1970 began on a Thursday: three days after a Monday.
const MONDAY: i64 = 3 * DAY;

/// How long a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Interval {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

impl Interval {
    /// The usual one for a window.
    #[must_use]
    pub fn usual(window: &Window) -> Self {
        let length = window.to - window.from;
        // A little more than the days named: clocks that are set forward or back.
        match length.whole_hours() {
            ..=50 => Self::Hour,
            51..=2_234 => Self::Day,
            2_235..=8_790 => Self::Week,
            _ => Self::Month,
        }
    }

    fn coarser(self) -> Option<Self> {
        match self {
            Self::Hour => Some(Self::Day),
            Self::Day => Some(Self::Week),
            Self::Week => Some(Self::Month),
            Self::Month => None,
        }
    }
}

/// A time zone of the IANA database, which is compiled in: the answer does not depend on the machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

/// A name that no zone has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be the name of an IANA time zone, such as Europe/Berlin")]
pub struct ZoneError;

impl Zone {
    /// The zone of that name.
    ///
    /// # Errors
    /// [`ZoneError`] where there is none.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        TimeZone::get(name).map(Self).map_err(|_| ZoneError)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    pub(super) fn local(&self, instant: Instant) -> Option<Zoned> {
        Some(timestamp(micros(instant)?)?.to_zoned(self.0.clone()))
    }

    /// Microseconds that clocks there are ahead of UTC at an instant.
    fn offset(&self, at: Timestamp) -> i64 {
        i64::from(self.0.to_offset(at).seconds()) * 1_000_000
    }
}

/// The buckets of a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    interval: Interval,
    width: i64,
    shifts: Vec<(i64, i64)>,
    starts: Vec<Instant>,
    bucket_of_slot: BTreeMap<i64, usize>,
}

impl Calendar {
    /// The buckets of this length, or of the next longer one of which there are not more than [`MOST_BUCKETS`]. None
    /// for windows outside the calendar, which [`super::TimeRange::window`] does not make.
    #[must_use]
    pub fn new(window: &Window, interval: Interval, zone: &Zone) -> Option<Self> {
        let mut interval = interval;
        loop {
            let calendar = Self::exactly(window, interval, zone)?;
            match interval.coarser() {
                Some(coarser) if calendar.starts.len() > MOST_BUCKETS => interval = coarser,
                _ => return Some(calendar),
            }
        }
    }

    /// The buckets of just this length, however many.
    #[must_use]
    pub fn exactly(window: &Window, interval: Interval, zone: &Zone) -> Option<Self> {
        let (from, to) = (micros(window.from)?, micros(window.to)?);
        let width = match interval {
            Interval::Hour => HOUR,
            // Months are not of one length: their slots are days.
            Interval::Day | Interval::Month => DAY,
            Interval::Week => 7 * DAY,
        };
        let shift_at = |at: i64| {
            let offset = zone.offset(timestamp(at)?);
            Some(match interval {
                Interval::Hour => offset.rem_euclid(HOUR),
                Interval::Day | Interval::Month => offset,
                Interval::Week => offset + MONDAY,
            })
        };
        // (end, shift) of each piece of time in which clocks are not set.
        let mut shifts: Vec<(i64, i64)> = vec![(to, shift_at(from)?)];
        for transition in zone.0.following(timestamp(from)?) {
            let at = transition.timestamp().as_microsecond();
            if at >= to {
                break;
            }
            let shift = shift_at(at)?;
            match shifts.last_mut() {
                Some(last) if last.1 != shift => {
                    last.0 = at;
                    shifts.push((to, shift));
                }
                _ => {}
            }
        }
        let mut calendar =
            Self { interval, width, shifts, starts: Vec::new(), bucket_of_slot: BTreeMap::new() };
        calendar.fill(from, zone)?;
        Some(calendar)
    }

    /// Names the buckets, piece by piece.
    fn fill(&mut self, from: i64, zone: &Zone) -> Option<()> {
        let mut starts: BTreeMap<i64, i64> = BTreeMap::new();
        let mut piece_from = from;
        for (piece_to, shift) in self.shifts.clone() {
            let first = (piece_from + shift).div_euclid(self.width);
            let last = (piece_to - 1 + shift).div_euclid(self.width);
            for slot in first..=last {
                let start = match self.interval {
                    // An hour that a piece cuts off begins with the piece, but the first one as the clock says.
                    Interval::Hour if piece_from == from => slot * self.width - shift,
                    Interval::Hour => (slot * self.width - shift).max(piece_from),
                    Interval::Day => midnight(slot, zone)?,
                    Interval::Week => midnight(slot * 7 - 3, zone)?,
                    Interval::Month => midnight(days_of(date(slot)?.first_of_month()), zone)?,
                };
                starts.entry(slot).or_insert(start);
            }
            piece_from = piece_to;
        }
        for (slot, start) in starts {
            let start = from_timestamp(timestamp(start)?)?;
            // The days of a month begin with it, and a day that a zone left out begins with the next one.
            if self.starts.last().is_none_or(|last| *last < start) {
                self.starts.push(start);
            }
            self.bucket_of_slot.insert(slot, self.starts.len() - 1);
        }
        Some(())
    }

    /// How long the buckets are.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// When each bucket begins, in order. The first may begin before the window.
    #[must_use]
    pub fn starts(&self) -> &[Instant] {
        &self.starts
    }

    /// The bucket of a slot, counted from 0; none of slots that no instant of the window has.
    #[must_use]
    pub fn bucket_of_slot(&self, slot: i64) -> Option<usize> {
        self.bucket_of_slot.get(&slot).copied()
    }

    /// The slot of an instant of the window, in microseconds since 1970: `(instant + shift) / width`.
    #[must_use]
    pub fn slot(&self, instant: i64) -> i64 {
        let shift = self.shifts.iter().find(|(until, _)| instant < *until).or(self.shifts.last());
        (instant + shift.map_or(0, |(_, shift)| *shift)) / self.width
    }

    /// Microseconds in a slot.
    #[must_use]
    pub fn width(&self) -> i64 {
        self.width
    }

    /// What is added to an instant before it is divided: each holds for instants before the first number. In order,
    /// never empty.
    #[must_use]
    pub fn shifts(&self) -> &[(i64, i64)] {
        &self.shifts
    }
}

fn timestamp(micros: i64) -> Option<Timestamp> {
    Timestamp::from_microsecond(micros).ok()
}

fn micros(instant: Instant) -> Option<i64> {
    i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000)).ok()
}

/// The date so many days after the first of January 1970.
fn date(days: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok()
}

fn days_of(date: Date) -> i64 {
    let since = date - Date::constant(1970, 1, 1);
    i64::from(since.get_days())
}

/// When the day begins that is so many days after the first of January 1970, in microseconds.
fn midnight(days: i64, zone: &Zone) -> Option<i64> {
    let local = date(days)?.to_zoned(zone.0.clone()).ok()?;
    Some(local.start_of_day().ok()?.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn calendar(from: Instant, to: Instant, interval: Interval, name: &str) -> Calendar {
        Calendar::exactly(&Window { from, to }, interval, &Zone::parse(name).unwrap()).unwrap()
    }

    /// The start of the bucket that an instant falls into.
    fn start_of(calendar: &Calendar, at: Instant) -> Instant {
        let slot = calendar.slot(micros(at).unwrap());
        calendar.starts()[calendar.bucket_of_slot(slot).unwrap()]
    }

    /// The same by jiff's own calendar, without slots.
    fn start_by_calendar(at: Instant, interval: Interval, zone: &Zone) -> Instant {
        let local = zone.local(at).unwrap();
        let start = match interval {
            Interval::Hour => {
                // From the instant back to the last full hour on the clock.
                let past = i64::from(local.minute()) * 60 + i64::from(local.second());
                let whole = local.timestamp().as_second() - past;
                Timestamp::from_second(whole).unwrap().to_zoned(local.time_zone().clone())
            }
            Interval::Day => local.start_of_day().unwrap(),
            Interval::Week => {
                let back = i64::from(local.weekday().to_monday_zero_offset());
                let monday = local.date().checked_sub(Span::new().days(back)).unwrap();
                monday.to_zoned(local.time_zone().clone()).unwrap().start_of_day().unwrap()
            }
            Interval::Month => {
                let first = local.date().first_of_month();
                first.to_zoned(local.time_zone().clone()).unwrap().start_of_day().unwrap()
            }
        };
        from_timestamp(start.timestamp()).unwrap()
    }

    #[test]
    fn every_instant_falls_into_the_bucket_that_the_calendar_says() {
        let zones = [
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/St_Johns",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "America/Santiago",
            "Pacific/Apia",
            "Asia/Beirut",
        ];
        let (from, to) = (datetime!(2025-01-05 03:17:21 UTC), datetime!(2026-12-30 22:05 UTC));
        for name in zones {
            let zone = Zone::parse(name).unwrap();
            for interval in [Interval::Hour, Interval::Day, Interval::Week, Interval::Month] {
                let buckets = calendar(from, to, interval, name);
                assert!(buckets.starts().is_sorted() && buckets.starts()[0] <= from, "{name} {interval:?}");
                // Not a divisor of an hour, so that all minutes come up.
                let step = time::Duration::seconds(60 * 37 + 1);
                let mut at = from;
                while at < to {
                    let expected = start_by_calendar(at, interval, &zone);
                    assert_eq!(start_of(&buckets, at), expected, "{name} {interval:?} {at}");
                    at += step;
                }
            }
        }
    }

    #[test]
    fn days_on_which_clocks_are_set_have_23_or_25_hours() {
        // Berlin, 2026: forward on 29 March, back on 25 October.
        for (noon, hours) in [(datetime!(2026-03-29 12:00 UTC), 23), (datetime!(2026-10-25 12:00 UTC), 25)] {
            let (from, to) = (noon - time::Duration::days(3), noon + time::Duration::days(3));
            let days = calendar(from, to, Interval::Day, "Europe/Berlin");
            assert_eq!(days.starts().len(), 7);
            assert_eq!((days.starts()[4] - days.starts()[3]).whole_hours(), hours);
            assert_eq!(days.shifts().len(), 2);
            let all_hours = calendar(days.starts()[3], days.starts()[4], Interval::Hour, "Europe/Berlin");
            assert_eq!(all_hours.starts().len(), usize::try_from(hours).unwrap());
        }
    }

    #[test]
    fn a_day_that_a_zone_left_out_has_no_bucket() {
        // Samoa went from 29 to 31 December 2011.
        let days = calendar(
            datetime!(2011-12-28 10:00 UTC),
            datetime!(2012-01-01 10:00 UTC),
            Interval::Day,
            "Pacific/Apia",
        );
        let expected = [
            datetime!(2011-12-28 10:00 UTC),
            datetime!(2011-12-29 10:00 UTC),
            datetime!(2011-12-30 10:00 UTC),
            datetime!(2011-12-31 10:00 UTC),
        ];
        assert_eq!(days.starts(), expected);
    }

    #[test]
    fn too_many_buckets_become_longer_ones() {
        let zone = Zone::parse("UTC").unwrap();
        let from = datetime!(2026-01-01 00:00 UTC);
        // Days, asked for, made of it.
        let rows = [
            (20, Interval::Hour, Interval::Hour),
            (21, Interval::Hour, Interval::Day),
            (500, Interval::Hour, Interval::Day),
            (501, Interval::Hour, Interval::Week),
            (731, Interval::Day, Interval::Week),
            (731, Interval::Month, Interval::Month),
        ];
        for (days, asked, made) in rows {
            let window = Window { from, to: from + time::Duration::days(days) };
            assert_eq!(Calendar::new(&window, asked, &zone).unwrap().interval(), made, "{days} {asked:?}");
        }
    }

    #[test]
    fn the_usual_interval_goes_with_the_length() {
        let from = datetime!(2026-01-01 00:00 UTC);
        let rows = [
            (1, Interval::Hour),
            (2, Interval::Hour),
            (3, Interval::Day),
            (30, Interval::Day),
            (93, Interval::Day),
            (94, Interval::Week),
            (366, Interval::Week),
            (367, Interval::Month),
            (731, Interval::Month),
        ];
        for (days, interval) in rows {
            let window = Window { from, to: from + time::Duration::days(days) };
            assert_eq!(Interval::usual(&window), interval, "{days}");
        }
    }
}
