//! The load driver: starts the real server with a fresh data folder on loopback, loads it as clients do, and
//! prints each figure beside the bar that it is held to.
//!
//! Server and driver share the machine. The driver therefore runs on one thread, speaks plain HTTP/1.1 over
//! connections that stay open, and builds its requests beforehand; what it still costs is part of every figure.
//! None of this is a test: a missed bar is printed and nothing fails.

mod analytics;
mod api;
mod calls;
mod calls_sip;
mod creates;
mod evaluations;
mod figure;
mod fill;
mod latency;
mod lists;
mod machine;
mod metrics;
mod receiver;
mod search;
mod server;
mod start;
mod statistics;
mod traces;
mod webchat;
mod webhooks;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Parser, ValueEnum};

use crate::figure::{Figure, print_json, print_table};
use crate::server::Installation;

/// Measures the server against the bars that it is held to.
#[derive(Parser)]
#[command(name = "colloquy-bench", about)]
struct Arguments {
    /// What to measure; everything where nothing is named.
    #[arg(value_enum)]
    groups: Vec<Group>,
    /// The server's executable; target/release/colloquy, else target/debug/colloquy.
    #[arg(long)]
    server: Option<PathBuf>,
    /// Folder in which the data folders are made. It must lie on a disk: a folder in memory commits for free.
    #[arg(long, default_value = "target/bench")]
    data_dir: PathBuf,
    /// Length of each measurement.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Conversations of a filled server.
    #[arg(long, default_value_t = 100_000)]
    conversations: u64,
    /// One JSON array on standard output instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// Start to first answer, and memory of an idle server.
    Start,
    /// Creates from a transcript, and repeated creates.
    Creates,
    /// From a commit to the receiver, and deliveries to many receivers.
    Webhooks,
    /// Reads and creates, idle and while a recording is transcribed.
    Latency,
    /// Lists, filters and title search over a filled server.
    Lists,
    /// Word search over a filled server.
    Search,
    /// Questions about metrics over a filled server.
    Analytics,
    /// Numbers over evaluations of a filled server.
    Evaluations,
    /// Spans taken in and read back, and reads and creates beside a large export of spans.
    Traces,
    /// Visitors who chat at once: memory, time to kept and to answered, and what a killed server loses.
    Webchat,
    /// Telephone calls over SIP: waits for answers, and twenty calls at once.
    CallsSip,
}

const GROUPS: [Group; 11] = [
    Group::Start,
    Group::Creates,
    Group::Webhooks,
    Group::Latency,
    Group::Lists,
    Group::Search,
    Group::Analytics,
    Group::Evaluations,
    Group::Traces,
    Group::Webchat,
    Group::CallsSip,
];

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    let (figures, failed) = local.block_on(&runtime, measure(&arguments))?;
    if arguments.json {
        print_json(&figures)?
    } else {
        print_table(&figures)
    }
    match failed.into_iter().next() {
        Some(first) => Err(first.context("not everything could be measured")),
        None => Ok(()),
    }
}

async fn measure(arguments: &Arguments) -> anyhow::Result<(Vec<Figure>, Vec<anyhow::Error>)> {
    let server = match &arguments.server {
        Some(path) => path.clone(),
        None => built_server()?,
    };
    let server = server.canonicalize().with_context(|| format!("--server {}", server.display()))?;
    std::fs::create_dir_all(&arguments.data_dir)
        .with_context(|| format!("--data-dir {}", arguments.data_dir.display()))?;
    let installation = Installation { executable: server, data_root: arguments.data_dir.canonicalize()? };
    let length = Duration::from_secs(arguments.seconds.max(1));
    let groups = if arguments.groups.is_empty() { &GROUPS[..] } else { &arguments.groups };
    let (mut figures, mut failed) = (Vec::new(), Vec::new());
    for group in groups {
        let measured = match group {
            Group::Start => start::measure(&installation).await,
            Group::Creates => creates::measure(&installation, length).await,
            Group::Webhooks => webhooks::measure(&installation, length).await,
            Group::Latency => latency::measure(&installation, length).await,
            Group::Lists => lists::measure(&installation, arguments.conversations).await,
            Group::Search => search::measure(&installation, arguments.conversations).await,
            Group::Analytics => analytics::measure(&installation, arguments.conversations).await,
            Group::Evaluations => evaluations::measure(&installation, arguments.conversations).await,
            Group::Traces => traces::measure(&installation, length).await,
            Group::Webchat => webchat::measure(&installation).await,
            Group::CallsSip => calls_sip::measure(&installation).await,
        };
        match measured {
            Ok(measured) => figures.extend(measured),
            // What was measured is worth printing.
            Err(error) => failed.push(error),
        }
    }
    Ok((figures, failed))
}

fn built_server() -> anyhow::Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let candidates = ["release", "debug"].map(|profile| target.join(profile).join("colloquy"));
    match candidates.iter().find(|path| path.is_file()) {
        Some(path) => Ok(path.clone()),
        None => {
            bail!("no server is built: neither {} nor {}", candidates[0].display(), candidates[1].display())
        }
    }
}
