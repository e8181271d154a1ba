//! What answers have in common.

use colloquy_domain::quality::{MILLISECONDS, TENTHS, Totals};
use serde::Serialize;
use utoipa::ToSchema;

/// The numbers of some evaluations. Averages are rounded to one decimal, and null where nothing has such a number.
#[derive(Serialize, ToSchema)]
pub struct QualityNumbers {
    /// All.
    total: u64,
    /// With results.
    completed: u64,
    /// Given up.
    failed: u64,
    /// Waiting or at work.
    pending: u64,
    /// Of the average notes, 0 to 100.
    average_note: Option<f64>,
    /// Of the weighted scores, 0 to 100.
    average_score: Option<f64>,
    /// Of the lengths.
    average_duration_seconds: Option<f64>,
    /// Of all, those where a program spoke for the organisation.
    ai_calls: u64,
    /// That failed a critical criterion.
    auto_failed: u64,
    /// How people felt.
    sentiment: SentimentCounts,
}

/// How many felt how.
#[derive(Serialize, ToSchema)]
pub struct SentimentCounts {
    positive: u64,
    neutral: u64,
    negative: u64,
}

impl QualityNumbers {
    /// Renders them.
    pub fn of(totals: &Totals) -> Self {
        Self {
            total: totals.total,
            completed: totals.completed,
            failed: totals.failed,
            pending: totals.pending,
            average_note: totals.notes.rounded(TENTHS),
            average_score: totals.scores.rounded(TENTHS),
            average_duration_seconds: totals.durations.rounded(MILLISECONDS),
            ai_calls: totals.ai_calls,
            auto_failed: totals.auto_failed,
            sentiment: SentimentCounts {
                positive: totals.feelings.positive,
                neutral: totals.feelings.neutral,
                negative: totals.feelings.negative,
            },
        }
    }
}
