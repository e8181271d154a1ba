//! `GET /api/v1/knowledgebase/{knowledgebaseId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::knowledge;
use colloquy_domain::KnowledgeBaseId;
use colloquy_http::{HttpState, Path, Problem};

use super::wire::KnowledgeBaseObject;
use crate::caller::BasicCaller;
use crate::ids;

/// Reads a knowledge base.
#[utoipa::path(
    get,
    path = "/api/v1/knowledgebase/{knowledgebaseId}",
    operation_id = "elementeGetKnowledgeBase",
    tag = "Elemente: knowledge bases",
    params(("knowledgebaseId" = String, Path, description = "id of the knowledge base, a UUID")),
    security(("basic" = ["knowledge:read"])),
    responses((status = 200, description = "the knowledge base", body = KnowledgeBaseObject))
)]
pub async fn get_knowledgebase(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
) -> Result<Json<KnowledgeBaseObject>, Problem> {
    caller.require("knowledge:read")?;
    let id = ids::in_path(&id, KnowledgeBaseId, "knowledge base")?;
    let base = knowledge::get(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(KnowledgeBaseObject::of(base)))
}
