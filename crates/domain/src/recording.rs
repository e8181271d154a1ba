//! The audio or video of a conversation.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Instant, RecordingId, WorkspaceId};

/// A stored recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// Its id.
    pub id: RecordingId,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// What it is a recording of.
    pub conversation_id: ConversationId,
    /// Key in the object store.
    pub object_key: String,
    /// Media type by content ("audio/mpeg").
    pub media_type: String,
    /// Length of the file.
    pub size_bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Channels, once decoded.
    pub channels: Option<u16>,
    /// Length in seconds, once decoded.
    pub duration_seconds: Option<f64>,
    /// Peaks for a player, once decoded: the media crate's `Waveform` as JSON.
    pub waveform: Option<serde_json::Value>,
    /// When it was stored.
    pub created_at: Instant,
}
