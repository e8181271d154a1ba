//! Numbers over many evaluations.
//!
//! Only the [current](crate::evaluation::Evaluation::is_current) evaluation of a conversation within a project counts,
//! so that one recording that was evaluated twice counts once. Averages and sentiments are taken over completed
//! evaluations that have them, and are rounded to one decimal half away from zero. Buckets are days in UTC, weeks that
//! begin on Monday, or months.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month};

use crate::evaluation::one_decimal;
use crate::{CallCenterId, CampaignId};

stored_words! {
    /// The width of a trend's steps.
    Granularity {
        /// A day.
        Daily => "daily",
        /// A week from Monday.
        Weekly => "weekly",
        /// A month.
        Monthly => "monthly",
    }
}

/// How many felt how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeelingCounts {
    /// Well.
    pub positive: u64,
    /// Neither.
    pub neutral: u64,
    /// Badly.
    pub negative: u64,
}

/// A sum and of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mean {
    /// The sum of whole numbers: tenths of a note, milliseconds.
    pub sum: i64,
    /// Of how many.
    pub count: u64,
}

impl Mean {
    /// The mean in units of so many of the summed ones, rounded to one decimal; none of nothing.
    #[must_use]
    pub fn rounded(self, per_unit: f64) -> Option<f64> {
        (self.count > 0).then(|| one_decimal(self.sum as f64 / per_unit / self.count as f64))
    }

    /// With another one.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, count: self.count + other.count }
    }
}

/// Tenths in a note.
pub const TENTHS: f64 = 10.0;
/// Milliseconds in a second.
pub const MILLISECONDS: f64 = 1_000.0;

/// The numbers of some evaluations. Everything but the first four counts is of the completed ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// All.
    pub total: u64,
    /// With results.
    pub completed: u64,
    /// Given up.
    pub failed: u64,
    /// Waiting or at work.
    pub pending: u64,
    /// Average notes, in tenths.
    pub notes: Mean,
    /// Weighted scores, in tenths.
    pub scores: Mean,
    /// Lengths, in milliseconds.
    pub durations: Mean,
    /// Of all: where a program spoke.
    pub ai_calls: u64,
    /// That failed a critical criterion.
    pub auto_failed: u64,
    /// How people felt.
    pub feelings: FeelingCounts,
}

impl Totals {
    /// With those of other evaluations.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            completed: self.completed + other.completed,
            failed: self.failed + other.failed,
            pending: self.pending + other.pending,
            notes: self.notes.plus(other.notes),
            scores: self.scores.plus(other.scores),
            durations: self.durations.plus(other.durations),
            ai_calls: self.ai_calls + other.ai_calls,
            auto_failed: self.auto_failed + other.auto_failed,
            feelings: FeelingCounts {
                positive: self.feelings.positive + other.feelings.positive,
                neutral: self.feelings.neutral + other.feelings.neutral,
                negative: self.feelings.negative + other.feelings.negative,
            },
        }
    }
}

/// By what evaluations are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By campaign.
    Campaign,
    /// By call center.
    CallCenter,
    /// By the person whose work they show.
    Executive,
}

/// What a group has in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKey {
    /// A campaign.
    Campaign(CampaignId),
    /// A call center.
    CallCenter(CallCenterId),
    /// A person.
    Executive(String),
}

/// The numbers of one criterion over many evaluations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionTotals {
    /// Its id in the scorecard.
    pub criterion_id: String,
    /// Notes, in tenths.
    pub notes: Mean,
    /// How often it was passed, of those with a note.
    pub passed: u64,
    /// How often it does not apply.
    pub not_applicable: u64,
    /// How often it is undecided.
    pub undecided: u64,
    /// How often a person decided.
    pub decided: u64,
}

impl Granularity {
    /// The first day of the step that a day lies in.
    #[must_use]
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Daily => day,
            Self::Weekly => {
                let since_monday = i64::from(day.weekday().number_days_from_monday());
                day.checked_sub(Duration::days(since_monday)).unwrap_or(day)
            }
            Self::Monthly => day.replace_day(1).unwrap_or(day),
        }
    }

    /// The first day of the step after the one that begins on `start`; none at the end of the calendar.
    #[must_use]
    pub fn next(self, start: Date) -> Option<Date> {
        match self {
            Self::Daily => start.next_day(),
            Self::Weekly => start.checked_add(Duration::WEEK),
            Self::Monthly => {
                let year = if start.month() == Month::December { start.year() + 1 } else { start.year() };
                Date::from_calendar_date(year, start.month().next(), 1).ok()
            }
        }
    }

    /// The first days of all steps from that of `first` to that of `last`; none where there are more than `most`.
    #[must_use]
    pub fn steps(self, first: Date, last: Date, most: usize) -> Option<Vec<Date>> {
        let (mut step, last) = (Some(self.start(first)), self.start(last));
        let mut found = Vec::new();
        while let Some(start) = step.filter(|start| *start <= last) {
            if found.len() == most {
                return None;
            }
            found.push(start);
            step = self.next(start);
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn steps_begin_on_days_on_mondays_and_on_firsts() {
        let wednesday = date!(2026 - 12 - 30);
        assert_eq!(Granularity::Daily.start(wednesday), wednesday);
        assert_eq!(Granularity::Weekly.start(wednesday), date!(2026 - 12 - 28));
        assert_eq!(Granularity::Monthly.start(wednesday), date!(2026 - 12 - 01));
        assert_eq!(Granularity::Monthly.next(date!(2026 - 12 - 01)), Some(date!(2027 - 01 - 01)));
        let weeks = Granularity::Weekly.steps(wednesday, date!(2027 - 01 - 11), 10);
        assert_eq!(weeks, Some(vec![date!(2026 - 12 - 28), date!(2027 - 01 - 04), date!(2027 - 01 - 11)]));
        assert_eq!(Granularity::Daily.steps(wednesday, Date::MAX, 100), None);
        assert_eq!(Granularity::Daily.steps(Date::MAX, Date::MAX, 5), Some(vec![Date::MAX]));
        assert_eq!(Granularity::Daily.steps(wednesday, date!(2026 - 12 - 29), 5), Some(vec![]));
    }

    #[test]
    fn a_mean_is_rounded_to_one_decimal() {
        assert_eq!(Mean { sum: 1_651, count: 2 }.rounded(TENTHS), Some(82.6));
        assert_eq!(Mean::default().rounded(TENTHS), None);
    }
}
