//! `POST /api/v1/knowledgebase`.

use axum::Json;
use axum::extract::State;
use colloquy_app::knowledge;
use colloquy_http::{HttpState, JsonBody, Problem};

use super::body::{self, CreateKnowledgeBase};
use super::wire::KnowledgeBaseObject;
use crate::caller::BasicCaller;

/// Adds a knowledge base. Its pages are read afterwards.
#[utoipa::path(
    post,
    path = "/api/v1/knowledgebase",
    operation_id = "elementeCreateKnowledgeBase",
    tag = "Elemente: knowledge bases",
    request_body = CreateKnowledgeBase,
    security(("basic" = ["knowledge:write"])),
    responses((status = 200, description = "the knowledge base", body = KnowledgeBaseObject))
)]
pub async fn create_knowledgebase(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    body: JsonBody,
) -> Result<Json<KnowledgeBaseObject>, Problem> {
    caller.require("knowledge:write")?;
    let new = body::read_new(&body.value()?)?;
    let base = knowledge::create(state.app(), caller.workspace_id(), new).await?;
    Ok(Json(KnowledgeBaseObject::of(base)))
}
