//! What people say of evaluations: confirming, correcting, disputing; and what waits for them.

use serde::{Deserialize, Serialize};

use crate::scorecard::Answer;
use crate::{CredentialId, EvaluationId, Instant, ReviewId, UserId, WorkspaceId};

stored_words! {
    /// What a person did.
    ReviewKind {
        /// Agreed with the engine.
        Confirm => "confirm",
        /// Answered otherwise, or where the engine was unsure.
        Override => "override",
        /// Contradicted; another person is to decide.
        Dispute => "dispute",
        /// Looked at the evaluation as a whole and left it.
        Close => "close",
    }
    /// Why an evaluation waits for a person.
    QueueReason {
        /// The engine is unsure of a criterion that nobody has decided.
        Unsure => "unsure",
        /// A critical criterion was failed.
        AutoFailed => "auto_failed",
        /// A criterion is disputed.
        Disputed => "disputed",
        /// The score is below what the project asks for.
        BelowThreshold => "below_threshold",
        /// It was drawn by chance.
        Sample => "sample",
    }
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The key.
    pub credential_id: CredentialId,
    /// The user behind it.
    pub user_id: Option<UserId>,
}

/// What a person said of a criterion, or of an evaluation as a whole. It never changes: it is the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The id.
    pub id: ReviewId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Of what.
    pub evaluation_id: EvaluationId,
    /// Of which criterion; none for the whole.
    pub criterion_id: Option<String>,
    /// What was done.
    pub kind: ReviewKind,
    /// The answer that counted before; none where none did.
    pub before: Option<Answer>,
    /// The answer that counts since.
    pub after: Option<Answer>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

/// An evaluation that waits for a person, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueItem {
    /// Which.
    pub evaluation_id: EvaluationId,
    /// Why.
    pub reason: QueueReason,
    /// Since when.
    pub since: Instant,
}
