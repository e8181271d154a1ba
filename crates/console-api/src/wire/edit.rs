//! Whether a person made something what it is.

use colloquy_domain::correction::Correction;
use colloquy_domain::revision::Revision;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A person's part in what is shown.
#[derive(Serialize, ToSchema)]
pub struct Edit {
    /// Whether a person said it, or changed it.
    is_edited: bool,
    /// The user who did so last; null also where a key without a user did.
    edited_by: Option<String>,
    /// When that was.
    edited_at: Option<String>,
}

impl Edit {
    /// Of an insight.
    pub fn of<T>(correction: Option<&Correction<T>>) -> Self {
        Self {
            is_edited: correction.is_some(),
            edited_by: correction.and_then(|correction| correction.by).map(|id| id.to_string()),
            edited_at: correction.map(|correction| iso(correction.at)),
        }
    }

    /// Of a transcript. One that is as it was heard or brought along was edited by nobody, whoever restored it.
    pub fn of_revision(revision: &Revision) -> Self {
        let edited = Some(revision).filter(|revision| revision.is_edited);
        Self {
            is_edited: edited.is_some(),
            edited_by: edited.and_then(|revision| revision.made_by).map(|id| id.to_string()),
            edited_at: edited.map(|revision| iso(revision.made_at)),
        }
    }
}
