//! Rows of numbers over evaluations: in all, by group, by criterion, by time.

use std::collections::{BTreeMap, HashMap};

use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::export::{AnalyticsExport, ExportJob};
use colloquy_domain::quality::{
    FeelingCounts, Granularity, GroupKey, Grouping, MILLISECONDS, TENTHS, Totals,
};
use colloquy_domain::{CallCenterId, CampaignId, Instant, WorkspaceId};
use colloquy_store::{StoreError, call_centers, campaigns, quality, scorecards};
use time::{Date, Duration, UtcOffset};

use super::{Cell, Row};
use crate::App;

/// Steps of a trend beyond which empty ones are left out: more than 50 years of days.
const MOST_STEPS: usize = 20_000;

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
    workspace_id: WorkspaceId,
    include_private: bool,
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
        Self {
            app,
            workspace_id: export.workspace_id,
            include_private: export.include_private,
            filter,
            granularity,
        }
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
        let (reader, filter) = (self.app.store.reader(), self.filter);
        let totals = quality::totals(reader, self.workspace_id, filter, self.include_private).await?;
        let span = quality::span(reader, self.workspace_id, filter, self.include_private).await?;
        let mut row = vec![
            Cell::maybe_instant(filter.from.or(span.map(|(first, _)| first))),
            Cell::maybe_instant(filter.until.or(span.map(|(_, last)| last))),
        ];
        row.extend(cells(&totals));
        Ok((SUMMARY, vec![row]))
    }

    async fn groups(
        &self,
        grouping: Grouping,
        columns: &'static [&'static str],
    ) -> Result<Table, StoreError> {
        let reader = self.app.store.reader();
        let groups =
            quality::groups(reader, self.workspace_id, grouping, self.filter, self.include_private).await?;
        let campaign_ids: Vec<CampaignId> = groups.iter().filter_map(|(key, _)| campaign(key)).collect();
        let call_center_ids: Vec<CallCenterId> =
            groups.iter().filter_map(|(key, _)| call_center(key)).collect();
        let campaigns = campaigns::names(reader, &campaign_ids).await?;
        let call_centers = call_centers::names(reader, &call_center_ids).await?;
        let rows = groups.iter().map(|(key, totals)| {
            let named = |named: Option<&(String, String)>| match named {
                Some((key, name)) => vec![Cell::text(key.as_str()), Cell::text(name.as_str())],
                None => vec![Cell::Empty, Cell::Empty],
            };
            let mut row = match key {
                GroupKey::Campaign(id) => named(campaigns.get(id)),
                GroupKey::CallCenter(id) => named(call_centers.get(id)),
                GroupKey::Executive(name) => vec![Cell::text(name.as_str())],
            };
            row.extend(cells(totals));
            row
        });
        Ok((columns, rows.collect()))
    }

    async fn criteria(&self) -> Result<Table, StoreError> {
        let reader = self.app.store.reader();
        let found = quality::criteria(reader, self.workspace_id, self.filter, self.include_private).await?;
        let names = self.criterion_names().await?;
        let rows = found.into_iter().map(|criterion| {
            vec![
                Cell::text(criterion.criterion_id.as_str()),
                Cell::maybe_text(names.get(&criterion.criterion_id).cloned()),
                Cell::maybe_number(criterion.notes.rounded(TENTHS)),
                Cell::Count(criterion.notes.count),
                Cell::Count(criterion.passed),
                Cell::Count(criterion.not_applicable),
                Cell::Count(criterion.undecided),
                Cell::Count(criterion.decided),
            ]
        });
        Ok((CRITERIA, rows.collect()))
    }

    /// What the newest versions of the workspace's scorecards call their criteria; where several have one, the default's
    /// word counts.
    async fn criterion_names(&self) -> Result<HashMap<String, String>, StoreError> {
        let reader = self.app.store.reader();
        let mut all = scorecards::list(reader, self.workspace_id).await?;
        all.sort_by_key(|scorecard| scorecard.is_default);
        let mut names = HashMap::new();
        for scorecard in all {
            if let Some(version) = scorecards::version(reader, scorecard.id, scorecard.version).await? {
                names.extend(
                    version.criteria().map(|criterion| (criterion.id.clone(), criterion.name.clone())),
                );
            }
        }
        Ok(names)
    }

    async fn trends(&self) -> Result<Table, StoreError> {
        let reader = self.app.store.reader();
        let by_day = quality::trend(reader, self.workspace_id, self.filter, self.include_private).await?;
        let mut steps: BTreeMap<Date, Totals> = BTreeMap::new();
        for (day, totals) in by_day {
            let Some(date) = date_of(day) else { continue };
            let step = steps.entry(self.granularity.start(date)).or_default();
            *step = sum(*step, totals);
        }
        let day = |instant: Instant| instant.to_offset(UtcOffset::UTC).date();
        let first = self.filter.from.map(day).or_else(|| steps.keys().next().copied());
        let last = self.filter.until.map(day).or_else(|| steps.keys().next_back().copied());
        if let (Some(first), Some(last)) = (first, last) {
            for start in self.granularity.steps(first, last, MOST_STEPS).unwrap_or_default() {
                steps.entry(start).or_default();
            }
        }
        let rows = steps.into_iter().map(|(start, totals)| {
            let date = format!("{:04}-{:02}-{:02}", start.year(), u8::from(start.month()), start.day());
            let mut row = vec![Cell::Text(date)];
            row.extend(cells(&totals));
            row
        });
        Ok((TRENDS, rows.collect()))
    }
}

fn campaign(key: &GroupKey) -> Option<CampaignId> {
    if let GroupKey::Campaign(id) = key { Some(*id) } else { None }
}

fn call_center(key: &GroupKey) -> Option<CallCenterId> {
    if let GroupKey::CallCenter(id) = key { Some(*id) } else { None }
}

/// The day so many days after 1970 began.
fn date_of(day: i64) -> Option<Date> {
    Instant::UNIX_EPOCH.date().checked_add(Duration::days(day))
}

fn sum(one: Totals, other: Totals) -> Totals {
    Totals {
        total: one.total + other.total,
        completed: one.completed + other.completed,
        failed: one.failed + other.failed,
        pending: one.pending + other.pending,
        notes: one.notes.plus(other.notes),
        scores: one.scores.plus(other.scores),
        durations: one.durations.plus(other.durations),
        ai_calls: one.ai_calls + other.ai_calls,
        auto_failed: one.auto_failed + other.auto_failed,
        feelings: FeelingCounts {
            positive: one.feelings.positive + other.feelings.positive,
            neutral: one.feelings.neutral + other.feelings.neutral,
            negative: one.feelings.negative + other.feelings.negative,
        },
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
    use colloquy_domain::quality::Mean;
    use time::macros::date;

    #[test]
    fn every_column_has_a_cell() {
        let count = cells(&Totals::default()).len();
        assert_eq!(SUMMARY.len(), 2 + count);
        assert_eq!((CAMPAIGNS.len(), CALL_CENTERS.len()), (2 + count, 2 + count));
        assert_eq!((EXECUTIVES.len(), TRENDS.len()), (1 + count, 1 + count));
    }

    #[test]
    fn days_and_sums() {
        assert_eq!(date_of(0), Some(date!(1970 - 01 - 01)));
        assert_eq!(date_of(-1), Some(date!(1969 - 12 - 31)));
        assert_eq!(date_of(i64::MAX / 100_000), None);
        let one = Totals { total: 2, notes: Mean { sum: 150, count: 1 }, ..Totals::default() };
        let both = sum(one, one);
        assert_eq!((both.total, both.notes), (4, Mean { sum: 300, count: 2 }));
    }
}
