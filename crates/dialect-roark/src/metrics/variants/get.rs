//! `GET /v1/metric/definitions/{idOrSlug}/variants/{variantId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::variants;
use colloquy_domain::MetricVariantId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Variant;
use crate::envelope::RoarkData;
use crate::ids;

/// Reads a variant.
#[utoipa::path(
    get,
    path = "/v1/metric/definitions/{idOrSlug}/variants/{variantId}",
    operation_id = "roarkGetMetricVariant",
    tag = "Roark: metrics",
    params(
        ("idOrSlug" = String, Path, description = "id or slug of the metric"),
        ("variantId" = String, Path, description = "id of the variant"),
    ),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "the variant", body = RoarkData<Variant>)),
)]
pub async fn get_variant(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((metric, id)): Path<(String, String)>,
) -> Result<Json<RoarkData<Variant>>, Problem> {
    caller.require("metrics:read")?;
    let id = ids::in_path(&id, MetricVariantId, "metric variant")?;
    let found = variants::get(state.app(), caller.workspace_id(), &metric, id).await?;
    Ok(Json(RoarkData { data: Variant::of(&found) }))
}
