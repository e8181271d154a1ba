//! `GET /v1/metric/definitions/{idOrSlug}/variants`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::variants;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Variant;
use crate::envelope::RoarkData;

/// Lists the variants of a metric, `Default` first.
#[utoipa::path(
    get,
    path = "/v1/metric/definitions/{idOrSlug}/variants",
    operation_id = "roarkListMetricVariants",
    tag = "Roark: metrics",
    params(("idOrSlug" = String, Path, description = "id or slug of the metric")),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "the variants", body = RoarkData<Vec<Variant>>)),
)]
pub async fn list_variants(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(metric): Path<String>,
) -> Result<Json<RoarkData<Vec<Variant>>>, Problem> {
    caller.require("metrics:read")?;
    let found = variants::list(state.app(), caller.workspace_id(), &metric).await?;
    Ok(Json(RoarkData { data: found.iter().map(Variant::of).collect() }))
}
