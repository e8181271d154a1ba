//! `colloquy-engine-onnx`: the process that runs ONNX Runtime for the server.
//!
//! One process serves one kind of model (`--kind`): Moonshine recognises English, `speakers` finds local
//! speakers and their voice prints, `texts` turns sentences into vectors, `synthesis` turns text into speech. It
//! speaks the protocol of `colloquy-engine` on standard input and output, limits itself before it loads
//! anything, and dies with the server. `extract` is the one command besides: it makes the model folder of
//! `speakers` out of the shared library that carries those weights.

mod error;
mod extract;
mod moonshine;
mod runtime;
mod speakers;
mod synthesis;
mod texts;

use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use colloquy_engine::protocol::{
    EMBED_TEXTS, EMBED_VOICES, Hello, PROTOCOL_VERSION, SEGMENT_SPEAKERS, SYNTHESIZE, TRANSCRIBE,
};
use colloquy_engine::serve::{ProcessArguments, Progress, ServeError, decode, encode, serve};
use serde_json::Value;

use crate::error::EngineError;
use crate::moonshine::Moonshine;
use crate::runtime::Runtime;
use crate::speakers::Speakers;
use crate::synthesis::Synthesis;
use crate::texts::Texts;

#[derive(Debug, Parser)]
#[command(
    version,
    about = "Colloquy's model process for ONNX Runtime",
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
    /// Writes the speaker models that a shared library carries into a folder.
    Extract {
        /// The library (`libmoonshine.so`).
        #[arg(long)]
        from: PathBuf,
        /// Folder to write; it is created.
        #[arg(long)]
        to: PathBuf,
    },
}

#[derive(Debug, Args)]
struct ServeArguments {
    /// ONNX Runtime's shared library.
    #[arg(long)]
    runtime: PathBuf,
    /// Folder of the model's files.
    #[arg(long)]
    model_dir: PathBuf,
    /// Which model it is.
    #[arg(long)]
    kind: Kind,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Moonshine,
    Speakers,
    Texts,
    Synthesis,
}

/// A loaded model with its methods.
#[expect(clippy::large_enum_variant, reason = "a process holds exactly one of them, for all its life")]
enum Model {
    Moonshine(Moonshine),
    Speakers(Speakers),
    Texts(Texts),
    Synthesis(Synthesis),
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let result = match (command_line.command, command_line.serve) {
        (Some(Command::Extract { from, to }), _) => extract::extract(&from, &to),
        (None, Some(arguments)) => run(&arguments, &command_line.process),
        (None, None) => Err(EngineError::Arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error is the log; when even that is gone, the exit code still tells.
            let _ = writeln!(io::stderr(), "colloquy-engine-onnx: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &ServeArguments, process: &ProcessArguments) -> Result<(), EngineError> {
    process.apply()?;
    let runtime = Runtime::load(&arguments.runtime, usize::from(process.threads))?;
    let mut model = match arguments.kind {
        Kind::Moonshine => Model::Moonshine(Moonshine::load(&runtime, &arguments.model_dir)?),
        Kind::Speakers => Model::Speakers(Speakers::load(&runtime, &arguments.model_dir)?),
        Kind::Texts => Model::Texts(Texts::load(&runtime, &arguments.model_dir)?),
        Kind::Synthesis => Model::Synthesis(Synthesis::load(&runtime, &arguments.model_dir)?),
    };
    let (label, methods): (&str, &[&str]) = match &model {
        Model::Moonshine(_) => ("moonshine-tiny-en", &[TRANSCRIBE]),
        Model::Speakers(_) => ("pyannote-community-1", &[SEGMENT_SPEAKERS, EMBED_VOICES]),
        Model::Texts(_) => ("minilm-l6-v2-int8", &[EMBED_TEXTS]),
        Model::Synthesis(_) => ("hibari-heart", &[SYNTHESIZE]),
    };
    let hello = Hello {
        protocol: PROTOCOL_VERSION,
        engine: "onnx".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: label.to_owned(),
        methods: methods.iter().map(|method| (*method).to_owned()).collect(),
        can_cancel: false,
    };
    serve(BufReader::new(io::stdin()), io::stdout().lock(), &hello, |method, params, progress| {
        answer(&mut model, method, params, progress)
    })?;
    Ok(())
}

fn answer(
    model: &mut Model,
    method: &str,
    params: Value,
    progress: &mut Progress<'_>,
) -> Result<Value, EngineError> {
    let result = match (model, method) {
        (Model::Moonshine(moonshine), TRANSCRIBE) => {
            encode(moonshine.transcribe(&decode(method, params)?, progress)?)
        }
        (Model::Speakers(speakers), SEGMENT_SPEAKERS) => {
            encode(speakers.segment(&decode(method, params)?, progress)?)
        }
        (Model::Speakers(speakers), EMBED_VOICES) => {
            encode(speakers.embed(&decode(method, params)?, progress)?)
        }
        (Model::Texts(texts), EMBED_TEXTS) => encode(texts.embed(&decode(method, params)?, progress)?),
        (Model::Synthesis(synthesis), SYNTHESIZE) => {
            encode(synthesis.synthesize(&decode(method, params)?, progress)?)
        }
        _ => Err(ServeError::UnknownMethod(method.to_owned())),
    };
    Ok(result?)
}
