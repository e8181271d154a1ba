//! Why a use case was refused or failed.
//!
//! [`AppError`] is what edges render; its texts may be shown to the client. What only the log should see (a
//! database's words) stays in [`AppError::Internal`]'s source.

use colloquy_store::StoreError;
use colloquy_store::objects::ObjectError;

/// One rule that the input broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Path of the field in the use case's terms (`participants`, `media`, `transcript.entries[3].end_seconds`); the message begins
    /// with it where it names it.
    pub field: String,
    /// Stable code (`multiple_owners`).
    pub code: &'static str,
    /// What is wrong, for people.
    pub message: String,
}

impl FieldProblem {
    /// A problem with `field`.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The credential is missing, unknown, or revoked.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// The credential lacks this scope.
    #[error("the credential lacks the scope {0}")]
    MissingScope(&'static str),
    /// Nobody may do that, whatever the credential.
    #[error("{0}")]
    Forbidden(&'static str),
    /// There is no such thing in this workspace.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The request has a wrong shape or breaks an ownership rule.
    #[error("{}", list(.0))]
    Malformed(Vec<FieldProblem>),
    /// Values that are well-formed but break a rule.
    #[error("{}", list(.0))]
    Invalid(Vec<FieldProblem>),
    /// It conflicts with something that is there.
    #[error("{0}")]
    Conflict(String),
    /// The database cannot be reached or is busy; trying again later may help.
    #[error("the database is busy or away")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Something failed on our side.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// One broken shape or ownership rule.
    #[must_use]
    pub fn malformed(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self::Malformed(vec![FieldProblem::new(field, code, message)])
    }

    /// One broken value rule.
    #[must_use]
    pub fn invalid(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, code, message)])
    }

    /// A failure on our side.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }
}

impl From<ObjectError> for AppError {
    fn from(error: ObjectError) -> Self {
        Self::internal(error)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::Unavailable(error.into()),
            other => Self::internal(other),
        }
    }
}

fn list(problems: &[FieldProblem]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("; ")
}
