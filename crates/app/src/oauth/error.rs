//! Refusals by their names in RFC 6749.

use colloquy_store::StoreError;

use crate::AppError;

/// Name of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// A parameter is missing, wrong or there twice.
    InvalidRequest,
    /// The client is unknown or did not show that it is the one.
    InvalidClient,
    /// The code or refresh token is unknown, used, expired, revoked, or another client's.
    InvalidGrant,
    /// The client may not get tokens this way.
    UnauthorizedClient,
    /// There is no such way to get tokens.
    UnsupportedGrantType,
    /// There is no such answer of the consent page.
    UnsupportedResponseType,
    /// A scope is unknown or more than the client may have.
    InvalidScope,
    /// The user said no.
    AccessDenied,
}

impl ErrorCode {
    /// The name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
        }
    }
}

/// Why no token was given.
#[derive(Debug, thiserror::Error)]
pub enum OAuthError {
    /// It was asked for wrongly.
    #[error("{}: {description}", .code.as_str())]
    Refused {
        /// Name.
        code: ErrorCode,
        /// What is wrong, for people.
        description: String,
    },
    /// Something failed on our side.
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl OAuthError {
    /// A refusal.
    pub fn refused(code: ErrorCode, description: impl Into<String>) -> Self {
        Self::Refused { code, description: description.into() }
    }
}

impl From<StoreError> for OAuthError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
