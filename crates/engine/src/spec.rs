//! How an engine is to be run, and how one request is to be made.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How to run one kind of engine process.
#[derive(Debug, Clone)]
pub struct EngineSpec {
    /// Name for logs, metrics and errors ("whisper").
    pub name: String,
    /// The executable.
    pub executable: PathBuf,
    /// Its arguments, without those that [`nice`](Self::nice) and [`memory_limit_mb`](Self::memory_limit_mb)
    /// add.
    pub args: Vec<String>,
    /// Environment variables beside the few that every engine inherits. The server's own settings, which
    /// hold keys, are never inherited.
    pub environment: Vec<(String, String)>,
    /// Most processes at once, at least one. Requests beyond wait in the order they came.
    pub processes: usize,
    /// Longest time from start to hello, which covers the loading of the model.
    pub start_timeout: Duration,
    /// Longest time for one request, not counting the wait for a free process.
    pub request_timeout: RequestTimeout,
    /// Longest time that an engine which can be told to stop may take for it. Then it is killed.
    pub stop_timeout: Duration,
    /// A process that had no work for so long is stopped, to give its memory back.
    pub idle_timeout: Duration,
    /// Given to the engine as `--memory-limit-mb`, which bounds its private memory.
    pub memory_limit_mb: Option<u64>,
    /// Given to the engine as `--nice`, added to the server's own niceness. 0 leaves it.
    pub nice: u8,
    /// Longest line that is accepted from the engine. A result beyond is an error.
    pub answer_limit_bytes: usize,
}

impl EngineSpec {
    /// One process with the usual bounds: a minute to start, five minutes and ten seconds per unit of work,
    /// five seconds to stop, stopped after ten idle minutes, nice 5, answers up to 32 MiB.
    pub fn new(name: impl Into<String>, executable: impl Into<PathBuf>, args: Vec<String>) -> Self {
        Self {
            name: name.into(),
            executable: executable.into(),
            args,
            environment: Vec::new(),
            processes: 1,
            start_timeout: Duration::from_secs(60),
            request_timeout: RequestTimeout {
                base: Duration::from_secs(300),
                per_unit: Duration::from_secs(10),
            },
            stop_timeout: Duration::from_secs(5),
            idle_timeout: Duration::from_secs(600),
            memory_limit_mb: None,
            nice: 5,
            answer_limit_bytes: 32 * 1024 * 1024,
        }
    }
}

/// Longest time for a request of so many units (seconds of audio, thousands of tokens: the caller's choice).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestTimeout {
    /// For any request.
    pub base: Duration,
    /// For each unit on top.
    pub per_unit: Duration,
}

impl RequestTimeout {
    /// The limit for `units`; a number that makes no sense counts as none.
    pub fn for_units(&self, units: f64) -> Duration {
        let extra = Duration::try_from_secs_f64(self.per_unit.as_secs_f64() * units.max(0.0));
        self.base.saturating_add(extra.unwrap_or_default())
    }
}

/// Is told how far a request is, as a fraction between 0 and 1. Runs on the caller's task: it must be quick.
pub type ProgressSink = Arc<dyn Fn(f32) + Send + Sync>;

/// Is told the pieces of a text as they are written. Runs on the caller's task: it must be quick.
pub type PieceSink = Arc<dyn Fn(&str) + Send + Sync>;

/// What one request may differ in.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// Limit for this request instead of [`EngineSpec::request_timeout`].
    pub timeout: Option<Duration>,
    /// Size of the request in the units of [`RequestTimeout::per_unit`].
    pub units: f64,
    /// Is told of progress.
    pub progress: Option<ProgressSink>,
    /// Is told the pieces of the text, where the request asks for them.
    pub pieces: Option<PieceSink>,
}

impl CallOptions {
    /// A request of so many units.
    pub fn units(units: f64) -> Self {
        Self { units, ..Self::default() }
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("units", &self.units)
            .field("progress", &self.progress.is_some())
            .field("pieces", &self.pieces.is_some())
            .finish()
    }
}
