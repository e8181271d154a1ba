//! A link that shows a conversation to people without a key.

use colloquy_domain::share as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A link to a conversation, without the word that opens it.
#[derive(Serialize, ToSchema)]
pub struct Share {
    id: String,
    conversation_id: String,
    /// Whether the recordings may be heard, too.
    with_recording: bool,
    /// Null where a key without a user made it.
    created_by: Option<String>,
    created_at: String,
    /// From when on it shows nothing.
    expires_at: String,
}

impl Share {
    /// Renders it.
    pub fn of(share: &domain::Share) -> Self {
        Self {
            id: share.id.to_string(),
            conversation_id: share.conversation_id.to_string(),
            with_recording: share.with_recording,
            created_by: share.created_by.map(|id| id.to_string()),
            created_at: iso(share.created_at),
            expires_at: iso(share.expires_at),
        }
    }
}

/// A link that was just made.
#[derive(Serialize, ToSchema)]
pub struct NewShare {
    #[serde(flatten)]
    share: Share,
    /// The page that shows the conversation to whoever has this address: told once.
    url: String,
}

impl NewShare {
    /// Renders it with the address that opens it.
    pub fn of(share: &domain::Share, url: String) -> Self {
        Self { share: Share::of(share), url }
    }
}
