//! `PATCH /api/colloquy/v1/comments/{comment_id}`.

use axum::Json;
use axum::extract::State;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::comments;
use colloquy_domain::comment::CommentStatus;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};
use serde_json::Value;

use crate::error::ErrorBody;
use crate::ids;
use crate::wire::comment::Comment;

/// Whether a comment is dealt with.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateComment {
    status: CommentStatusWord,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum CommentStatusWord {
    #[schema(rename = "open")]
    Open,
    #[schema(rename = "resolved")]
    Resolved,
}

/// Resolves a comment, or opens it again.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/comments/{comment_id}",
    tag = "Conversations",
    params(("comment_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = UpdateComment,
    security(("key" = ["engagements:read", "transcript_comments:write"])),
    responses(
        (status = 200, description = "the comment as it is now", body = Comment),
        (status = 400, description = "the body has a wrong shape", body = ErrorBody),
        (status = 404, description = "no such comment", body = ErrorBody),
    )
)]
pub async fn update_comment(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Comment>, Problem> {
    caller.require("engagements:read")?;
    caller.require("transcript_comments:write")?;
    let body = body.value()?;
    let (id, status) = (ids::comment(&id)?, status(&body)?);
    Ok(Json(Comment::of(&comments::set_status(state.app(), &caller, id, status).await?)))
}

fn status(body: &Value) -> Result<CommentStatus, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("status");
    let status = fields.string("status", 0, 100).map(CommentStatus::parse);
    if status == Some(None) {
        fields.refuse("status", "invalid_value", "must be open or resolved");
    }
    fields.finish()?;
    status.flatten().ok_or_else(|| AppError::internal("a required member was neither read nor refused"))
}
