//! `POST /v1/analytics/query`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{AppError, analytics};
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{Question, read};
use super::series::Answer;
use crate::envelope::RoarkData;
use crate::refusals::renamed;

/// Measures calls: counts, means, percentiles and pass rates of metrics, over time and by part.
///
/// Deleted calls are not among them, and private ones only where the credential may read these. What comes to more than
/// a million values, where each is looked at (percentiles), or to more than a million parts is refused. A credential
/// has two questions going at once; more of them wait.
#[utoipa::path(
    post,
    path = "/v1/analytics/query",
    operation_id = "roarkQueryAnalytics",
    tag = "Roark: analytics",
    request_body = Question,
    security(("key" = ["engagements:read", "metrics:read"])),
    responses((status = 200, description = "the series", body = RoarkData<Answer>)),
)]
pub async fn query_analytics(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<RoarkData<Answer>>, Problem> {
    caller.require("engagements:read")?;
    caller.require("metrics:read")?;
    let asked = read(&body.value()?)?;
    let _place = state.heavy_read(caller.credential.id).await?;
    let answer = analytics::answer(state.app(), &caller, asked).await.map_err(in_our_words)?;
    Ok(Json(RoarkData { data: Answer::of(answer) }))
}

/// Refusals of the use case in this dialect's names of fields.
fn in_our_words(error: AppError) -> AppError {
    let names = [
        ("time_range", "timeRange"),
        ("groups", "comparisonGroups"),
        ("pass_operator", "passOperator"),
        ("pass_value", "passValue"),
    ];
    renamed(error, &names)
}
