//! `colloquy-engine-whisper`: the process that runs whisper.cpp for the server.
//!
//! It loads one model, speaks the protocol of `colloquy-engine` on standard input and output, limits itself
//! before it loads anything, and dies with the server. `convert` is the one command besides: it makes a model
//! file of whisper.cpp out of a published CTranslate2 model.

mod convert;
mod error;
mod recognise;
mod sound;

use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use colloquy_engine::protocol::{Hello, PROTOCOL_VERSION, TRANSCRIBE};
use colloquy_engine::serve::{
    ProcessArguments, Progress, ServeError, check_processor, decode, encode, serve,
};
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
    // Beside those of serving: optional arguments must not hold others that are flattened into them.
    #[command(flatten)]
    process: ProcessArguments,
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
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let result = match (command_line.command, command_line.serve) {
        (Some(Command::Convert { from, to, weights }), _) => {
            convert::convert(&from, &to, weights).map_err(EngineError::from)
        }
        (None, Some(arguments)) => run(&arguments, &command_line.process),
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

fn run(arguments: &ServeArguments, process: &ProcessArguments) -> Result<(), EngineError> {
    check_processor()?;
    process.apply()?;
    let mut recogniser = Recogniser::load(&arguments.model, process.threads)?;
    let hello = Hello {
        protocol: PROTOCOL_VERSION,
        engine: "whisper".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: recogniser.label(),
        methods: vec![TRANSCRIBE.to_owned()],
        can_cancel: false,
    };
    serve(BufReader::new(io::stdin()), io::stdout().lock(), &hello, |method, params, progress| {
        answer(&mut recogniser, method, params, progress)
    })?;
    Ok(())
}

fn answer(
    recogniser: &mut Recogniser,
    method: &str,
    params: Value,
    progress: &mut Progress<'_>,
) -> Result<Value, EngineError> {
    if method != TRANSCRIBE {
        return Err(ServeError::UnknownMethod(method.to_owned()).into());
    }
    Ok(encode(recogniser.transcribe(&decode(method, params)?, progress)?)?)
}
