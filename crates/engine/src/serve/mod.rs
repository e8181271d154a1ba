//! The engine's side: its arguments, then hello, then one request after the other until standard input ends.

pub mod audio;
mod process;

use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::protocol::{Answer, Hello, Request};

pub use self::process::{OldProcessor, ProcessArguments, check_processor};

/// What goes wrong between the protocol and a method.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No such method.
    #[error("unknown method {0:?}")]
    UnknownMethod(String),
    /// The parameters are not those of the method.
    #[error("parameters of {method}: {source}")]
    Params {
        /// The method.
        method: String,
        /// The parser's words.
        source: serde_json::Error,
    },
    /// The result cannot be written as JSON.
    #[error("result: {0}")]
    Result(serde_json::Error),
    /// The server has gone away.
    #[error("standard input or output: {0}")]
    Pipe(io::Error),
}

/// Lets a method tell how far it is.
pub struct Progress<'a> {
    id: u64,
    output: &'a mut dyn Write,
}

impl Progress<'_> {
    /// Tells the server that `fraction` (0 to 1) of the request is done.
    pub fn report(&mut self, fraction: f32) -> Result<(), ServeError> {
        write_line(self.output, &Answer::Progress { id: self.id, fraction })
    }
}

/// Speaks the protocol on `input` and `output` until `input` ends. `answer` gets the method's name and
/// parameters; its error message goes to the server as [`Answer::Failed`].
pub fn serve<E: ToString>(
    input: impl BufRead,
    mut output: impl Write,
    hello: &Hello,
    mut answer: impl FnMut(&str, serde_json::Value, &mut Progress<'_>) -> Result<serde_json::Value, E>,
) -> Result<(), ServeError> {
    write_line(&mut output, hello)?;
    for line in input.lines() {
        let line = line.map_err(ServeError::Pipe)?;
        if line.trim().is_empty() {
            continue;
        }
        let request: Request = serde_json::from_str(&line).map_err(|error| {
            ServeError::Pipe(io::Error::new(io::ErrorKind::InvalidData, format!("request: {error}")))
        })?;
        let id = request.id;
        let result = answer(&request.method, request.params, &mut Progress { id, output: &mut output });
        let last = match result {
            Ok(result) => Answer::Done { id, result },
            Err(error) => Answer::Failed { id, message: error.to_string() },
        };
        write_line(&mut output, &last)?;
    }
    Ok(())
}

/// A method's parameters.
pub fn decode<T: DeserializeOwned>(method: &str, params: serde_json::Value) -> Result<T, ServeError> {
    serde_json::from_value(params).map_err(|source| ServeError::Params { method: method.to_owned(), source })
}

/// A method's result.
pub fn encode(result: impl Serialize) -> Result<serde_json::Value, ServeError> {
    serde_json::to_value(result).map_err(ServeError::Result)
}

fn write_line(output: &mut (impl Write + ?Sized), value: &impl Serialize) -> Result<(), ServeError> {
    let mut line = serde_json::to_vec(value).map_err(ServeError::Result)?;
    line.push(b'\n');
    output.write_all(&line).and_then(|()| output.flush()).map_err(ServeError::Pipe)
}
