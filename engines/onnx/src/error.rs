//! What can go wrong in this process. Each message goes to the server as the reason of a failed request, or
//! to standard error where the process cannot start.

use std::io;
use std::path::PathBuf;

use colloquy_engine::limits::LimitError;
use colloquy_engine::serve::ServeError;
use colloquy_engine::serve::audio::AudioError;

/// Failure of a request or of the start.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Neither a command nor the arguments of serving were given.
    #[error("--runtime, --model-dir and --kind are required")]
    Arguments,
    /// A limit of the process could not be set.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The runtime's library could not be loaded.
    #[error("cannot load ONNX Runtime from {path}: {message}")]
    Library {
        /// Path as given.
        path: PathBuf,
        /// The loader's words.
        message: String,
    },
    /// A model's file could not be loaded.
    #[error("cannot load model {path}: {message}")]
    Model {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A computation failed.
    #[error("inference: {0}")]
    Inference(#[from] ort::Error),
    /// A model answered with another shape than its kind promises.
    #[error("{model} answered with shape {shape:?}")]
    Shape {
        /// Which model.
        model: &'static str,
        /// The shape.
        shape: Vec<i64>,
    },
    /// The audio cannot be read.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The shared library does not hold what is looked for.
    #[error("cannot extract from {path}: {message}")]
    Extract {
        /// The library.
        path: PathBuf,
        /// What is missing or wrong.
        message: String,
    },
    /// The tokenizer failed on a text.
    #[error("tokenizer: {0}")]
    Tokenizer(String),
    /// A parameter is out of range.
    #[error("{0}")]
    Parameter(String),
    /// The request is not one of this kind of model, or the server cannot be reached.
    #[error(transparent)]
    Serve(#[from] ServeError),
}
