//! `colloquy-engine-whisper`: the process that runs whisper.cpp for the server.
//!
//! It loads one model, speaks the protocol of `colloquy-engine` on standard input and output, limits itself
//! before it loads anything, and dies with the server. `convert` is the one command besides: it makes a model
//! file of whisper.cpp out of a published CTranslate2 model.

mod audio;
mod convert;
mod error;
mod processor;
mod recognise;
mod threads;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use colloquy_engine::protocol::{Hello, PROTOCOL_VERSION, TRANSCRIBE};
use colloquy_engine::serve::{Progress, serve};
use serde_json::Value;

use crate::convert::WeightType;
use crate::error::EngineError;
use crate::recognise::Recogniser;

#[derive(Debug, Parser)]
#[command(
    version,
    about = "Colloquy's model process for whisper.cpp",
    args_conflicts_with_subcommands = true
)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Option<ServeArguments>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a model file of whisper.cpp out of a Whisper model of CTranslate2.
    Convert {
        /// Folders or files that hold `model.bin` (whole or in parts) and `vocabulary.json`.
        #[arg(long, required = true, num_args = 1..)]
        from: Vec<PathBuf>,
        /// File to write.
        #[arg(long)]
        to: PathBuf,
        /// How the large matrices are stored.
        #[arg(long = "type", value_enum, default_value = "q8_0")]
        weights: WeightType,
    },
}

#[derive(Debug, Args)]
struct ServeArguments {
    /// Model file of whisper.cpp.
    #[arg(long)]
    model: PathBuf,
    /// Threads of one computation.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// Added to the process's niceness.
    #[arg(long, default_value_t = 0)]
    nice: i32,
    /// Most private memory in megabytes; no limit when absent.
    #[arg(long)]
    memory_limit_mb: Option<u64>,
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let result = match (command_line.command, command_line.serve) {
        (Some(Command::Convert { from, to, weights }), _) => {
            convert::convert(&from, &to, weights).map_err(EngineError::from)
        }
        (None, Some(arguments)) => run(&arguments),
        (None, None) => Err(EngineError::Arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error is the log; when even that is gone, the exit code still tells.
            let _ = writeln!(io::stderr(), "colloquy-engine-whisper: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &ServeArguments) -> Result<(), EngineError> {
    let missing = processor::missing();
    if !missing.is_empty() {
        return Err(EngineError::Processor(missing.join(", ")));
    }
    threads::bound(arguments.threads)?;
    colloquy_engine::limits::apply(arguments.nice, arguments.memory_limit_mb)?;
    let mut recogniser = Recogniser::load(&arguments.model, arguments.threads)?;
    let hello = Hello {
        protocol: PROTOCOL_VERSION,
        engine: "whisper".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: recogniser.label(),
        methods: vec![TRANSCRIBE.to_owned()],
    };
    serve(io::stdin().lock(), io::stdout().lock(), &hello, |method, params, progress| {
        answer(&mut recogniser, method, params, progress).map_err(|error| error.to_string())
    })
    .map_err(EngineError::Pipe)
}

fn answer(
    recogniser: &mut Recogniser,
    method: &str,
    params: Value,
    progress: &mut Progress<'_>,
) -> Result<Value, EngineError> {
    if method != TRANSCRIBE {
        return Err(EngineError::UnknownMethod(method.to_owned()));
    }
    let params = serde_json::from_value(params)
        .map_err(|source| EngineError::Params { method: method.to_owned(), source })?;
    let result =
        recogniser.transcribe(&params, |fraction| progress.report(fraction).map_err(EngineError::Pipe))?;
    serde_json::to_value(result).map_err(EngineError::Result)
}
