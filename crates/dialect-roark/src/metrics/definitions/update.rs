//! `PUT /v1/metric/definitions/{idOrSlug}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::definitions;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::change::{self, UpdateMetric};
use super::in_our_words;
use super::wire::Metric;
use crate::envelope::RoarkData;

/// Changes a metric. Another configuration is a new version; values that were measured stay. The server's own metrics
/// cannot be changed.
#[utoipa::path(
    put,
    path = "/v1/metric/definitions/{idOrSlug}",
    operation_id = "roarkUpdateMetric",
    tag = "Roark: metrics",
    params(("idOrSlug" = String, Path, description = "id or slug of the metric")),
    request_body = UpdateMetric,
    security(("key" = ["metrics:write"])),
    responses((status = 200, description = "the metric as it is now", body = RoarkData<Metric>)),
)]
pub async fn update_metric(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(metric): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<Metric>>, Problem> {
    caller.require("metrics:write")?;
    let change = change::read(&body.value()?)?;
    let changed = definitions::update(state.app(), &caller, &metric, change).await.map_err(in_our_words)?;
    Ok(Json(RoarkData { data: Metric::of(&changed) }))
}
