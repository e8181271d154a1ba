//! `GET /v1/metric/definitions/{idOrSlug}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::definitions;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Metric;
use crate::envelope::RoarkData;

/// Reads a metric; the project's own slug wins over the server's.
#[utoipa::path(
    get,
    path = "/v1/metric/definitions/{idOrSlug}",
    operation_id = "roarkGetMetric",
    tag = "Roark: metrics",
    params(("idOrSlug" = String, Path, description = "id or slug of the metric")),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "the metric", body = RoarkData<Metric>)),
)]
pub async fn get_metric(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(metric): Path<String>,
) -> Result<Json<RoarkData<Metric>>, Problem> {
    caller.require("metrics:read")?;
    let found = definitions::get(state.app(), caller.workspace_id(), &metric).await?;
    Ok(Json(RoarkData { data: Metric::of(&found) }))
}
