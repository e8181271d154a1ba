//! `POST /api/colloquy/v1/knowledge-bases/{knowledge_base_id}/readings`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::knowledge;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Reads the text and the pages of a knowledge base again, now. Until that is done agents find what was read before.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/readings",
    tag = "Agents",
    params(("knowledge_base_id" = String, Path, description = "its id")),
    security(("key" = ["knowledge:write"])),
    responses((status = 202, description = "it will be read; its sources tell how that went"))
)]
pub async fn read_knowledge_again(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("knowledge:write")?;
    knowledge::read_again(state.app(), caller.workspace_id(), ids::knowledge_base(&id)?).await?;
    Ok(StatusCode::ACCEPTED)
}
