//! `GET /api/colloquy/v1/conversations/{conversation_id}/comments`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::conversations::comments;
use colloquy_domain::CommentId;
use colloquy_domain::id::parse_ulid;
use colloquy_http::{Authenticated, HttpState, Path, Problem, QueryPairs, cursor};

use crate::error::ErrorBody;
use crate::ids;
use crate::params::Params;
use crate::query::{MOST_ROWS, USUAL_ROWS};
use crate::wire::comment::Comment;

/// Query of the list.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct CommentsQuery {
    /// 50 where it is left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    #[param(pattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]
    cursor: Option<String>,
}

/// A page of comments.
#[derive(Serialize, ToSchema)]
pub struct CommentPage {
    data: Vec<Comment>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

/// The comments on a conversation, oldest first, page by page. Those of a private one need `engagements:private:read`,
/// too, or a key of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/comments",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        CommentsQuery
    ),
    security(("key" = ["engagements:read", "transcript_comments:read"])),
    responses(
        (status = 200, description = "the comments", body = CommentPage),
        (status = 404, description = "no such conversation", body = ErrorBody),
    )
)]
pub async fn list_comments(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<CommentPage>, Problem> {
    caller.require("engagements:read")?;
    caller.require("transcript_comments:read")?;
    let mut params = Params::of(&pairs);
    let (limit, cursor) = (params.limit(USUAL_ROWS, MOST_ROWS), params.given("cursor"));
    params.finish()?;
    let after = cursor.map(|text| parse_ulid(text).map(CommentId).ok_or_else(cursor::refused)).transpose()?;
    let page = comments::list(state.app(), &caller, ids::conversation(&id)?, after, limit).await?;
    let data = page.comments.iter().map(Comment::of).collect();
    Ok(Json(CommentPage { data, next_cursor: page.next.map(|id| id.ulid()) }))
}
