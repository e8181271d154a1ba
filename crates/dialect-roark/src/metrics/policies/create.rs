//! `POST /v1/metric/policies`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::metrics::policies;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, CreatePolicy};
use super::in_our_words;
use super::wire::Policy;
use crate::envelope::RoarkData;

/// Makes a policy. While it is active it measures every call that it holds for and that is over from now on.
#[utoipa::path(
    post,
    path = "/v1/metric/policies",
    operation_id = "roarkCreateMetricPolicy",
    tag = "Roark: metrics",
    request_body = CreatePolicy,
    security(("key" = ["metrics:write"])),
    responses(
        (status = 201, description = "the policy", body = RoarkData<Policy>),
        (status = 409, description = "the project has too many", body = crate::problem::RoarkError),
    ),
)]
pub async fn create_policy(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<Policy>>), Problem> {
    caller.require("metrics:write")?;
    let new = body::read_new(&body.value()?)?;
    let made = policies::create(state.app(), caller.workspace_id(), new).await.map_err(in_our_words)?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: Policy::of(&made) })))
}
