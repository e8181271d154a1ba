//! `DELETE /v1/metric/definitions/{idOrSlug}/variants/{variantId}`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::metrics::variants;
use colloquy_domain::MetricVariantId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::envelope::RoarkData;
use crate::ids;

/// That it is done.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkDeletedMetricVariant)]
pub struct Deleted {
    id: String,
    deleted: bool,
}

/// Deletes a variant; what was measured with it stays. `Default` and the server's own cannot be deleted.
#[utoipa::path(
    delete,
    path = "/v1/metric/definitions/{idOrSlug}/variants/{variantId}",
    operation_id = "roarkDeleteMetricVariant",
    tag = "Roark: metrics",
    params(
        ("idOrSlug" = String, Path, description = "id or slug of the metric"),
        ("variantId" = String, Path, description = "id of the variant"),
    ),
    security(("key" = ["metrics:write"])),
    responses((status = 200, description = "deleted", body = RoarkData<Deleted>)),
)]
pub async fn delete_variant(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((metric, id)): Path<(String, String)>,
) -> Result<Json<RoarkData<Deleted>>, Problem> {
    caller.require("metrics:write")?;
    let id = ids::in_path(&id, MetricVariantId, "metric variant")?;
    variants::delete(state.app(), caller.workspace_id(), &metric, id).await?;
    Ok(Json(RoarkData { data: Deleted { id: id.to_string(), deleted: true } }))
}
