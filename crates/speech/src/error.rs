//! Why speech could not be recognised.

use colloquy_engine::EngineError;
use colloquy_engine::endpoint::EndpointError;
use colloquy_media::MediaError;

/// Failure of a recognition.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The recording cannot be decoded.
    #[error("recording: {0}")]
    Media(#[from] MediaError),
    /// An engine process died, hung, could not be started, or refused.
    #[error("engine: {0}")]
    Engine(#[from] EngineError),
    /// The endpoint is down, overloaded or unreachable, and stayed so for all tries.
    #[error("speech endpoint: {0}")]
    EndpointUnavailable(String),
    /// The endpoint answers, but not what was asked: wrong key, wrong model, another protocol.
    #[error("speech endpoint: {0}")]
    EndpointRefused(String),
    /// A file on this machine could not be read or written.
    #[error("{action}: {source}")]
    Io {
        /// What was being done.
        action: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The caller does not want the result any more.
    #[error("cancelled")]
    Cancelled,
}

impl From<EndpointError> for SpeechError {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::Unavailable(message) => Self::EndpointUnavailable(message),
            EndpointError::Refused { message, .. } => Self::EndpointRefused(message),
        }
    }
}

impl SpeechError {
    /// Names what was being done when a file failed.
    pub fn io(action: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { action, source }
    }

    /// Whether another attempt cannot succeed unless somebody changes something.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Media(error) => !error.is_retryable(),
            Self::Engine(error) => !error.is_transient(),
            Self::EndpointRefused(_) => true,
            Self::EndpointUnavailable(_) | Self::Io { .. } | Self::Cancelled => false,
        }
    }
}
