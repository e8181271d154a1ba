//! What this engine can fail with. At start the text goes to standard error, later into the answer.

use std::path::PathBuf;

use colloquy_engine::limits::LimitError;
use colloquy_engine::serve::{OldProcessor, ServeError};

/// Why the engine cannot start or a request has no result.
#[derive(Debug, thiserror::Error)]
pub enum LlamaError {
    /// The executable uses instructions that this processor lacks.
    #[error(transparent)]
    Processor(#[from] OldProcessor),
    /// A limit could not be set.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// No model file.
    #[error("model file {} cannot be read", .0.display())]
    NoModel(PathBuf),
    /// The native library refused something; its own log tells more.
    #[error("{what}: {message}")]
    Native { what: &'static str, message: String },
    /// The model's memory cannot be cut back to an earlier token.
    #[error(
        "the model keeps a running state and cannot forget a part of what it has read, which many questions on \
         one text need: choose one that is built of attention alone"
    )]
    CannotForget,
    /// The model's chat template cannot be used.
    #[error("the model's chat template {0}")]
    Template(String),
    /// The request is longer than the context.
    #[error(
        "the request has {prompt_tokens} tokens and its answer may have {answer_tokens}, \
         but the context holds {context_tokens}"
    )]
    TooLong { prompt_tokens: usize, answer_tokens: usize, context_tokens: usize },
    /// The options are not a choice.
    #[error("{0}")]
    Options(String),
    /// The grammar cannot be read.
    #[error("the grammar cannot be read: {0}")]
    Grammar(String),
    /// The server does not want the answer any more.
    #[error("the request was cancelled")]
    Cancelled,
    /// The request is not one of this engine's, or the server cannot be reached.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

impl LlamaError {
    /// Turns an error of the binding into one of ours.
    pub fn native<E: std::fmt::Display>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self::Native { what, message: error.to_string() }
    }
}
