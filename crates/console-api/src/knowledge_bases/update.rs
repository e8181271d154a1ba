//! `PATCH /api/colloquy/v1/knowledge-bases/{knowledge_base_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::knowledge::{self, NewKnowledgeBase};
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::FullKnowledgeBase;
use super::body::{self, UpdateKnowledgeBase};
use crate::ids;

/// Changes a knowledge base; what is left out stays, and null clears. Where text, title, pages or the time between two
/// readings become others, it is read anew.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}",
    tag = "Agents",
    params(("knowledge_base_id" = String, Path, description = "its id")),
    request_body = UpdateKnowledgeBase,
    security(("key" = ["knowledge:write"])),
    responses((status = 200, description = "the knowledge base as it is now", body = FullKnowledgeBase))
)]
pub async fn update_knowledge_base(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<FullKnowledgeBase>, Problem> {
    caller.require("knowledge:write")?;
    let body = body.value()?;
    let (id, given) = (ids::knowledge_base(&id)?, body::read_change(&body)?);
    let change = move |base: &mut NewKnowledgeBase| given.put_over(base);
    let changed = knowledge::change(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(FullKnowledgeBase::of(&changed)))
}
