//! A state of a transcript, without what was said.

use colloquy_domain::revision as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A revision of a transcript.
#[derive(Serialize, ToSchema)]
pub struct TranscriptRevision {
    /// Its number, from 1.
    revision: u64,
    /// The user who made it; null where no person did, or a key without a user.
    made_by: Option<String>,
    made_at: String,
    /// What people changed, in a few words; null for what was heard, brought along or written down as it is.
    summary: Option<String>,
    /// Whether no person made it.
    is_original: bool,
    /// Whether it differs from what was heard or brought along: an original that was restored does not.
    is_edited: bool,
}

impl TranscriptRevision {
    /// Renders it.
    pub fn of(revision: &domain::Revision) -> Self {
        Self {
            revision: revision.number,
            made_by: revision.made_by.map(|id| id.to_string()),
            made_at: iso(revision.made_at),
            summary: revision.summary.clone(),
            is_original: revision.is_original(),
            is_edited: revision.is_edited,
        }
    }
}
