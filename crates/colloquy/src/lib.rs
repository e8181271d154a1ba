//! The binary's library: settings, command line, and the wiring of all crates into one process.

mod cli;
mod commands;
mod diagnosis;
pub mod output;
mod process;
pub mod settings;
pub mod speech;
pub mod telemetry;
pub mod wiring;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::cli::Cli;

/// How long threads may take to end after the command is done.
const THREADS_END_WITHIN: Duration = Duration::from_secs(2);

/// Parses the command line, runs the command, and says on standard error why it failed.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    process::keep_files_private();
    // Everything that speaks TLS uses ring; without this the first connection would panic.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return output::failure("the TLS library could not be set up");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output::failure(&format!("the async runtime could not be started: {error}")),
    };
    let ended = runtime.block_on(commands::run(cli));
    // What a thread still works at was given back by now; it must not keep the process.
    runtime.shutdown_timeout(THREADS_END_WITHIN);
    match ended {
        Ok(code) => code,
        Err(error) => output::failure(&format!("{error:#}")),
    }
}
