//! `DELETE /api/colloquy/v1/comments/{comment_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::conversations::comments;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Removes a comment for good: one of one's own, or any with `workspace:admin`.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/comments/{comment_id}",
    tag = "Conversations",
    params(("comment_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["engagements:read", "transcript_comments:write"])),
    responses(
        (status = 204, description = "removed"),
    )
)]
pub async fn delete_comment(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("engagements:read")?;
    caller.require("transcript_comments:write")?;
    comments::delete(state.app(), &caller, ids::comment(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
