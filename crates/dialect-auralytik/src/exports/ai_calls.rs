//! `POST /exports/ai-calls`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::{AppError, exports};
use colloquy_domain::export::{CallEvaluationStatus, ExportContent, ExportFormat};
use colloquy_http::{Fields, HttpState, JsonBody, Problem};

use super::days::{self, Days};
use super::wire::Job;
use super::words::{
    AuralytikCallEvaluation, AuralytikReportFormat, EVALUATION_STATUSES, REPORT_FORMATS, one_of,
};
use crate::auth::Signed;
use crate::campaigns::campaign_of;
use crate::voice_calls::outcome_in_reports;

/// Longest outcome that is looked for.
const LONGEST_OUTCOME: usize = 200;

/// Which calls, and how they are shown.
#[derive(ToSchema)]
#[schema(as = AuralytikExportAiCalls, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ExportAiCalls {
    /// The first day, such as `2026-03-01`.
    #[schema(format = Date)]
    date_from: String,
    /// The last day, which is included: at most the 92nd.
    #[schema(format = Date)]
    date_to: String,
    /// `csv` where it is left out.
    format: Option<AuralytikReportFormat>,
    /// Only calls of this campaign.
    campaign_id: Option<String>,
    /// Only calls that are evaluated in this way.
    status: Option<AuralytikCallEvaluation>,
    /// Only calls that came out so: `completed`, `transferred` and the like, or as calls show it.
    #[schema(max_length = 200)]
    outcome: Option<String>,
    /// IANA name of the time zone whose days are meant and in which times are shown; UTC where it is left out.
    #[schema(min_length = 1, max_length = 64)]
    timezone: Option<String>,
}

/// Asks for a file with the calls of programs, their evaluations, surveys and campaigns. Private calls are in it only
/// where the key may read these.
#[utoipa::path(
    post,
    path = "/exports/ai-calls",
    operation_id = "auralytikExportAiCalls",
    tag = "Auralytik: exports",
    request_body = ExportAiCalls,
    security(("key" = ["analytics:export"])),
    responses((status = 202, description = "it will be made", body = Job)),
)]
pub async fn export_ai_calls(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    body: JsonBody,
) -> Result<(StatusCode, Json<Job>), Problem> {
    caller.require("analytics:export")?;
    let app = state.app();
    let Asked { days, format, campaign, status, outcome } = read(&body.value()?)?;
    let content = ExportContent::AiCalls {
        from: days.from,
        until: days.until,
        campaign_id: campaign_of(app, caller.workspace_id(), campaign.as_deref()).await?,
        status,
        outcome,
        time_zone: days.time_zone,
    };
    let job = exports::request(app, &caller, content, format).await?;
    Ok((StatusCode::ACCEPTED, Json(Job::shown(app, &job))))
}

/// What a body asks for.
struct Asked {
    days: Days,
    format: ExportFormat,
    /// Key of the campaign.
    campaign: Option<String>,
    status: Option<CallEvaluationStatus>,
    outcome: Option<String>,
}

fn read(body: &Value) -> Result<Asked, AppError> {
    let mut fields = Fields::of_body(body)?;
    let days = days::read(&mut fields);
    let format = one_of(&mut fields, "format", &REPORT_FORMATS).unwrap_or(ExportFormat::Csv);
    let campaign = fields.string("campaignId", 0, usize::MAX).map(str::to_owned);
    let status = one_of(&mut fields, "status", &EVALUATION_STATUSES);
    let outcome = fields
        .string("outcome", 0, LONGEST_OUTCOME)
        .map(|text| outcome_in_reports(text.trim()).unwrap_or(text).to_owned());
    fields.finish()?;
    // Whatever keeps the days from being read has been noted.
    let days =
        days.ok_or_else(|| AppError::malformed("dateFrom", "invalid_range", "dateFrom is not a day"))?;
    Ok(Asked { days, format, campaign, status, outcome })
}
