//! `POST /v1/metric/definitions`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::metrics::definitions;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, CreateMetric};
use super::in_our_words;
use super::wire::Metric;
use crate::envelope::RoarkData;

/// Makes a metric, with its variant `Default`.
///
/// `analysisPackageId` is refused: every metric of a client stands in the package "Custom Metrics".
#[utoipa::path(
    post,
    path = "/v1/metric/definitions",
    operation_id = "roarkCreateMetric",
    tag = "Roark: metrics",
    request_body = CreateMetric,
    security(("key" = ["metrics:write"])),
    responses(
        (status = 201, description = "the metric", body = RoarkData<Metric>),
        (status = 409, description = "the slug is taken", body = crate::problem::RoarkError),
    ),
)]
pub async fn create_metric(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<Metric>>), Problem> {
    caller.require("metrics:write")?;
    let new = body::read(&body.value()?)?;
    let made = definitions::create(state.app(), &caller, new).await.map_err(in_our_words)?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: Metric::of(&made) })))
}
