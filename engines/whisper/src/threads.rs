//! Keeps ggml to the threads that were asked for.
//!
//! whisper.cpp aligns words to audio with a computation of its own, for which it takes four threads whatever
//! it was told, and they wait for each other by spinning: a tenth of all processor time on one core. Compiled
//! with OpenMP the number of threads has an upper bound, which the OpenMP library reads from the environment
//! before `main`. So the process starts itself anew with that set; it stays the same process to the server.

use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::error::EngineError;

const LIMIT: &str = "OMP_THREAD_LIMIT";
/// Threads that wait sleep instead of spinning.
const WAITING: (&str, &str) = ("OMP_WAIT_POLICY", "PASSIVE");

/// Does nothing where the bound is `threads` already; otherwise comes back only when the process cannot be
/// started anew.
pub fn bound(threads: u16) -> Result<(), EngineError> {
    let wanted = threads.to_string();
    if env::var_os(LIMIT).as_deref() == Some(OsStr::new(&wanted)) {
        return Ok(());
    }
    let executable = env::current_exe().map_err(EngineError::Restart)?;
    let error = Command::new(executable)
        .args(env::args_os().skip(1))
        .env(LIMIT, wanted)
        .env(WAITING.0, WAITING.1)
        .exec();
    Err(EngineError::Restart(error))
}
