//! `GET /v1/metric/policies/{policyId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::metrics::policies;
use colloquy_domain::MetricPolicyId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Policy;
use crate::envelope::RoarkData;
use crate::ids;

/// Reads a policy.
#[utoipa::path(
    get,
    path = "/v1/metric/policies/{policyId}",
    operation_id = "roarkGetMetricPolicy",
    tag = "Roark: metrics",
    params(("policyId" = String, Path, description = "id of the policy")),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "the policy", body = RoarkData<Policy>)),
)]
pub async fn get_policy(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Policy>>, Problem> {
    caller.require("metrics:read")?;
    let id = ids::in_path(&id, MetricPolicyId, "metric policy")?;
    let found = policies::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: Policy::of(&found) }))
}
