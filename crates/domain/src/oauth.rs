//! Programs that ask for tokens, and what they were granted (RFC 6749).
//!
//! A grant is one permission: by a user who approved a program's request, or to a program for itself. Everything
//! that follows from it (the code, access tokens, refresh tokens) belongs to it and ends with it.

use serde::{Deserialize, Serialize};

use crate::credential::Scopes;
use crate::{CredentialId, Instant, OAuthClientId, OAuthGrantId, UserId, WorkspaceId};

/// A way to get a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantType {
    /// For a user, who approves it in a browser.
    AuthorizationCode,
    /// For the program itself.
    ClientCredentials,
    /// Instead of asking the user again.
    RefreshToken,
}

impl GrantType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AuthorizationCode, Self::ClientCredentials, Self::RefreshToken];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::ClientCredentials => "client_credentials",
            Self::RefreshToken => "refresh_token",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grant_type| grant_type.as_str() == text)
    }
}

/// Before the ULID of a client, in the id that the program sends.
const CLIENT_ID_PREFIX: &str = "client_";

impl OAuthClientId {
    /// The id as programs send it.
    #[must_use]
    pub fn spelled(self) -> String {
        format!("{CLIENT_ID_PREFIX}{}", self.ulid())
    }

    /// Reads what [`Self::spelled`] wrote; anything else names nobody.
    #[must_use]
    pub fn parse_spelled(text: &str) -> Option<Self> {
        Self::from_ulid(text.strip_prefix(CLIENT_ID_PREFIX)?)
    }
}

/// A program that asks for tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthClient {
    /// Its id.
    pub id: OAuthClientId,
    /// The workspace that its tokens open.
    pub workspace_id: WorkspaceId,
    /// What users are told that it is called.
    pub name: String,
    /// Whether it has a secret; one that runs on users' machines cannot keep any.
    pub is_confidential: bool,
    /// Where users may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The most that its tokens may do; never everything.
    pub scopes: Scopes,
    /// How it may get tokens.
    pub grant_types: Vec<GrantType>,
    /// The user for whom it acts when it asks for itself.
    pub user_id: Option<UserId>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
}

impl OAuthClient {
    /// Whether it may get tokens so.
    #[must_use]
    pub fn may(&self, grant_type: GrantType) -> bool {
        self.grant_types.contains(&grant_type)
    }
}

/// A permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthGrant {
    /// Its id.
    pub id: OAuthGrantId,
    /// The workspace.
    pub workspace_id: WorkspaceId,
    /// The program that has it.
    pub client_id: OAuthClientId,
    /// The user for whom the program acts.
    pub user_id: Option<UserId>,
    /// The key with which the user approved it: the permission does not outlive the key.
    pub approved_by: Option<CredentialId>,
    /// What was granted.
    pub scopes: Scopes,
    /// When it was given.
    pub created_at: Instant,
    /// When it was taken back.
    pub revoked_at: Option<Instant>,
}

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Opens the API.
    Access,
    /// Gets another access token, once.
    Refresh,
}

impl TokenKind {
    /// The kind as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Access, Self::Refresh].into_iter().find(|kind| kind.as_str() == text)
    }
}
