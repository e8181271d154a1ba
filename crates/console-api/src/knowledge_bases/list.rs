//! `GET /api/colloquy/v1/knowledge-bases`.

use axum::Json;
use axum::extract::State;

use colloquy_app::knowledge;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::KnowledgeBase;
use crate::onward::{Asked, Onward, OnwardQuery};
use crate::params::Params;

/// Names the list in its cursors.
const LIST: &str = "knowledge-bases";

/// What agents look things up in, the newest first and without texts.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/knowledge-bases",
    tag = "Agents",
    params(OnwardQuery),
    security(("key" = ["knowledge:read"])),
    responses((status = 200, description = "a page", body = Onward<KnowledgeBase>))
)]
pub async fn list_knowledge_bases(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Onward<KnowledgeBase>>, Problem> {
    caller.require("knowledge:read")?;
    let pairs = pairs?;
    let asked = Asked::of(LIST, Params::of(&pairs), ())?;
    let page = knowledge::page(state.app(), caller.workspace_id(), asked.walk, asked.limit).await?;
    Ok(Json(asked.answer(page, KnowledgeBase::of)?))
}
