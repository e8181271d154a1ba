//! `GET /v1/call/{callId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::calls;
use colloquy_domain::ConversationId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::Call;
use crate::envelope::RoarkData;
use crate::ids;

/// Reads a call.
#[utoipa::path(
    get,
    path = "/v1/call/{callId}",
    operation_id = "roarkGetCall",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "id of the call")),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "the call", body = RoarkData<Call>)),
)]
pub async fn get_call(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Call>>, Problem> {
    caller.require("engagements:read")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let call = calls::get(state.app(), &caller, id).await?;
    Ok(Json(RoarkData { data: Call::of(state.app(), &caller, call) }))
}
