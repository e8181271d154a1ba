//! `GET /analytics/summary`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::quality;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::{SentimentCounts, average_note, average_seconds, total_seconds};
use crate::auth::Signed;
use crate::filters::{self, OfEvaluations};
use crate::wire::iso;

/// The numbers of all evaluations that were asked for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikAnalyticsSummary)]
pub struct AnalyticsSummary {
    /// As asked for, or when the first was recorded; null where there is none.
    #[schema(required, format = DateTime)]
    date_from: Option<String>,
    /// As asked for, or when the last was recorded; null where there is none.
    #[schema(required, format = DateTime)]
    date_to: Option<String>,
    total_evaluations: u64,
    completed_evaluations: u64,
    failed_evaluations: u64,
    /// Those that wait and those that are at work.
    pending_evaluations: u64,
    /// Of completed evaluations, as are lengths and sentiment.
    #[schema(required)]
    average_note: Option<f64>,
    #[schema(required)]
    average_duration_in_seconds: Option<f64>,
    total_duration_in_seconds: f64,
    /// Of all evaluations.
    ai_calls: u64,
    /// Of all evaluations.
    human_calls: u64,
    sentiment: SentimentCounts,
}

impl AnalyticsSummary {
    fn of(summary: quality::Summary) -> Self {
        let totals = summary.totals;
        Self {
            date_from: summary.from.map(iso),
            date_to: summary.until.map(iso),
            total_evaluations: totals.total,
            completed_evaluations: totals.completed,
            failed_evaluations: totals.failed,
            pending_evaluations: totals.pending,
            average_note: average_note(&totals),
            average_duration_in_seconds: average_seconds(&totals),
            total_duration_in_seconds: total_seconds(&totals),
            ai_calls: totals.ai_calls,
            human_calls: totals.total.saturating_sub(totals.ai_calls),
            sentiment: SentimentCounts::of(totals.feelings),
        }
    }
}

/// Adds up evaluations. Private ones count only where the key may read these.
#[utoipa::path(
    get,
    path = "/analytics/summary",
    operation_id = "auralytikGetAnalyticsSummary",
    tag = "Auralytik: analytics",
    params(OfEvaluations),
    security(("key" = ["analytics:read"])),
    responses((status = 200, description = "the numbers", body = AnalyticsSummary)),
)]
pub async fn get_analytics_summary(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<AnalyticsSummary>, Problem> {
    caller.require("analytics:read")?;
    let app = state.app();
    let filter = filters::evaluations(app, caller.workspace_id(), &pairs).await?;
    let summary = quality::summary(app, &caller, &filter).await?;
    Ok(Json(AnalyticsSummary::of(summary)))
}
