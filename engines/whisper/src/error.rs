//! What can go wrong in this process. The messages go to the server's log and into a stage's error.

use std::path::PathBuf;

use colloquy_engine::limits::LimitError;
use colloquy_engine::serve::audio::AudioError;
use colloquy_engine::serve::{OldProcessor, ServeError};
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
    #[error(transparent)]
    Processor(#[from] OldProcessor),
    /// A bound cannot be set.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The model cannot be loaded.
    #[error("model {path}: {reason}")]
    Model {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The audio cannot be read.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The model does not know that language.
    #[error("language {0:?} is not one that the model knows")]
    Language(String),
    /// whisper.cpp failed.
    #[error("whisper.cpp, {doing}: {source}")]
    Whisper {
        /// While doing what.
        doing: &'static str,
        /// What it said.
        source: WhisperError,
    },
    /// The request is not one of this engine's, or the server cannot be reached.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The conversion failed.
    #[error(transparent)]
    Convert(#[from] ConvertError),
}
