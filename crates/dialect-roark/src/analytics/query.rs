//! `POST /v1/analytics/query`.

use axum::Json;
use axum::extract::State;

use colloquy_app::analytics;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{Question, read};
use super::series::Answer;
use crate::envelope::RoarkData;

/// Measures calls: counts, means, percentiles and pass rates of metrics, over time and by part.
///
/// Deleted calls are not among them, and private ones only where the credential may read these.
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
    let answer = analytics::answer(state.app(), &caller, asked).await?;
    Ok(Json(RoarkData { data: Answer::of(answer) }))
}
