//! `PUT /api/v1/knowledgebase/{knowledgebaseId}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::knowledge::{self, NewKnowledgeBase};
use colloquy_domain::KnowledgeBaseId;
use colloquy_http::{HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdateKnowledgeBase};
use super::wire::KnowledgeBaseObject;
use crate::caller::BasicCaller;
use crate::ids;

/// Changes a knowledge base; what is left out stays. Its pages are read again.
#[utoipa::path(
    put,
    path = "/api/v1/knowledgebase/{knowledgebaseId}",
    operation_id = "elementeUpdateKnowledgeBase",
    tag = "Elemente: knowledge bases",
    params(("knowledgebaseId" = String, Path, description = "id of the knowledge base, a UUID")),
    request_body = UpdateKnowledgeBase,
    security(("basic" = ["knowledge:write"])),
    responses((status = 200, description = "the knowledge base as it is now", body = KnowledgeBaseObject))
)]
pub async fn update_knowledgebase(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<KnowledgeBaseObject>, Problem> {
    caller.require("knowledge:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, KnowledgeBaseId, "knowledge base")?;
    let given = body::read_change(&body)?;
    let change = move |base: &mut NewKnowledgeBase| given.put_over(base);
    let base = knowledge::change(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(KnowledgeBaseObject::of(base)))
}
