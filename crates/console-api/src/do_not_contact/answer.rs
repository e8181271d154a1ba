//! What answers look like.

use colloquy_domain::dialogue as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody whom no agent may write to or call.
#[derive(Serialize, ToSchema)]
pub struct DoNotContact {
    /// The number (E.164) or e-mail address, lower case.
    address: String,
    /// Why: `opted out by sms`, or what an operator wrote.
    reason: Option<String>,
    /// Since when.
    created_at: String,
}

impl DoNotContact {
    /// Renders it.
    pub fn of(entry: &domain::DoNotContact) -> Self {
        Self {
            address: entry.address.clone(),
            reason: entry.reason.clone(),
            created_at: iso(entry.created_at),
        }
    }
}
