//! `PUT /v1/metric/policies/{policyId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::policies;
use colloquy_domain::MetricPolicyId;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdatePolicy};
use super::in_our_words;
use super::wire::Policy;
use crate::envelope::RoarkData;
use crate::ids;

/// Changes a policy. Calls that came before are not looked at again. The server's own cannot be changed.
#[utoipa::path(
    put,
    path = "/v1/metric/policies/{policyId}",
    operation_id = "roarkUpdateMetricPolicy",
    tag = "Roark: metrics",
    params(("policyId" = String, Path, description = "id of the policy")),
    request_body = UpdatePolicy,
    security(("key" = ["metrics:write"])),
    responses((status = 200, description = "the policy as it is now", body = RoarkData<Policy>)),
)]
pub async fn update_policy(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<Policy>>, Problem> {
    caller.require("metrics:write")?;
    let change = body::read_change(&body.value()?)?;
    let id = ids::in_path(&id, MetricPolicyId, "metric policy")?;
    let changed =
        policies::update(state.app(), caller.workspace_id(), id, change).await.map_err(in_our_words)?;
    Ok(Json(RoarkData { data: Policy::of(&changed) }))
}
