//! Why mail could not be fetched.

use crate::text::one_line;

/// What went wrong. Texts are fit for the operator and hold no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImapError {
    /// Nobody answers, or the connection broke.
    #[error("imap: {0}")]
    Unreachable(String),
    /// The server refuses a command.
    #[error("imap: the server refuses {command}: {answer}")]
    Refused {
        /// Which.
        command: &'static str,
        /// Its words.
        answer: String,
    },
    /// It says something that is not IMAP, or too much of it.
    #[error("imap: {0}")]
    Protocol(&'static str),
}

impl ImapError {
    pub(super) fn refused(command: &'static str, answer: &str) -> Self {
        Self::Refused { command, answer: one_line(answer, 300) }
    }
}

impl From<std::io::Error> for ImapError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreachable(one_line(&error.to_string(), 300))
    }
}
