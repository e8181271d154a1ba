//! `POST /analytics/export`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use time::Duration;
use time::macros::format_description;
use utoipa::ToSchema;

use colloquy_app::{App, AppError, exports};
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::export::{AnalyticsExport, ExportContent, ExportFormat};
use colloquy_domain::quality::Granularity;
use colloquy_domain::{Instant, ProjectId, WorkspaceId};
use colloquy_http::{Fields, HttpState, JsonBody, Problem, pairs};

use super::wire::{AuralytikGranularity, GRANULARITIES};
use crate::auth::Signed;
use crate::campaigns::{call_center_of, campaign_of};
use crate::exports::{AuralytikExportFormat, FORMATS, Job, one_of};
use crate::ids;
use crate::params::{DateOrInstant, has_known_year};

colloquy_http::words! {
    /// What stands in an export of analytics.
    AuralytikExportType = ["summary", "campaigns", "call-centers", "executives", "trends", "evaluations"];
}

const TYPES: [(&str, AnalyticsExport); 6] = [
    ("summary", AnalyticsExport::Summary),
    ("campaigns", AnalyticsExport::Campaigns),
    ("call-centers", AnalyticsExport::CallCenters),
    ("executives", AnalyticsExport::Executives),
    ("trends", AnalyticsExport::Trends),
    ("evaluations", AnalyticsExport::Evaluations),
];

/// Which numbers, over which evaluations.
#[derive(ToSchema)]
#[schema(as = AuralytikExportAnalytics, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ExportAnalytics {
    /// `csv` where it is left out.
    format: Option<AuralytikExportFormat>,
    /// `evaluations` where it is left out.
    r#type: Option<AuralytikExportType>,
    /// Width of the steps of trends; `daily` where it is left out.
    granularity: Option<AuralytikGranularity>,
    /// Only evaluations of this engagement.
    engagement_id: Option<String>,
    /// Only evaluations of this campaign.
    campaign_id: Option<String>,
    /// Only evaluations of this call center.
    call_center_id: Option<String>,
    /// Recorded at this instant or later; of a bare date from its start in UTC.
    date_from: Option<DateOrInstant>,
    /// Recorded at this instant or earlier; of a bare date up to its end in UTC.
    date_to: Option<DateOrInstant>,
}

/// Asks for a file with numbers over evaluations, or with the evaluations. Private ones count only where the key may read
/// these.
#[utoipa::path(
    post,
    path = "/analytics/export",
    operation_id = "auralytikExportAnalytics",
    tag = "Auralytik: analytics",
    request_body = ExportAnalytics,
    security(("key" = ["analytics:export"])),
    responses((status = 202, description = "it will be made", body = Job)),
)]
pub async fn export_analytics(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    body: JsonBody,
) -> Result<(StatusCode, Json<Job>), Problem> {
    caller.require("analytics:export")?;
    let app = state.app();
    let Asked { what, format, granularity, over } = read(&body.value()?)?;
    let filter = over.filter(app, caller.workspace_id()).await?;
    let content = ExportContent::Analytics { what, filter, granularity };
    let job = exports::request(app, &caller, content, format).await?;
    Ok((StatusCode::ACCEPTED, Json(Job::shown(app, &job))))
}

/// What a body asks for.
struct Asked {
    what: AnalyticsExport,
    format: ExportFormat,
    granularity: Granularity,
    over: Over,
}

/// Over which evaluations, with the names that clients have for things.
struct Over {
    engagement: Option<String>,
    campaign: Option<String>,
    call_center: Option<String>,
    from: Option<Instant>,
    until: Option<Instant>,
}

impl Over {
    /// The filter. What names nothing matches nothing, as in queries.
    async fn filter(self, app: &App, workspace_id: WorkspaceId) -> Result<EvaluationFilter, AppError> {
        let engagement = self.engagement.as_deref();
        let project = |id| ProjectId(ids::parse(ids::ENGAGEMENT, id).unwrap_or_default());
        Ok(EvaluationFilter {
            project_id: engagement.map(project),
            campaign_id: campaign_of(app, workspace_id, self.campaign.as_deref()).await?,
            call_center_id: call_center_of(app, workspace_id, self.call_center.as_deref()).await?,
            from: self.from,
            until: self.until,
            ..EvaluationFilter::default()
        })
    }
}

fn read(body: &Value) -> Result<Asked, AppError> {
    let mut fields = Fields::of_body(body)?;
    let asked = Asked {
        what: one_of(&mut fields, "type", &TYPES).unwrap_or(AnalyticsExport::Evaluations),
        format: one_of(&mut fields, "format", &FORMATS).unwrap_or(ExportFormat::Csv),
        granularity: one_of(&mut fields, "granularity", &GRANULARITIES).unwrap_or(Granularity::Daily),
        over: Over {
            engagement: text(&mut fields, "engagementId"),
            campaign: text(&mut fields, "campaignId"),
            call_center: text(&mut fields, "callCenterId"),
            from: bound(&mut fields, "dateFrom", Duration::ZERO),
            until: bound(&mut fields, "dateTo", Duration::DAY - Duration::MICROSECOND),
        },
    };
    fields.finish()?;
    Ok(asked)
}

fn text(fields: &mut Fields<'_>, name: &str) -> Option<String> {
    fields.string(name, 0, usize::MAX).map(str::to_owned)
}

/// An instant, or of a bare date the instant so far into its day in UTC.
fn bound(fields: &mut Fields<'_>, name: &str, into_day: Duration) -> Option<Instant> {
    let text = fields.string(name, 0, usize::MAX)?;
    let date = || {
        let format = format_description!("[year]-[month]-[day]");
        let date = (text.len() == 10).then(|| time::Date::parse(text, format).ok()).flatten()?;
        date.midnight().assume_utc().checked_add(into_day)
    };
    // Without an offset it is UTC, as bare dates are.
    let date_time = || pairs::instant(text).or_else(|| pairs::instant(&format!("{text}Z")));
    let instant = date().or_else(date_time).filter(|_| has_known_year(text));
    if instant.is_none() {
        let rule = "must be an ISO 8601 date or date and time, such as 2024-01-10 or 2024-01-10T09:00:00Z, \
                    of the years 1900 to 9998";
        fields.refuse(name, "invalid_format", rule);
    }
    instant
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::iso;
    use serde_json::json;

    #[test]
    fn everything_may_be_left_out() {
        let asked = read(&json!({})).unwrap();
        assert_eq!(asked.what, AnalyticsExport::Evaluations);
        assert_eq!((asked.format, asked.granularity), (ExportFormat::Csv, Granularity::Daily));
        assert_eq!((asked.over.from, asked.over.until, asked.over.campaign), (None, None, None));
    }

    #[test]
    fn bare_dates_are_whole_days_and_words_are_spelled_exactly() {
        let body = json!({
            "type": "call-centers", "format": "json", "granularity": "weekly", "campaignId": "camp_1",
            "dateFrom": "2026-03-01", "dateTo": "2026-03-31",
        });
        let asked = read(&body).unwrap();
        assert_eq!((asked.what, asked.format), (AnalyticsExport::CallCenters, ExportFormat::Json));
        assert_eq!(asked.over.from.map(iso).as_deref(), Some("2026-03-01T00:00:00Z"));
        assert_eq!(asked.over.until.map(iso).as_deref(), Some("2026-03-31T23:59:59Z"));
        for (wrong, field) in [
            (json!({ "type": "criteria" }), "type"),
            (json!({ "format": "CSV" }), "format"),
            (json!({ "granularity": "yearly" }), "granularity"),
            (json!({ "dateFrom": "yesterday" }), "dateFrom"),
            (json!({ "campaignId": 7 }), "campaignId"),
        ] {
            let Err(AppError::Malformed(problems)) = read(&wrong) else { panic!("{wrong}") };
            assert_eq!(problems[0].field, field);
        }
    }
}
