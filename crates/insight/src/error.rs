//! Why a stage could not be done.

use colloquy_engine::EngineError;

/// Failure of an insight stage. A configured model that fails fails the attempt: rules never step in for it
/// silently, because a reader could not tell why the same conversation reads differently.
#[derive(Debug, thiserror::Error)]
pub enum InsightError {
    /// The engine process died, hung or could not be started: the next attempt may succeed.
    #[error("engine: {0}")]
    Engine(#[source] EngineError),
    /// The endpoint is down, overloaded or unreachable, and stayed so for all tries.
    #[error("language endpoint: {0}")]
    EndpointUnavailable(String),
    /// The endpoint answers, but not what was asked: wrong key, wrong model, another protocol.
    #[error("language endpoint: {0}")]
    EndpointRefused(String),
    /// The model's answer cannot be used.
    #[error("model answer: {0}")]
    UnusableAnswer(String),
    /// The transcript has no words: there is nothing to say about it.
    #[error("nothing was said")]
    NothingSaid,
    /// The question cannot be asked.
    #[error("{0}")]
    Invalid(String),
}

impl InsightError {
    /// Whether another attempt of the same stage may succeed without anybody changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Engine(error) => error.is_transient(),
            Self::EndpointUnavailable(_) => true,
            Self::EndpointRefused(_) | Self::UnusableAnswer(_) | Self::NothingSaid | Self::Invalid(_) => {
                false
            }
        }
    }
}
