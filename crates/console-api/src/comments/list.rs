//! `GET /api/colloquy/v1/conversations/{conversation_id}/comments`.

use axum::Json;
use axum::extract::State;

use colloquy_app::conversations::comments;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;
use crate::wire::List;
use crate::wire::comment::Comment;

/// The comments on a conversation, oldest first. Those of a private one need `engagements:private:read`, too, or a key
/// of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/comments",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["engagements:read", "transcript_comments:read"])),
    responses(
        (status = 200, description = "the comments", body = List<Comment>),
        (status = 404, description = "no such conversation", body = ErrorBody),
    )
)]
pub async fn list_comments(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<Comment>>, Problem> {
    caller.require("engagements:read")?;
    caller.require("transcript_comments:read")?;
    let found = comments::list(state.app(), &caller, ids::conversation(&id)?).await?;
    Ok(Json(List::of(&found, Comment::of)))
}
