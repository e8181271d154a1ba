//! Comments on a transcript.

use serde::{Deserialize, Serialize};

use crate::{CommentId, ConversationId, Instant, TranscriptId, UserId, WorkspaceId};

/// Whether somebody has dealt with a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentStatus {
    /// Not yet.
    Open,
    /// Yes.
    Resolved,
}

impl CommentStatus {
    /// The word as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Resolved].into_iter().find(|status| status.as_str() == text)
    }
}

/// The place that a comment is about; empty for the whole transcript.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Anchor {
    /// From this second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_seconds: Option<f64>,
    /// To this second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_seconds: Option<f64>,
    /// Position of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_index: Option<u32>,
    /// Position of the sentence in its entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence_index: Option<u32>,
}

/// What somebody wrote about a place of a transcript.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// On which conversation.
    pub conversation_id: ConversationId,
    /// On which transcript of it.
    pub transcript_id: TranscriptId,
    /// What was written.
    pub body: String,
    /// The place.
    pub anchor: Anchor,
    /// Whether it is dealt with.
    pub status: CommentStatus,
    /// Who wrote it; none where a key without a user did.
    pub created_by: Option<UserId>,
    /// Who dealt with it.
    pub resolved_by: Option<UserId>,
    /// When it was dealt with.
    pub resolved_at: Option<Instant>,
    /// When it was written.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}
