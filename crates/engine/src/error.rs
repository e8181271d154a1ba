//! What can go wrong between server and engine.
//!
//! Every variant names the engine, so that the text can stand alone as a stage's error. The last lines of a
//! dead engine's log are kept beside the message, for the log and `doctor`, not for clients.

use std::fmt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

/// Why a request to an engine has no result.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EngineError {
    /// There is no such executable.
    #[error("engine executable not found: {}", list(.looked_at))]
    NotFound {
        /// Where it was looked for.
        looked_at: Vec<PathBuf>,
    },
    /// The process could not be started, or ended or kept silent before it was ready.
    #[error("engine {engine} did not start: {reason}")]
    Start {
        /// Name of the engine.
        engine: String,
        /// What happened.
        reason: String,
        /// Last lines of its log.
        stderr_tail: Vec<String>,
    },
    /// The process ended while it worked on the request.
    #[error("engine {engine} died at work ({ending})")]
    Died {
        /// Name of the engine.
        engine: String,
        /// How it ended.
        ending: Ending,
        /// Last lines of its log.
        stderr_tail: Vec<String>,
    },
    /// The request took too long; the process was killed.
    #[error("engine {engine} gave no answer to {method} within {:.1} s", .limit.as_secs_f64())]
    TimedOut {
        /// Name of the engine.
        engine: String,
        /// Method of the request.
        method: String,
        /// The time it was given.
        limit: Duration,
    },
    /// The engine answered that it cannot do this. It lives on.
    #[error("engine {engine}: {message}")]
    Refused {
        /// Name of the engine.
        engine: String,
        /// The engine's words.
        message: String,
    },
    /// What was said does not follow the protocol; the process was killed.
    #[error("engine {engine} broke the protocol: {message}")]
    Protocol {
        /// Name of the engine.
        engine: String,
        /// What was wrong.
        message: String,
    },
    /// The server is going down.
    #[error("engine {engine} is shut down")]
    ShutDown {
        /// Name of the engine.
        engine: String,
    },
}

impl EngineError {
    /// Whether the same request may succeed later without anybody changing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Start { .. } | Self::Died { .. } | Self::TimedOut { .. } | Self::ShutDown { .. } => true,
            Self::NotFound { .. } | Self::Refused { .. } | Self::Protocol { .. } => false,
        }
    }

    /// Last lines that the engine wrote to its log before it ended; empty for other errors.
    pub fn stderr_tail(&self) -> &[String] {
        match self {
            Self::Start { stderr_tail, .. } | Self::Died { stderr_tail, .. } => stderr_tail,
            _ => &[],
        }
    }

    /// One word for metrics.
    pub(crate) fn outcome(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Start { .. } => "start_failed",
            Self::Died { .. } => "died",
            Self::TimedOut { .. } => "timed_out",
            Self::Refused { .. } => "refused",
            Self::Protocol { .. } => "protocol",
            Self::ShutDown { .. } => "shut_down",
        }
    }
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It exited by itself with this status.
    Exited(i32),
    /// A signal ended it: 9 for a kill, 6 for an abort, 11 for a wild pointer, 4 for a processor that lacks
    /// an instruction.
    Signalled(i32),
    /// It closed its output and would not end; it was killed.
    Unresponsive,
}

impl From<ExitStatus> for Ending {
    fn from(status: ExitStatus) -> Self {
        match (status.code(), status.signal()) {
            (Some(code), _) => Self::Exited(code),
            (None, Some(signal)) => Self::Signalled(signal),
            (None, None) => Self::Unresponsive,
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(code) => write!(formatter, "exit status {code}"),
            Self::Signalled(signal) => write!(formatter, "signal {signal}"),
            Self::Unresponsive => write!(formatter, "it closed its output without ending"),
        }
    }
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
