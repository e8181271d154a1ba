//! `GET /api/v1/knowledgebase`: the one list here that has something around it.

use axum::Json;
use axum::extract::State;
use colloquy_app::knowledge;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::{KnowledgeBaseList, KnowledgeBaseObject};
use crate::caller::BasicCaller;
use crate::params::{self, Paging};

/// Lists knowledge bases, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/knowledgebase",
    operation_id = "elementeListKnowledgeBases",
    tag = "Elemente: knowledge bases",
    params(Paging),
    security(("basic" = ["knowledge:read"])),
    responses((status = 200, description = "a page of knowledge bases", body = KnowledgeBaseList))
)]
pub async fn list_knowledgebases(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    query: QueryPairs,
) -> Result<Json<KnowledgeBaseList>, Problem> {
    caller.require("knowledge:read")?;
    let page = params::page(&query)?;
    let found = knowledge::list(state.app(), caller.workspace_id(), page.slice()).await?;
    Ok(Json(KnowledgeBaseList {
        knowledge_bases: found.rows.into_iter().map(KnowledgeBaseObject::of).collect(),
        total: found.total,
        pages: page.pages(found.total),
    }))
}
