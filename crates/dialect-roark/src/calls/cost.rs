//! `GET /v1/call/{callId}/cost`.

use axum::Json;
use axum::extract::State;

use colloquy_app::calls;
use colloquy_domain::ConversationId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::CallCost;
use crate::envelope::RoarkData;
use crate::ids;

/// Tells what a call cost: nothing, as the server's work is not billed.
#[utoipa::path(
    get,
    path = "/v1/call/{callId}/cost",
    operation_id = "roarkGetCallCost",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "id of the call")),
    security(("key" = ["billing:read"])),
    responses((status = 200, description = "the cost", body = RoarkData<CallCost>)),
)]
pub async fn get_cost(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<CallCost>>, Problem> {
    caller.require("billing:read")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    calls::conversation(state.app(), &caller, id).await?;
    Ok(Json(RoarkData { data: CallCost::nothing(id) }))
}
