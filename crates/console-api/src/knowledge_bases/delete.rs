//! `DELETE /api/colloquy/v1/knowledge-bases/{knowledge_base_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::knowledge;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes a knowledge base with what was read for it: no agent finds it any more.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}",
    tag = "Agents",
    params(("knowledge_base_id" = String, Path, description = "its id")),
    security(("key" = ["knowledge:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_knowledge_base(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("knowledge:write")?;
    knowledge::delete(state.app(), caller.workspace_id(), ids::knowledge_base(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
