//! `POST /api/colloquy/v1/knowledge-bases`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::knowledge;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::FullKnowledgeBase;
use super::body::{self, CreateKnowledgeBase};

/// Adds a knowledge base. Its text and pages are read afterwards.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/knowledge-bases",
    tag = "Agents",
    request_body = CreateKnowledgeBase,
    security(("key" = ["knowledge:write"])),
    responses((status = 201, description = "created", body = FullKnowledgeBase))
)]
pub async fn create_knowledge_base(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<FullKnowledgeBase>), Problem> {
    caller.require("knowledge:write")?;
    let new = body::read_new(&body.value()?)?;
    let made = knowledge::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(FullKnowledgeBase::of(&made))))
}
