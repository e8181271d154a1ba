//! `PATCH /api/colloquy/v1/knowledge-bases/{knowledge_base_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::knowledge::{self, NewKnowledgeBase};
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::FullKnowledgeBase;
use super::body::{self, UpdateKnowledgeBase};
use crate::error::ErrorBody;
use crate::ids;

/// Changes a knowledge base; what is left out stays, and null clears. Where text, title, pages or the time between two
/// readings become others, it is read anew. 409 where somebody else has changed it since `base_updated_at`.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}",
    tag = "Agents",
    params(("knowledge_base_id" = String, Path, description = "its id")),
    request_body = UpdateKnowledgeBase,
    security(("key" = ["knowledge:write"])),
    responses(
        (status = 200, description = "the knowledge base as it is now", body = FullKnowledgeBase),
        (status = 409, description = "`conflict`: it was changed since `base_updated_at`", body = ErrorBody),
    )
)]
pub async fn update_knowledge_base(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<FullKnowledgeBase>, Problem> {
    caller.require("knowledge:write")?;
    let body = body.value()?;
    let (id, (as_of, given)) = (ids::knowledge_base(&id)?, body::read_change(&body)?);
    let change = move |base: &mut NewKnowledgeBase| given.put_over(base);
    let changed = knowledge::change_as_of(state.app(), caller.workspace_id(), id, as_of, change).await?;
    Ok(Json(FullKnowledgeBase::of(&changed)))
}
