//! Why an agent has no answer.

use colloquy_insight::InsightError;

/// Why a turn ended without an answer.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    /// The endpoint is down, overloaded or silent, or broke off in the middle.
    #[error("language endpoint: {0}")]
    Unavailable(String),
    /// The endpoint answers, but not what was asked: wrong key, wrong model, another protocol.
    #[error("language endpoint: {0}")]
    Refused(String),
    /// What the model wrote cannot be used.
    #[error("model answer: {0}")]
    Unusable(String),
    /// The model cannot read that much.
    #[error("{0}")]
    TooLong(String),
    /// The embedded model failed.
    #[error(transparent)]
    Model(#[from] InsightError),
}

impl AgentError {
    /// Whether another attempt at the same turn may succeed without anybody changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            // Words are chosen with some freedom: the next answer is another one.
            Self::Unavailable(_) | Self::Unusable(_) => true,
            Self::Refused(_) | Self::TooLong(_) => false,
            Self::Model(error) => error.is_transient(),
        }
    }
}
