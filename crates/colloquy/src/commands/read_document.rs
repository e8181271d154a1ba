//! `colloquy read-document KIND`: what the server starts to read one document that a stranger wrote.
//!
//! The document comes on the standard input, its text goes as one line of JSON to the standard output. Before it reads
//! anything the process takes from itself what it does not need: memory, and time. It loads no settings and is told
//! nothing of the environment.

use std::io::Read;
use std::process::ExitCode;

use anyhow::Context;
use colloquy_documents::{DocumentKind, extract};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::output;

/// Memory beyond what the process has when it begins (threads' stacks, and what its allocator has set aside).
const MOST_MEMORY_BYTES: u64 = 1 << 30;
/// Longest computing, in seconds. Whoever waits gives up before; this is for a process for which nobody waits any more.
const MOST_SECONDS: u64 = 60;
/// Longest document; whoever starts the process sends no longer one.
const MOST_BYTES: u64 = 64 << 20;

pub fn run(kind: &str) -> anyhow::Result<ExitCode> {
    let kind = DocumentKind::parse(kind).with_context(|| format!("{kind:?} is no kind of document"))?;
    let limits = [
        (Resource::As, MOST_MEMORY_BYTES + memory_bytes()),
        (Resource::Cpu, MOST_SECONDS),
        // What a stranger wrote is not left lying about where it broke something.
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A limit that holds already cannot be raised.
        let most = getrlimit(resource).maximum.map_or(most, |already| already.min(most));
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        setrlimit(resource, limit)
            .with_context(|| format!("the process could not limit its {resource:?}"))?;
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes).context("standard input")?;
    let read = serde_json::to_string(&extract(kind, &bytes))?;
    // A reader of documents may have printed something itself.
    output::text(&format!("\n{read}\n"));
    Ok(ExitCode::SUCCESS)
}

/// Addresses that the process has taken so far, whether there is memory behind them or not.
fn memory_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kibibytes = size.and_then(|size| size.trim().trim_end_matches("kB").trim_end().parse::<u64>().ok());
    kibibytes.unwrap_or_default() << 10
}
