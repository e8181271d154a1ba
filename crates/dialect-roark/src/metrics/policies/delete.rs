//! `DELETE /v1/metric/policies/{policyId}`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::metrics::policies;
use colloquy_domain::MetricPolicyId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::envelope::RoarkData;
use crate::ids;

/// That it is done.
#[derive(Serialize, ToSchema)]
#[schema(as = RoarkDeletedMetricPolicy)]
pub struct Deleted {
    deleted: bool,
}

/// Deletes a policy: it acts no more. The server's own cannot be deleted.
#[utoipa::path(
    delete,
    path = "/v1/metric/policies/{policyId}",
    operation_id = "roarkDeleteMetricPolicy",
    tag = "Roark: metrics",
    params(("policyId" = String, Path, description = "id of the policy")),
    security(("key" = ["metrics:write"])),
    responses(
        (status = 200, description = "deleted", body = RoarkData<Deleted>),
        (status = 400, description = "it is the server's own", body = crate::problem::RoarkError),
    ),
)]
pub async fn delete_policy(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Deleted>>, Problem> {
    caller.require("metrics:write")?;
    let id = ids::in_path(&id, MetricPolicyId, "metric policy")?;
    policies::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: Deleted { deleted: true } }))
}
