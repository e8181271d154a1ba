//! The rows of an export, page by page.
//!
//! Pages follow each other in an order in which rows keep their place (when it was recorded, then id), so that what is
//! added meanwhile moves nothing.

mod calls;
mod evaluations;
mod numbers;

use colloquy_domain::Instant;
use colloquy_domain::evaluation::Feeling;
use colloquy_domain::export::{AnalyticsExport, ExportContent, ExportJob};
use colloquy_store::StoreError;
use time::UtcOffset;

use self::calls::Calls;
use self::evaluations::Evaluations;
use crate::App;

/// What stands in a place of the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number that may have decimals.
    Number(f64),
    /// How many.
    Count(u64),
    /// Yes or no.
    Truth(bool),
}

/// A cell for each column.
pub(crate) type Row = Vec<Cell>;

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn maybe_text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    fn maybe_number(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Empty, Self::Number)
    }

    /// An instant in UTC, to the second.
    fn instant(instant: Instant) -> Self {
        Self::Text(seconds(instant.to_offset(UtcOffset::UTC)))
    }

    fn maybe_instant(instant: Option<Instant>) -> Self {
        instant.map_or(Self::Empty, Self::instant)
    }
}

/// `2024-01-10T09:00:00Z`, or with the offset that the instant has.
fn seconds(instant: Instant) -> String {
    let (date, clock, offset) = (instant.date(), instant.time(), instant.offset());
    let zone = if offset.is_utc() {
        "Z".to_owned()
    } else {
        let (hours, minutes, _) = offset.as_hms();
        let sign = if offset.is_negative() { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
    };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{zone}",
        date.year(),
        u8::from(date.month()),
        date.day(),
        clock.hour(),
        clock.minute(),
        clock.second()
    )
}

/// An id as the API that offers exports spells it.
fn spelled(prefix: &str, ulid: &str) -> String {
    format!("{prefix}_{}", ulid.to_lowercase())
}

fn feeling(feeling: Feeling) -> &'static str {
    match feeling {
        Feeling::Positive => "Positive",
        Feeling::Neutral => "Neutral",
        Feeling::Negative => "Negative",
    }
}

/// Where an export's rows come from.
pub(crate) struct Rows {
    columns: &'static [&'static str],
    expected: Option<u64>,
    source: Source,
}

enum Source {
    /// All rows there are, until they are taken.
    Ready(Option<Vec<Row>>),
    Evaluations(Evaluations),
    Calls(Box<Calls>),
}

impl Rows {
    /// The rows of an export, from the first one on.
    pub(crate) async fn of(app: &App, export: &ExportJob) -> Result<Self, StoreError> {
        match &export.content {
            ExportContent::Analytics { what: AnalyticsExport::Evaluations, filter, .. } => {
                let evaluations = Evaluations::new(export, filter.clone());
                Ok(Self {
                    columns: evaluations::COLUMNS,
                    expected: evaluations.expected(app).await?,
                    source: Source::Evaluations(evaluations),
                })
            }
            ExportContent::Analytics { what, filter, granularity } => {
                let numbers = numbers::Numbers::new(app, export, filter, *granularity);
                let (columns, rows) = numbers.table(*what).await?;
                let expected = Some(rows.len() as u64);
                Ok(Self { columns, expected, source: Source::Ready(Some(rows)) })
            }
            ExportContent::AiCalls { from, until, campaign_id, status, outcome, time_zone } => {
                let calls = Calls {
                    workspace_id: export.workspace_id,
                    include_private: export.include_private,
                    from: *from,
                    until: *until,
                    campaign_id: *campaign_id,
                    status: *status,
                    outcome: outcome.clone(),
                    time_zone: time_zone.clone(),
                    after: None,
                    is_over: false,
                };
                Ok(Self {
                    columns: calls::COLUMNS,
                    expected: calls.expected(app).await?,
                    source: Source::Calls(Box::new(calls)),
                })
            }
        }
    }

    /// Names of the columns.
    pub(crate) fn columns(&self) -> &'static [&'static str] {
        self.columns
    }

    /// How many rows are looked at in all, as far as that is known beforehand.
    pub(crate) fn expected(&self) -> Option<u64> {
        self.expected
    }

    /// The next page, and how many rows were looked at for it, which may be more; none at the end.
    pub(crate) async fn next(&mut self, app: &App) -> Result<Option<(Vec<Row>, u64)>, StoreError> {
        match &mut self.source {
            Source::Ready(rows) => Ok(rows.take().map(|rows| {
                let count = rows.len() as u64;
                (rows, count)
            })),
            Source::Evaluations(evaluations) => evaluations.next(app).await,
            Source::Calls(calls) => calls.next(app).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn instants_are_shown_to_the_second_with_their_offset() {
        assert_eq!(seconds(datetime!(2024-01-10 9:00:00.7 UTC)), "2024-01-10T09:00:00Z");
        assert_eq!(seconds(datetime!(2024-07-10 9:05 +2)), "2024-07-10T09:05:00+02:00");
        assert_eq!(seconds(datetime!(2024-07-10 9:05 -3:30)), "2024-07-10T09:05:00-03:30");
        assert_eq!(Cell::instant(datetime!(2024-07-10 9:05 +2)), Cell::text("2024-07-10T07:05:00Z"));
    }
}
