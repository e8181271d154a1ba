//! The engine's side: its arguments, then hello, then one request after the other until standard input ends.
//!
//! Orders are read by a thread of their own, so that a request can be cancelled while it is worked on.

pub mod audio;
mod process;

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::protocol::{Answer, Hello, Order, Request};

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

/// Lets a method tell how far it is, and hear whether it is to go on.
pub struct Progress<'a> {
    id: u64,
    output: &'a mut dyn Write,
    cancelled: &'a AtomicU64,
}

impl Progress<'_> {
    /// Tells the server that `fraction` (0 to 1) of the request is done.
    pub fn report(&mut self, fraction: f32) -> Result<(), ServeError> {
        write_line(self.output, &Answer::Progress { id: self.id, fraction })
    }

    /// Sends the server the next piece of the text that it asked for.
    pub fn piece(&mut self, text: &str) -> Result<(), ServeError> {
        write_line(self.output, &Answer::Piece { id: self.id, text: text.to_owned() })
    }

    /// Whether nobody wants the answer any more. A method of an engine that says [`Hello::can_cancel`] looks often, and
    /// ends with an error.
    pub fn is_cancelled(&self) -> bool {
        self.id <= self.cancelled.load(Ordering::Relaxed)
    }
}

/// Speaks the protocol on `input` and `output` until `input` ends. `answer` gets the method's name and
/// parameters; its error message goes to the server as [`Answer::Failed`].
pub fn serve<E: ToString>(
    input: impl BufRead + Send + 'static,
    mut output: impl Write,
    hello: &Hello,
    mut answer: impl FnMut(&str, serde_json::Value, &mut Progress<'_>) -> Result<serde_json::Value, E>,
) -> Result<(), ServeError> {
    write_line(&mut output, hello)?;
    // Ids grow, and requests are worked on in their order: the newest that is cancelled tells of all before it.
    let cancelled = Arc::new(AtomicU64::new(0));
    for request in read_orders(input, Arc::clone(&cancelled)).map_err(ServeError::Pipe)? {
        let request = request.map_err(ServeError::Pipe)?;
        let id = request.id;
        let mut progress = Progress { id, output: &mut output, cancelled: &cancelled };
        let result = answer(&request.method, request.params, &mut progress);
        let last = match result {
            Ok(result) => Answer::Done { id, result },
            Err(error) => Answer::Failed { id, message: error.to_string() },
        };
        write_line(&mut output, &last)?;
    }
    Ok(())
}

/// Reads on a thread of its own: requests come out in their order, cancellations at once. Ends with `input`, or with the
/// first line that is no order.
fn read_orders(
    input: impl BufRead + Send + 'static,
    cancelled: Arc<AtomicU64>,
) -> io::Result<Receiver<io::Result<Request>>> {
    let (requests, inbox) = channel();
    thread::Builder::new().name("orders".to_owned()).spawn(move || {
        for line in input.lines() {
            let request = match line.and_then(|line| order_of(&line)) {
                Ok(None) => continue,
                Ok(Some(Order::Cancel { cancel })) => {
                    cancelled.fetch_max(cancel, Ordering::Relaxed);
                    continue;
                }
                Ok(Some(Order::Request(request))) => Ok(request),
                Err(error) => Err(error),
            };
            let is_last = request.is_err();
            if requests.send(request).is_err() || is_last {
                return;
            }
        }
    })?;
    Ok(inbox)
}

/// The order on a line; none on an empty one.
fn order_of(line: &str) -> io::Result<Option<Order>> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let wrong = |error| io::Error::new(io::ErrorKind::InvalidData, format!("order: {error}"));
    serde_json::from_str(line).map(Some).map_err(wrong)
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
