//! What is told about an engine in health checks and `doctor`.

use std::path::PathBuf;

use serde::Serialize;

use crate::protocol::Hello;

/// State of one engine at one moment.
#[derive(Debug, Clone, Serialize)]
pub struct EngineStatus {
    /// Name from the specification.
    pub name: String,
    /// The executable.
    pub executable: PathBuf,
    /// Whether the executable is there.
    pub executable_found: bool,
    /// What the engine last said of itself; none before the first start.
    pub hello: Option<Hello>,
    /// Processes that are at work or ready.
    pub processes: usize,
    /// Processes that are at work.
    pub busy: usize,
    /// Requests that wait for a process.
    pub queued: usize,
    /// Processes started since the server started.
    pub starts: u64,
    /// Starts that replaced a process that was lost: died, hung, or was killed because its caller left.
    pub restarts: u64,
    /// The last thing that went wrong, if anything ever did.
    pub last_error: Option<LastError>,
}

/// The last thing that went wrong.
#[derive(Debug, Clone, Serialize)]
pub struct LastError {
    /// The message.
    pub message: String,
    /// Last lines of the engine's log.
    pub stderr_tail: Vec<String>,
    /// How long ago, in seconds.
    pub seconds_ago: f64,
}
