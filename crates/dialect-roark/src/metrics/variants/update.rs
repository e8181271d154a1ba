//! `PUT /v1/metric/definitions/{idOrSlug}/variants/{variantId}`.

use axum::Json;
use axum::extract::State;
use utoipa::ToSchema;

use colloquy_app::metrics::variants;
use colloquy_domain::MetricVariantId;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use super::super::definitions::change::configuration;
use super::super::definitions::in_our_words;
use super::wire::Variant;
use crate::envelope::RoarkData;
use crate::ids;

/// What is to change; what is left out stays. All but the name are only for metrics that a language model judges.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkUpdateMetricVariant)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct UpdateVariant {
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255, pattern = "\\S")]
    name: Option<String>,
    #[schema(max_length = 2000)]
    llm_prompt: Option<String>,
    #[schema(max_length = 2000)]
    boolean_true_label: Option<String>,
    #[schema(max_length = 2000)]
    boolean_false_label: Option<String>,
    #[schema(minimum = 1, maximum = 100)]
    max_classifications: Option<i64>,
    #[schema(minimum = 0, maximum = 100)]
    scale_min: Option<i64>,
    #[schema(minimum = 0, maximum = 100)]
    scale_max: Option<i64>,
    /// Kept with the new version.
    #[schema(max_length = 2000)]
    change_reason: Option<String>,
}

/// Changes a variant: another configuration is a new version. One of the server's own stays as it is, and the answer
/// is a copy of it with the change, which is used in its place unless it is given another name.
#[utoipa::path(
    put,
    path = "/v1/metric/definitions/{idOrSlug}/variants/{variantId}",
    operation_id = "roarkUpdateMetricVariant",
    tag = "Roark: metrics",
    params(
        ("idOrSlug" = String, Path, description = "id or slug of the metric"),
        ("variantId" = String, Path, description = "id of the variant"),
    ),
    request_body = UpdateVariant,
    security(("key" = ["metrics:write"])),
    responses(
        (status = 200, description = "the variant as it is now", body = RoarkData<Variant>),
        (status = 409, description = "the name is taken", body = crate::problem::RoarkError),
    ),
)]
pub async fn update_variant(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((metric, id)): Path<(String, String)>,
    body: JsonBody,
) -> Result<Json<RoarkData<Variant>>, Problem> {
    caller.require("metrics:write")?;
    let body = body.value()?;
    let mut fields = Fields::of_body(&body)?;
    let change = configuration(&mut fields);
    fields.finish()?;
    let id = ids::in_path(&id, MetricVariantId, "metric variant")?;
    let changed = variants::update(state.app(), &caller, &metric, id, change).await.map_err(in_our_words)?;
    Ok(Json(RoarkData { data: Variant::of(&changed) }))
}
