//! The bounds that an engine sets on itself before it loads native code.
//!
//! The child does this, not the server: between fork and exec only `unsafe` code could, and an engine that
//! is started by hand for a measurement is then bounded in the same way.

use std::io;

use rustix::process::{
    Resource, Rlimit, Signal, getpriority_process, set_parent_process_death_signal, setpriority_process,
    setrlimit,
};

/// Highest niceness there is.
const NICEST: i32 = 19;

/// Which bound could not be set.
#[derive(Debug, thiserror::Error)]
#[error("{limit} could not be set: {source}")]
pub struct LimitError {
    limit: &'static str,
    source: io::Error,
}

/// Applies niceness (added to the present one) and the limit on private memory in MiB, forbids core dumps
/// (they would hold what people said), and asks to be killed when the server dies.
pub fn apply(nice: i32, memory_limit_mb: Option<u64>) -> Result<(), LimitError> {
    let failed = |limit| move |source: rustix::io::Errno| LimitError { limit, source: source.into() };
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(failed("parent death signal"))?;
    let no_core = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, no_core).map_err(failed("core limit"))?;
    if nice > 0 {
        let priority = getpriority_process(None).map_err(failed("niceness"))?;
        setpriority_process(None, priority.saturating_add(nice).min(NICEST)).map_err(failed("niceness"))?;
    }
    if let Some(megabytes) = memory_limit_mb {
        // Private writable memory, the kind that models and activations take. The address space also counts
        // mapped model files, which cost nothing that cannot be had back.
        let bytes = megabytes.saturating_mul(1024 * 1024);
        let memory = Rlimit { current: Some(bytes), maximum: Some(bytes) };
        setrlimit(Resource::Data, memory).map_err(failed("memory limit"))?;
    }
    Ok(())
}
