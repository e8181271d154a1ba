//! Why a stage could not be done.

use colloquy_engine::EngineError;
use colloquy_engine::endpoint::EndpointError;

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
    /// The rules do not know the language, and nothing else does this stage.
    #[error("the rules know English only, and this is {0:?}")]
    OtherLanguage(String),
    /// The question cannot be asked.
    #[error("{0}")]
    Invalid(String),
}

impl From<EndpointError> for InsightError {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::Unavailable(message) => Self::EndpointUnavailable(message),
            EndpointError::Refused { message, .. } => Self::EndpointRefused(message),
        }
    }
}

impl InsightError {
    /// Whether another attempt of the same stage may succeed without anybody changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Engine(error) => error.is_transient(),
            Self::EndpointUnavailable(_) => true,
            Self::EndpointRefused(_)
            | Self::UnusableAnswer(_)
            | Self::NothingSaid
            | Self::OtherLanguage(_)
            | Self::Invalid(_) => false,
        }
    }

    /// Whether there is nothing for the stage to do: no failure, and told as the reason for its being skipped.
    #[must_use]
    pub fn is_nothing_to_do(&self) -> bool {
        matches!(self, Self::NothingSaid | Self::OtherLanguage(_))
    }

    /// Whether it is the question, or the answer to it, that cannot be used: others may fare better.
    pub(crate) fn concerns_one_question(&self) -> bool {
        matches!(self, Self::Engine(EngineError::Refused { .. }) | Self::UnusableAnswer(_) | Self::Invalid(_))
    }
}
