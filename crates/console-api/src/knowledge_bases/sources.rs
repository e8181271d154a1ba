//! `GET /api/colloquy/v1/knowledge-bases/{knowledge_base_id}/sources`: what was read for agents to answer from.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::knowledge;
use colloquy_domain::knowledge::KnowledgeSource as DomainSource;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::List;

/// One text of a knowledge base: its own, or a page or document.
#[derive(Serialize, ToSchema)]
pub struct KnowledgeSource {
    id: String,
    /// Where it stands; null for the knowledge base's own text.
    url: Option<String>,
    /// Its title, where it has one.
    title: Option<String>,
    /// When it was read last with success; null where it never was.
    read_at: Option<String>,
    /// Why it could not be read last time; null where it could.
    error: Option<String>,
}

impl KnowledgeSource {
    fn of(source: &DomainSource) -> Self {
        Self {
            id: source.id.to_string(),
            url: source.url.clone(),
            title: source.title.clone(),
            read_at: source.read_at.map(iso),
            error: source.error.clone(),
        }
    }
}

/// The texts, pages and documents of a knowledge base: when each was read last, and why it could not be where it was not.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/sources",
    tag = "Agents",
    params(("knowledge_base_id" = String, Path, description = "id of the knowledge base")),
    security(("key" = ["knowledge:read"])),
    responses((status = 200, description = "the sources", body = List<KnowledgeSource>))
)]
pub async fn list_knowledge_sources(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<KnowledgeSource>>, Problem> {
    caller.require("knowledge:read")?;
    let id = ids::knowledge_base(&id)?;
    let sources = knowledge::sources(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(List::of(&sources, KnowledgeSource::of)))
}
