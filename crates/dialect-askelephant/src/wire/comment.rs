//! A comment on a transcript.

use colloquy_domain::comment::Comment;
use colloquy_http::problem::iso;
use serde_json::{Value, json};

use crate::{ids, names};

/// A comment.
pub fn render(comment: &Comment) -> Value {
    let mut rendered = json!({
        "object": names::COMMENT_OBJECT,
        "id": ids::comment(comment.id),
        "engagement_id": ids::engagement(comment.conversation_id),
        "transcript_timeline_id": ids::timeline(comment.transcript_id),
        "body": comment.body,
        "status": names::comment_status(comment.status),
        "anchor": comment.anchor,
        "resolved_by": comment.resolved_by.map(ids::user),
        "resolved_at": comment.resolved_at.map(iso),
        "created_at": iso(comment.created_at),
        "updated_at": iso(comment.updated_at),
    });
    if let Some(user) = comment.created_by {
        rendered["created_by"] = json!(ids::user(user));
    }
    rendered
}
