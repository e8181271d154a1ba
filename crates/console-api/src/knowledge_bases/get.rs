//! `GET /api/colloquy/v1/knowledge-bases/{knowledge_base_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::knowledge;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::FullKnowledgeBase;
use crate::ids;

/// A knowledge base with its text.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}",
    tag = "Agents",
    params(("knowledge_base_id" = String, Path, description = "its id")),
    security(("key" = ["knowledge:read"])),
    responses((status = 200, description = "the knowledge base", body = FullKnowledgeBase))
)]
pub async fn get_knowledge_base(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<FullKnowledgeBase>, Problem> {
    caller.require("knowledge:read")?;
    let id = ids::knowledge_base(&id)?;
    Ok(Json(FullKnowledgeBase::of(&knowledge::get(state.app(), caller.workspace_id(), id).await?)))
}
