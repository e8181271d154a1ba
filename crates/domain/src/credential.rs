//! Keys of clients and what they may do.
//!
//! One credential serves all dialects. It has one token; each dialect only spells the way it is sent. What is
//! stored is the token's SHA-256 (32 random bytes need no slow hash) and, for signed requests, the HMAC
//! secret. An imported key is any string that a client sends already.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{CredentialId, Instant, UserId, WorkspaceId};

/// What a credential may do: `resource:action`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(String);

/// The scope that grants everything.
pub const WORKSPACE_ADMIN: &str = "workspace:admin";

/// The scope that opens private conversations of others. Scopes have one spelling in all of the server's APIs; it is
/// that of the first API spoken here.
pub const READ_PRIVATE: &str = "engagements:private:read";

/// The scope that opens what was said, word for word. As plain text within a conversation the first API spoken here
/// gives it away with the conversation.
pub const READ_TRANSCRIPTS: &str = "transcript_timelines:read";

/// The scope without which nobody learns how a conversation was noted.
pub const READ_EVALUATIONS: &str = "evaluations:read";

/// The scope that opens private conversations to changes, beside the one that opens the others.
pub const WRITE_PRIVATE: &str = "engagements:private:write";

/// Every scope that a credential can be given.
pub const KNOWN_SCOPES: [&str; 46] = [
    "actions:read",
    "actions:write",
    "agents:read",
    "agents:write",
    "analytics:export",
    "analytics:read",
    "audio:download",
    "audio:read",
    "audio:write",
    "billing:read",
    "calls:read",
    "calls:write",
    "campaigns:read",
    "campaigns:write",
    "companies:read",
    "companies:write",
    "contacts:read",
    "contacts:write",
    "conversations:read",
    "engagements:read",
    READ_PRIVATE,
    "engagements:write",
    WRITE_PRIVATE,
    "evaluations:dispute",
    READ_EVALUATIONS,
    "evaluations:review",
    "evaluations:write",
    "knowledge:read",
    "knowledge:write",
    "metrics:read",
    "metrics:write",
    "recordings:read",
    "skills:read",
    "skills:write",
    "tags:read",
    "tags:write",
    "transcript_timelines:read",
    "transcript_comments:read",
    "transcript_comments:write",
    "usage:read",
    "users:read",
    "voice:read",
    "webhooks:manage",
    "webhooks:read",
    "webhooks:write",
    WORKSPACE_ADMIN,
];

impl Scope {
    /// The scope of that name, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        KNOWN_SCOPES.contains(&text).then(|| Self(text.to_owned()))
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The scopes of a credential.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scopes(pub BTreeSet<Scope>);

impl Scopes {
    /// Everything.
    #[must_use]
    pub fn admin() -> Self {
        Self(BTreeSet::from([Scope(WORKSPACE_ADMIN.to_owned())]))
    }

    /// Whether they grant `scope`.
    #[must_use]
    pub fn grants(&self, scope: &str) -> bool {
        self.0.iter().any(|own| own.as_str() == scope || own.as_str() == WORKSPACE_ADMIN)
    }

    /// Those of `wanted` that these grant.
    #[must_use]
    pub fn granting(&self, wanted: &Self) -> Self {
        Self(wanted.0.iter().filter(|scope| self.grants(scope.as_str())).cloned().collect())
    }

    /// The names, separated by spaces.
    #[must_use]
    pub fn names(&self) -> String {
        self.0.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Reads a list of names; the error is the first name that is not known.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        names
            .into_iter()
            .map(|name| Scope::parse(name).ok_or_else(|| name.to_owned()))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// A key of a client, without its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// The workspace that it opens.
    pub workspace_id: WorkspaceId,
    /// The user behind it.
    pub user_id: Option<UserId>,
    /// Name given by who made it.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}
