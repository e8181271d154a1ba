//! `POST /v1/metric/definitions/{idOrSlug}/variants`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa::ToSchema;

use colloquy_app::metrics::variants;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use super::wire::Variant;
use crate::envelope::RoarkData;

/// A new variant.
#[derive(ToSchema)]
#[schema(as = RoarkCreateMetricVariant)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct CreateVariant {
    /// Unique within the metric; not `Default`.
    #[schema(min_length = 1, max_length = 255, pattern = "\\S")]
    name: String,
}

/// Makes a variant that is configured as `Default` is now.
#[utoipa::path(
    post,
    path = "/v1/metric/definitions/{idOrSlug}/variants",
    operation_id = "roarkCreateMetricVariant",
    tag = "Roark: metrics",
    params(("idOrSlug" = String, Path, description = "id or slug of the metric")),
    request_body = CreateVariant,
    security(("key" = ["metrics:write"])),
    responses(
        (status = 201, description = "the variant", body = RoarkData<Variant>),
        (status = 409, description = "the name is taken", body = crate::problem::RoarkError),
    ),
)]
pub async fn create_variant(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(metric): Path<String>,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<Variant>>), Problem> {
    caller.require("metrics:write")?;
    let body = body.value()?;
    let mut fields = Fields::of_body(&body)?;
    fields.require("name");
    let name = fields.string("name", 1, 255).unwrap_or_default().to_owned();
    fields.finish()?;
    let made = variants::create(state.app(), &caller, &metric, name).await?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: Variant::of(&made) })))
}
