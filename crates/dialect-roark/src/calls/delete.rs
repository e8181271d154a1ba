//! `DELETE /v1/call/{callId}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::calls;
use colloquy_domain::ConversationId;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::DeletedCall;
use crate::envelope::RoarkData;
use crate::ids;

/// Deletes a call: nothing of it is found any more, and what was being done for it stops.
#[utoipa::path(
    delete,
    path = "/v1/call/{callId}",
    operation_id = "roarkDeleteCall",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "id of the call")),
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "deleted", body = RoarkData<DeletedCall>)),
)]
pub async fn delete_call(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<DeletedCall>>, Problem> {
    caller.require("engagements:write")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    calls::delete(state.app(), &caller, id).await?;
    Ok(Json(RoarkData { data: DeletedCall { id: id.to_string(), deleted: true } }))
}
