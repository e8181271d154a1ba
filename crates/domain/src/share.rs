//! Links that show a conversation to people without a key.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Instant, ShareId, UserId, WorkspaceId};

/// Longest life of a link, in hours: a month.
pub const LONGEST_HOURS: i64 = 720;

/// A link, without the word that opens it: only its SHA-256 is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Which conversation it shows.
    pub conversation_id: ConversationId,
    /// Whether the recordings may be heard, too.
    pub with_recording: bool,
    /// Who made it; none where a key without a user did.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Instant,
    /// From when on it shows nothing.
    pub expires_at: Instant,
    /// When somebody ended it.
    pub revoked_at: Option<Instant>,
}

impl Share {
    /// Whether it shows something at that moment.
    #[must_use]
    pub fn holds(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    #[test]
    fn it_holds_until_its_end_or_until_somebody_ends_it() {
        let made = Instant::UNIX_EPOCH;
        let share = Share {
            id: ShareId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id: ConversationId::generate(),
            with_recording: false,
            created_by: None,
            created_at: made,
            expires_at: made + Duration::HOUR,
            revoked_at: None,
        };
        assert!(share.holds(made) && share.holds(made + Duration::minutes(59)));
        assert!(!share.holds(made + Duration::HOUR));
        assert!(!Share { revoked_at: Some(made), ..share }.holds(made));
    }
}
