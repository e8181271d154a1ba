//! Recordings that a client announces, puts here by a signed address, and has evaluated.

use serde::{Deserialize, Serialize};

use crate::attribution::Attribution;
use crate::{
    AudioFileId, CampaignId, ConversationId, CredentialId, EvaluationId, Instant, ProjectId, ScorecardId,
    WorkspaceId,
};

stored_words! {
    /// How far a file is.
    AudioFileState {
        /// Announced; its bytes have not come.
        AwaitingUpload => "awaiting_upload",
        /// Its bytes are here; nobody has asked for anything.
        Uploaded => "uploaded",
        /// Its transcript or its evaluation is being made.
        Processing => "processing",
        /// Both are there.
        Completed => "completed",
        /// One of them could not be made.
        Failed => "failed",
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AudioFile {
    /// The id.
    pub id: AudioFileId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// What it is evaluated for.
    pub project_id: ProjectId,
    /// What it is scored by; the project's where none was told.
    pub scorecard_id: Option<ScorecardId>,
    /// The name that its owner gave it.
    pub file_name: String,
    /// Where the call belongs.
    pub attribution: Attribution,
    /// When it was recorded; when it was announced where nobody told.
    pub recorded_at: Instant,
    /// What came.
    pub upload: Option<Upload>,
    /// How far it is.
    pub state: AudioFileState,
    /// Why it failed.
    pub error: Option<String>,
    /// The conversation that it became, once it was asked to be processed.
    pub conversation_id: Option<ConversationId>,
    /// Its newest evaluation.
    pub evaluation_id: Option<EvaluationId>,
    /// Length, once decoded.
    pub duration_seconds: Option<f64>,
    /// Visible to holders of the extra scope only, and to the key that announced it.
    pub is_private: bool,
    /// The key that announced it.
    pub created_by: Option<CredentialId>,
    /// When announced.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// The bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Key in the object store.
    pub object_key: String,
    /// Media type as its sender told it; by content where none was told.
    pub content_type: String,
    /// Length.
    pub size_bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// When it came.
    pub uploaded_at: Instant,
}

/// Which files. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AudioFileFilter {
    /// Of this project.
    pub project_id: Option<ProjectId>,
    /// Of this campaign.
    pub campaign_id: Option<CampaignId>,
    /// Where a program spoke, or not.
    pub is_ai_call: Option<bool>,
    /// Recorded not before.
    pub from: Option<Instant>,
    /// Recorded not after.
    pub until: Option<Instant>,
}
