//! Rows of numbers over evaluations: in all, by group, by criterion, by time.

use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::export::{AnalyticsExport, ExportJob};
use colloquy_domain::quality::{Granularity, Grouping, MILLISECONDS, TENTHS, Totals};
use colloquy_store::StoreError;

use super::{Cell, Row};
use crate::App;
use crate::quality::{CriterionRow, Seen};

const SUMMARY: &[&str] = &[
    "dateFrom",
    "dateTo",
    "totalEvaluations",
    "completedEvaluations",
    "failedEvaluations",
    "pendingEvaluations",
    "averageNote",
    "averageScore",
    "averageDurationInSeconds",
    "totalDurationInSeconds",
    "aiCalls",
    "humanCalls",
    "autoFailed",
    "positive",
    "neutral",
    "negative",
];

/// What stands in every row that sums up evaluations.
macro_rules! with_totals {
    ($($own:literal),+) => {
        &[
            $($own,)+
            "evaluationCount",
            "completedEvaluations",
            "failedEvaluations",
            "pendingEvaluations",
            "averageNote",
            "averageScore",
            "averageDurationInSeconds",
            "totalDurationInSeconds",
            "aiCalls",
            "humanCalls",
            "autoFailed",
            "positive",
            "neutral",
            "negative",
        ]
    };
}

const CAMPAIGNS: &[&str] = with_totals!("campaignId", "campaignName");
const CALL_CENTERS: &[&str] = with_totals!("callCenterId", "callCenterName");
const EXECUTIVES: &[&str] = with_totals!("executiveName");
const TRENDS: &[&str] = with_totals!("date");

const CRITERIA: &[&str] = &[
    "criterionId",
    "criterionName",
    "averageNote",
    "evaluationCount",
    "passed",
    "notApplicable",
    "undecided",
    "decidedByPeople",
];

type Table = (&'static [&'static str], Vec<Row>);

/// What numbers are asked for.
pub(super) struct Numbers<'a> {
    app: &'a App,
    seen: Seen,
    filter: &'a EvaluationFilter,
    granularity: Granularity,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(
        app: &'a App,
        export: &ExportJob,
        filter: &'a EvaluationFilter,
        granularity: Granularity,
    ) -> Self {
        let seen = Seen { workspace_id: export.workspace_id, include_private: export.include_private };
        Self { app, seen, filter, granularity }
    }

    /// Columns and rows. Evaluations themselves are too many for one table; they are read page by page.
    pub(super) async fn table(&self, what: AnalyticsExport) -> Result<Table, StoreError> {
        match what {
            AnalyticsExport::Summary | AnalyticsExport::Evaluations => self.summary().await,
            AnalyticsExport::Campaigns => self.groups(Grouping::Campaign, CAMPAIGNS).await,
            AnalyticsExport::CallCenters => self.groups(Grouping::CallCenter, CALL_CENTERS).await,
            AnalyticsExport::Executives => self.groups(Grouping::Executive, EXECUTIVES).await,
            AnalyticsExport::Criteria => self.criteria().await,
            AnalyticsExport::Trends => self.trends().await,
        }
    }

    async fn summary(&self) -> Result<Table, StoreError> {
        let found = self.seen.summary(self.app, self.filter).await?;
        let mut row = vec![Cell::maybe_instant(found.from), Cell::maybe_instant(found.until)];
        row.extend(cells(&found.totals));
        Ok((SUMMARY, vec![row]))
    }

    async fn groups(
        &self,
        grouping: Grouping,
        columns: &'static [&'static str],
    ) -> Result<Table, StoreError> {
        let groups = self.seen.groups(self.app, grouping, self.filter).await?;
        let rows = groups.into_iter().map(|group| {
            let mut row = match grouping {
                Grouping::Campaign | Grouping::CallCenter => {
                    vec![Cell::Text(group.key), Cell::Text(group.name)]
                }
                Grouping::Executive => vec![Cell::Text(group.name)],
            };
            row.extend(cells(&group.totals));
            row
        });
        Ok((columns, rows.collect()))
    }

    async fn criteria(&self) -> Result<Table, StoreError> {
        let found = self.seen.criteria(self.app, self.filter).await?;
        let rows = found.into_iter().map(|CriterionRow { name, totals }| {
            vec![
                Cell::Text(totals.criterion_id),
                Cell::Text(name),
                Cell::maybe_number(totals.notes.rounded(TENTHS)),
                Cell::Count(totals.notes.count),
                Cell::Count(totals.passed),
                Cell::Count(totals.not_applicable),
                Cell::Count(totals.undecided),
                Cell::Count(totals.decided),
            ]
        });
        Ok((CRITERIA, rows.collect()))
    }

    async fn trends(&self) -> Result<Table, StoreError> {
        let steps = self.seen.trends(self.app, self.filter, self.granularity).await?;
        let rows = steps.into_iter().map(|step| {
            let (year, month, day) = step.date.to_calendar_date();
            let mut row = vec![Cell::Text(format!("{year:04}-{:02}-{day:02}", u8::from(month)))];
            row.extend(cells(&step.totals));
            row
        });
        Ok((TRENDS, rows.collect()))
    }
}

fn cells(totals: &Totals) -> [Cell; 14] {
    [
        Cell::Count(totals.total),
        Cell::Count(totals.completed),
        Cell::Count(totals.failed),
        Cell::Count(totals.pending),
        Cell::maybe_number(totals.notes.rounded(TENTHS)),
        Cell::maybe_number(totals.scores.rounded(TENTHS)),
        Cell::maybe_number(totals.durations.rounded(MILLISECONDS)),
        Cell::Number(totals.durations.sum as f64 / MILLISECONDS),
        Cell::Count(totals.ai_calls),
        Cell::Count(totals.total.saturating_sub(totals.ai_calls)),
        Cell::Count(totals.auto_failed),
        Cell::Count(totals.feelings.positive),
        Cell::Count(totals.feelings.neutral),
        Cell::Count(totals.feelings.negative),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_cell() {
        let count = cells(&Totals::default()).len();
        assert_eq!(SUMMARY.len(), 2 + count);
        assert_eq!((CAMPAIGNS.len(), CALL_CENTERS.len()), (2 + count, 2 + count));
        assert_eq!((EXECUTIVES.len(), TRENDS.len()), (1 + count, 1 + count));
    }
}
