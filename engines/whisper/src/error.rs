//! What can go wrong in this process. The messages go to the server's log and into a stage's error.

use std::io;
use std::path::PathBuf;

use colloquy_engine::limits::LimitError;
use thiserror::Error;
use whisper_rs::WhisperError;

use crate::convert::ConvertError;

/// Everything that can go wrong.
#[derive(Debug, Error)]
pub enum EngineError {
    /// Neither a model to serve nor a command.
    #[error("name a model with --model, or the command convert")]
    Arguments,
    /// The processor is older than what whisper.cpp was compiled for.
    #[error(
        "this processor lacks {0}, which the engine was built for; build it on this machine with GGML_NATIVE=ON"
    )]
    Processor(String),
    /// A bound cannot be set.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The process cannot start itself anew with its bound on threads.
    #[error("cannot start anew with a bound on threads: {0}")]
    Restart(io::Error),
    /// The model cannot be loaded.
    #[error("model {path}: {reason}")]
    Model {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The audio cannot be read.
    #[error("audio {path}: {source}")]
    Audio {
        /// Its file.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// A range is not one of its file.
    #[error("audio {path}, samples {start_sample} to {end_sample}: {reason}")]
    Range {
        /// The file.
        path: String,
        /// First sample.
        start_sample: u64,
        /// One past the last.
        end_sample: u64,
        /// What is wrong.
        reason: String,
    },
    /// The model does not know that language.
    #[error("language {0:?} is not one that the model knows")]
    Language(String),
    /// No such method.
    #[error("unknown method {0}")]
    UnknownMethod(String),
    /// The parameters are not those of the method.
    #[error("parameters of {method}: {source}")]
    Params {
        /// The method.
        method: String,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// whisper.cpp failed.
    #[error("whisper.cpp, {doing}: {source}")]
    Whisper {
        /// While doing what.
        doing: &'static str,
        /// What it said.
        source: WhisperError,
    },
    /// The server cannot be reached, or the result not be written.
    #[error("pipe to the server: {0}")]
    Pipe(io::Error),
    /// The result cannot be written as JSON.
    #[error("result: {0}")]
    Result(serde_json::Error),
    /// The conversion failed.
    #[error(transparent)]
    Convert(#[from] ConvertError),
}
