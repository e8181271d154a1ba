//! `GET /api/colloquy/v1/call-centers/{call_center_key}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::campaigns::call_centers;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::CallCenter;
use crate::ids;

/// A call center.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/call-centers/{call_center_key}",
    tag = "Campaigns",
    params(("call_center_key" = String, Path, description = "its key")),
    security(("key" = ["campaigns:read"])),
    responses(
        (status = 200, description = "the call center", body = CallCenter),
    )
)]
pub async fn get_call_center(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(key): Path<String>,
) -> Result<Json<CallCenter>, Problem> {
    caller.require("campaigns:read")?;
    let key = ids::key(&key, "call center")?;
    let call_center = call_centers::get(state.app(), caller.workspace_id(), key).await?;
    Ok(Json(CallCenter::of(&call_center)))
}
