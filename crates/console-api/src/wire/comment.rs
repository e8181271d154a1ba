//! A comment on a transcript.

use colloquy_domain::comment as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A comment.
#[derive(Serialize, ToSchema)]
pub struct Comment {
    id: String,
    conversation_id: String,
    transcript_id: String,
    body: String,
    anchor: CommentAnchor,
    /// `open` or `resolved`.
    status: &'static str,
    /// Null where a key without a user wrote it.
    created_by: Option<String>,
    /// Null also where a key without a user resolved it.
    resolved_by: Option<String>,
    resolved_at: Option<String>,
    created_at: String,
    updated_at: String,
}

/// The place that a comment is about; all null for the whole transcript.
#[derive(Serialize, ToSchema)]
struct CommentAnchor {
    start_seconds: Option<f64>,
    end_seconds: Option<f64>,
    /// Number of the entry; corrections leave it as it is.
    entry_id: Option<u32>,
    /// Position in the transcript's entries.
    entry_index: Option<u32>,
    /// Position in the entry's sentences.
    sentence_index: Option<u32>,
}

impl Comment {
    /// Renders it.
    pub fn of(comment: &domain::Comment) -> Self {
        let place = &comment.anchor;
        Self {
            id: comment.id.to_string(),
            conversation_id: comment.conversation_id.to_string(),
            transcript_id: comment.transcript_id.to_string(),
            body: comment.body.clone(),
            anchor: CommentAnchor {
                start_seconds: place.start_seconds,
                end_seconds: place.end_seconds,
                // Entries are numbered in their order, and no correction adds or removes one.
                entry_id: place.entry_index,
                entry_index: place.entry_index,
                sentence_index: place.sentence_index,
            },
            status: comment.status.as_str(),
            created_by: comment.created_by.map(|id| id.to_string()),
            resolved_by: comment.resolved_by.map(|id| id.to_string()),
            resolved_at: comment.resolved_at.map(iso),
            created_at: iso(comment.created_at),
            updated_at: iso(comment.updated_at),
        }
    }
}
