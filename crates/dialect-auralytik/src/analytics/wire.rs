//! Numbers as they are shown.

use colloquy_domain::evaluation::one_decimal;
use colloquy_domain::quality::{self, FeelingCounts, MILLISECONDS, TENTHS, Totals};
use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

colloquy_http::words! {
    /// The width of a trend's steps. Weeks begin on Monday; all of them are of UTC.
    AuralytikGranularity = ["daily", "weekly", "monthly"];
}

/// The widths of a trend's steps.
pub const GRANULARITIES: [(&str, quality::Granularity); 3] = [
    ("daily", quality::Granularity::Daily),
    ("weekly", quality::Granularity::Weekly),
    ("monthly", quality::Granularity::Monthly),
];

/// Rows that are not cut into pages.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikRows)]
pub struct Rows<T> {
    /// The one with the most evaluations first.
    pub data: Vec<T>,
}

/// How many felt how.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikSentimentCounts)]
pub struct SentimentCounts {
    positive: u64,
    neutral: u64,
    negative: u64,
}

impl SentimentCounts {
    pub fn of(counts: FeelingCounts) -> Self {
        Self { positive: counts.positive, neutral: counts.neutral, negative: counts.negative }
    }
}

/// The numbers of a group of evaluations.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikGroupNumbers)]
pub struct GroupNumbers {
    /// Also of those that are not completed.
    evaluation_count: u64,
    #[schema(required)]
    average_note: Option<f64>,
    #[schema(required)]
    average_duration_in_seconds: Option<f64>,
    sentiment: SentimentCounts,
}

impl GroupNumbers {
    pub fn of(totals: &Totals) -> Self {
        Self {
            evaluation_count: totals.total,
            average_note: average_note(totals),
            average_duration_in_seconds: average_seconds(totals),
            sentiment: SentimentCounts::of(totals.feelings),
        }
    }
}

/// The mean of average notes; none where nothing is completed.
pub fn average_note(totals: &Totals) -> Option<f64> {
    totals.notes.rounded(TENTHS)
}

/// The mean length; none where nothing is completed.
pub fn average_seconds(totals: &Totals) -> Option<f64> {
    totals.durations.rounded(MILLISECONDS)
}

/// The length of all.
pub fn total_seconds(totals: &Totals) -> f64 {
    one_decimal(totals.durations.sum as f64 / MILLISECONDS)
}

/// `2024-01-01`.
pub fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::quality::{Granularity, Mean};
    use time::macros::date;

    #[test]
    fn sums_become_numbers_with_one_decimal() {
        let totals = Totals {
            notes: Mean { sum: 1_651, count: 2 },
            durations: Mean { sum: 245_360, count: 1 },
            ..Totals::default()
        };
        assert_eq!(average_note(&totals), Some(82.6));
        assert_eq!(average_seconds(&totals), Some(245.4));
        assert!((total_seconds(&totals) - 245.4).abs() < 1e-9);
        assert_eq!((average_note(&Totals::default()), total_seconds(&Totals::default())), (None, 0.0));
        assert_eq!(day(date!(2024 - 01 - 02)), "2024-01-02");
    }

    #[test]
    fn every_width_has_a_word() {
        for known in Granularity::ALL {
            assert!(GRANULARITIES.iter().any(|(_, granularity)| granularity == known));
        }
    }
}
