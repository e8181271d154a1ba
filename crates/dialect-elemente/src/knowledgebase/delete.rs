//! `DELETE /api/v1/knowledgebase/{knowledgebaseId}`.

use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::knowledge;
use colloquy_domain::KnowledgeBaseId;
use colloquy_http::{HttpState, Path, Problem};

use crate::caller::BasicCaller;
use crate::ids;

/// Removes a knowledge base with everything that was read for it.
#[utoipa::path(
    delete,
    path = "/api/v1/knowledgebase/{knowledgebaseId}",
    operation_id = "elementeDeleteKnowledgeBase",
    tag = "Elemente: knowledge bases",
    params(("knowledgebaseId" = String, Path, description = "id of the knowledge base, a UUID")),
    security(("basic" = ["knowledge:write"])),
    responses((status = 204, description = "removed"))
)]
pub async fn delete_knowledgebase(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("knowledge:write")?;
    let id = ids::in_path(&id, KnowledgeBaseId, "knowledge base")?;
    knowledge::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
